package org.backscroll.source.xmpp;

import java.util.Optional;
import java.util.regex.Pattern;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;

/**
 * Who wrote a stanza, and where.
 *
 * @param chat the other person, or the room
 * @param author who wrote it; somebody in a room by their address there
 * @param nick their name in the room
 * @param id the message's key within chat and author
 */
record Envelope(Jid chat, Author author, Optional<String> nick, String id) {
    private static final Pattern COUNTED = Pattern.compile("\\d{0,9}");

    /**
     * @param room whose archive the record is from; empty for the account's own
     * @throws IllegalArgumentException if the stanza does not say in a readable way
     */
    static Envelope of(Item item, Node message, Settings settings, Optional<Jid> room) {
        String id = ownId(message).orElse(item.id());
        Optional<Jid> from = message.attribute("from").map(Addresses::normal);
        if (room.isPresent()) {
            Optional<String> nick = from.flatMap(Addresses::resource);
            return new Envelope(room.get(), occupant(message, from, nick, settings), nick, id);
        }
        Optional<Jid> to = message.attribute("to").map(Addresses::normal);
        // A message of one's own to oneself may bear no address at all.
        boolean mine = from.isEmpty() || Addresses.bare(from.get()).equals(settings.jid());
        Jid other = mine ? to.orElse(settings.jid()) : from.get();
        // In a private talk with somebody in a room the resource is the person.
        boolean inRoom = message.child("x", Names.ROOM_USER).isPresent();
        Jid chat = inRoom ? other : Addresses.bare(other);
        return new Envelope(chat, mine ? Author.ME : Author.of(chat), Optional.empty(), id);
    }

    /**
     * The id that the message's author gave it. A number is none: who counts begins anew by and by,
     * and another message would be taken for the first one.
     */
    static Optional<String> ownId(Node message) {
        return message.attribute("id")
                .or(
                        () ->
                                message.child("origin-id", Names.IDS)
                                        .flatMap(origin -> origin.attribute("id")))
                .filter(id -> id.length() <= 1024 && !isCounted(id));
    }

    /** Whether an id is one that its author may use again. */
    static boolean isCounted(String id) {
        return COUNTED.matcher(id).matches();
    }

    private static Author occupant(
            Node message, Optional<Jid> from, Optional<String> nick, Settings settings) {
        Optional<Jid> real =
                message.child("x", Names.ROOM_USER)
                        .flatMap(x -> x.child("item"))
                        .flatMap(item -> item.attribute("jid"))
                        .map(Addresses::normal)
                        .map(Addresses::bare);
        boolean mine =
                real.isPresent()
                        ? real.get().equals(settings.jid())
                        : nick.equals(Optional.of(settings.nick()));
        return mine ? Author.ME : from.map(Author::of).orElse(Author.UNKNOWN);
    }
}
