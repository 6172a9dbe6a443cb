package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;

/**
 * A MessageKey as the wire has it.
 *
 * @param chat the chat's address
 * @param fromMe whether whoever wrote the key wrote the message
 * @param id the message's id; may be empty in a reaction's own key
 * @param participant who wrote it, in a group
 */
record Key(Optional<Jid> chat, boolean fromMe, String id, Optional<Jid> participant) {

    static Key decode(Fields fields) throws IOException {
        Optional<Jid> chat = Optional.empty();
        boolean fromMe = false;
        String id = "";
        Optional<Jid> participant = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> chat = Jids.optional(fields.string());
                case 2 -> fromMe = fields.bool();
                case 3 -> id = id(fields.string());
                case 4 -> participant = Jids.optional(fields.string());
                default -> fields.skip();
            }
        }
        return new Key(chat, fromMe, id, participant);
    }

    /**
     * Who wrote the message that has this key, the key being one of the account's own phone.
     *
     * @param in the chat it stands in
     * @param other what else names the author
     */
    Author author(Jid in, Optional<Jid> other) {
        if (fromMe) {
            return Author.ME;
        }
        Optional<Jid> named = participant.or(() -> other);
        if (named.isEmpty() && Jids.direct(in)) {
            named = Optional.of(in);
        }
        return new Author(false, named);
    }

    /**
     * Who wrote the message that somebody's own message points to: there {@code fromMe} is said
     * from that somebody's side.
     */
    Author targetOf(Author speaker, Jid in) {
        if (fromMe) {
            return speaker;
        }
        if (participant.isEmpty() && Jids.direct(in)) {
            return speaker.fromMe() ? Author.of(in) : Author.ME;
        }
        return new Author(false, participant);
    }

    /**
     * An id as a key has it.
     *
     * @throws MalformedException if it can be none
     */
    static String id(String text) throws MalformedException {
        boolean printable = text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (text.length() > 1024 || !printable) {
            throw new MalformedException("a message id is not well-formed");
        }
        return text;
    }
}
