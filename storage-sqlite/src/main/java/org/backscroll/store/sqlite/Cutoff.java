package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Plausible;

/** Finds the time before which a number of an account's messages were sent. */
final class Cutoff {
    private final Session session;
    private final long account;
    private final Long chat;

    /**
     * @param chat the only one to look at; empty for all
     */
    Cutoff(Session session, long account, Optional<Long> chat) {
        this.session = session;
        this.account = account;
        this.chat = chat.orElse(null);
    }

    /** How many messages have a time. */
    long messages() throws SQLException {
        return before(Plausible.UNTIL.toEpochMilli());
    }

    private long before(long time) throws SQLException {
        return session.number(RetentionSql.COUNT_BEFORE_IN_ALL, 0, account, chat, time);
    }

    /** The earliest such time for at least so many messages; all have a time. */
    Instant find(long wanted) throws SQLException {
        long low = 0; // fewer were sent before
        long high = Plausible.UNTIL.toEpochMilli(); // enough were
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (before(middle) >= wanted) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Instant.ofEpochMilli(high);
    }
}
