package org.backscroll.source.xmpp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backscroll.api.Jid;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks who there is and what they are called: contacts, the account's owner, people in rooms. */
final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);

    private final Link link;
    private final Settings settings;

    /** What the server says, it says of now. */
    private final AsOf now = new AsOf(Instant.now(), 0);

    People(Link link) {
        this.link = link;
        settings = link.settings();
    }

    /**
     * What contacts call themselves on their cards, else what the account calls them; and the
     * nicknames in rooms.
     */
    List<Entry> names() throws SourceException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        card(settings.jid()).ifPresent(name -> entries.add(new Entry.OwnName(name, now)));
        Node roster = link.get(settings.jid().value(), new Node("query", Names.ROSTER));
        for (Node contact : roster.children()) {
            Optional<Jid> jid = contact.attribute("jid").flatMap(People::address);
            if (jid.isPresent()) {
                card(jid.get())
                        .or(() -> contact.attribute("name"))
                        .filter(name -> !name.isBlank())
                        .ifPresent(name -> entries.add(new Entry.Name(jid.get(), name, now)));
            }
        }
        for (Jid room : settings.rooms()) {
            for (Occupants.Occupant occupant : new Occupants(link).of(room)) {
                Addresses.resource(occupant.address())
                        .filter(nick -> !nick.isBlank())
                        .ifPresent(
                                nick -> entries.add(new Entry.Name(occupant.address(), nick, now)));
            }
        }
        return entries;
    }

    /** The rooms' names, and who is in them now. */
    List<Entry> rooms() throws SourceException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (Jid room : settings.rooms()) {
            link.get(room.value(), new Node("query", Names.FEATURES)).children().stream()
                    .filter(child -> child.name().equals("identity"))
                    .flatMap(identity -> identity.attribute("name").stream())
                    .findFirst()
                    .ifPresent(name -> entries.add(named(room, name)));
            for (Occupants.Occupant occupant : new Occupants(link).of(room)) {
                entries.add(
                        new Entry.Membership(
                                room, occupant.address(), occupant.role(), Optional.empty(), now));
            }
        }
        return entries;
    }

    private Entry named(Jid room, String name) {
        return Entry.ChatSnapshot.builder(room, now).name(name).build();
    }

    /** The name on somebody's card; who shows none is no reason to fail. */
    private Optional<String> card(Jid whose) throws SourceException, InterruptedException {
        try {
            Node card = link.get(whose.value(), new Node("vCard", Names.CARD));
            return Stream.of("NICKNAME", "FN")
                    .flatMap(field -> card.child(field).stream())
                    .map(field -> field.text().strip())
                    .filter(name -> !name.isEmpty())
                    .findFirst();
        } catch (SourceException e) {
            if (!link.alive()) {
                throw e;
            }
            LOG.debug("{} shows no card: {}", whose, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Jid> address(String text) {
        try {
            return Optional.of(Addresses.normal(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
