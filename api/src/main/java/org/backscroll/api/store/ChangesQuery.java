package org.backscroll.api.store;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Kind;

/**
 * Which changes are wanted.
 *
 * @param since a revision that a page or {@link ChangeFeed#revision()} gave; empty for all there is
 * @param max how many messages a page may hold, 1 to {@value #MAX}; entries of all kinds together
 *     are at most about four times as many
 * @param kinds what of; revisions are of use with the same kinds alone
 * @param chat of messages, chats and members only those of this chat, by any of its addresses
 */
public record ChangesQuery(Optional<String> since, int max, Set<Kind> kinds, Optional<Jid> chat) {
    /** The most messages of a page. */
    public static final int MAX = 1000;

    /** What a store knows of an account. */
    public static final Set<Kind> ALL =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            Kind.MESSAGES,
                            Kind.CONVERSATIONS,
                            Kind.NAMES,
                            Kind.IDENTITIES,
                            Kind.PARTICIPANTS));

    /**
     * @throws IllegalArgumentException if the number is out of range
     */
    public ChangesQuery {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(chat, "chat");
        kinds = Set.copyOf(kinds);
        if (max < 1 || max > MAX) {
            throw new IllegalArgumentException("max is a number from 1 to " + MAX);
        }
    }

    /** Everything since a revision. */
    public static ChangesQuery since(Optional<String> revision, int max) {
        return new ChangesQuery(revision, max, ALL, Optional.empty());
    }
}
