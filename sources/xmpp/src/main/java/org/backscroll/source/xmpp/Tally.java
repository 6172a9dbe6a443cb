package org.backscroll.source.xmpp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backscroll.api.Jid;

/** Counts the records of one time, without keeping them. */
final class Tally {
    private final List<Place> places;
    private final Function<Item, Optional<Envelope>> envelope;
    private final Map<Place, Integer> found = new HashMap<>();
    private final Map<Jid, Integer> chats = new HashMap<>();
    private int size;

    /**
     * @param places of that time, which are looked for
     * @param envelope tells where a record was written
     */
    Tally(List<Place> places, Function<Item, Optional<Envelope>> envelope) {
        this.places = places;
        this.envelope = envelope;
    }

    /** Counts the next one in the archive's order. */
    void add(Item item) {
        find(item);
        envelope.apply(item).ifPresent(known -> chats.merge(known.chat(), 1, Integer::sum));
    }

    /** Counts it without its chat. */
    void find(Item item) {
        for (Place place : places) {
            if (place.is(item, envelope)) {
                found.putIfAbsent(place, size);
            }
        }
        size++;
    }

    /** As many as there may be: all are read, and nobody asked how many. */
    void open() {
        size = Integer.MAX_VALUE;
    }

    int size() {
        return size;
    }

    /** Which record a place is at; negative if none. */
    int index(Place place) {
        return found.getOrDefault(place, -1);
    }

    /** How many there are of each chat. */
    Map<Jid, Integer> chats() {
        return chats;
    }
}
