package org.backscroll.api.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: forgets history on purpose. What was pruned stays away, whatever
 * source brings it again; only {@link #forget} lifts that. Thread-safe.
 *
 * <p>The calls block until the space is given back, which may take minutes. Readers and syncs go on
 * meanwhile: the work is done in many short steps. If the store is closed in between, the call
 * fails with {@code CLOSED}, and the same call later goes on where it was.
 */
@ConsumerType
public interface Retention {
    /**
     * What a rule would take away, changing nothing.
     *
     * @param chat by any of its addresses; empty for all chats of the account
     * @return the sizes are estimates; nothing at all where account or chat are unknown
     */
    Pruned preview(AccountId account, Optional<Jid> chat, RetentionRule rule) throws StoreException;

    /**
     * Takes away what a rule says, with all that belongs to it: edits, reactions, media, words in
     * indexes. Chats stay, be it without a message.
     *
     * @param chat as for {@link #preview}
     * @return what it did
     * @throws StoreException typed by what to do about it; {@code DENIED} if the store only reads
     */
    Pruned prune(AccountId account, Optional<Jid> chat, RetentionRule rule) throws StoreException;

    /**
     * Takes away all that is known of an account: history, names, the state of its syncs, what
     * keeps pruned messages away. Forgetting an unknown account does nothing.
     *
     * @throws StoreException {@code BUSY} if a sync of it is at work; else as for {@link #prune}
     */
    Pruned forget(AccountId account) throws StoreException;

    /**
     * What went, or would go.
     *
     * @param messages how many
     * @param chats of how many chats
     * @param bytesBefore what the data took on the disk, without room that is free for reuse
     * @param bytesAfter what they take now
     */
    record Pruned(long messages, long chats, long bytesBefore, long bytesAfter) {}

    /** Which messages go. */
    sealed interface RetentionRule {
        /**
         * Those that were sent earlier. Messages whose time cannot be stay: their age is unknown.
         *
         * @param time kept are messages of this time and later
         */
        record OlderThan(Instant time) implements RetentionRule {
            /** All parts are required. */
            public OlderThan {
                Objects.requireNonNull(time, "time");
            }
        }

        /**
         * Those of each chat that have so many newer ones, in the chat's order.
         *
         * @param perChat how many stay in each chat, at least 1
         */
        record Newest(long perChat) implements RetentionRule {
            /** Checks the number. */
            public Newest {
                if (perChat < 1) {
                    throw new IllegalArgumentException("at least one message of a chat stays");
                }
            }
        }

        /**
         * The oldest, until all data of the store together are no larger. Messages whose time
         * cannot be stay, as does what is no message; so it may end above the size.
         *
         * @param bytes the size, at least 1
         */
        record MaxBytes(long bytes) implements RetentionRule {
            /** Checks the number. */
            public MaxBytes {
                if (bytes < 1) {
                    throw new IllegalArgumentException("a size is at least one byte");
                }
            }
        }
    }
}
