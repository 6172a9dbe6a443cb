package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Plausible;

/**
 * Finds the time before which messages were sent that take a share of the room: of two shares, by
 * their number and by the length of what is in them, the larger one counts. So they may take less,
 * and hardly more.
 */
final class Cutoff {
    /** So much more than the share is not looked at again. */
    private static final double CLOSE = 1.05;

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

    /**
     * Some of the oldest messages.
     *
     * @param time when the first of those that stay was sent
     * @param share how much of the room they take, at most, of 1
     */
    record Oldest(Instant time, double share) {}

    /** Those that take such a share of the room, but at least one; empty if none have a time. */
    Optional<Oldest> find(double share) throws SQLException {
        long messages = before(Plausible.UNTIL.toEpochMilli());
        if (messages == 0) {
            return Optional.empty();
        }
        double count = Math.max(1, session.number(RetentionSql.MESSAGES, 0));
        double length = Math.max(1, session.number(RetentionSql.LENGTH, 0));
        long wanted = Math.min(messages, Math.max(1, (long) Math.ceil(share * count)));
        while (true) {
            long time = time(wanted);
            double byLength =
                    session.number(RetentionSql.LENGTH_BEFORE_IN_ALL, 0, account, chat, time)
                            / length;
            if (byLength <= CLOSE * share || wanted == 1) {
                double byCount = wanted / count;
                return Optional.of(
                        new Oldest(Instant.ofEpochMilli(time), Math.max(byCount, byLength)));
            }
            wanted = Math.max(1, (long) (wanted * share / byLength));
        }
    }

    private long before(long time) throws SQLException {
        return session.number(RetentionSql.COUNT_BEFORE_IN_ALL, 0, account, chat, time);
    }

    /** The earliest such time for at least so many messages; all have a time. */
    private long time(long wanted) throws SQLException {
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
        return high;
    }
}
