package org.backscroll.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What makes a message one and the same: account, chat, author and the author's id for it. Two
 * people may use the same id in one chat; one person never does.
 *
 * @param account whose copy
 * @param chat the chat it stands in
 * @param author who wrote it
 * @param id the protocol's id, 1 to 1,024 characters, opaque
 */
public record MessageKey(AccountId account, Jid chat, Author author, String id) {

    /**
     * @throws IllegalArgumentException if the id is empty or too long
     */
    public MessageKey {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(author, "author");
        if (id.isEmpty() || id.length() > 1024) {
            throw new IllegalArgumentException("a message's id has 1 to 1,024 characters");
        }
    }

    /**
     * Who wrote something: the account's owner, somebody with an address, or somebody the source
     * could not name.
     *
     * @param fromMe whether it is the account's owner
     * @param jid the address; empty for the owner, whose addresses differ from device to device,
     *     and when unknown
     */
    public record Author(boolean fromMe, Optional<Jid> jid) {

        /** The account's owner. */
        public static final Author ME = new Author(true, Optional.empty());

        /** Somebody, but the source does not say who. */
        public static final Author UNKNOWN = new Author(false, Optional.empty());

        /**
         * @throws IllegalArgumentException if the owner is given an address
         */
        public Author {
            Objects.requireNonNull(jid, "jid");
            if (fromMe && jid.isPresent()) {
                throw new IllegalArgumentException(
                        "the account's owner is told by fromMe, without an address");
            }
        }

        /** Somebody with an address. */
        public static Author of(Jid jid) {
            return new Author(false, Optional.of(jid));
        }
    }
}
