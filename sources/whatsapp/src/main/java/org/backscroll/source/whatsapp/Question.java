package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A question to the phone that is open: it lies in the outbox, and answers in the spool are left to
 * who asked. Closing takes it back.
 */
final class Question implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Question.class);

    private final Outbox outbox;
    private final Spool spool;
    private final String id;
    private final Instant asked;
    private final Instant deadline;
    private final Closeable door;
    private boolean closed;

    private Question(
            Outbox outbox,
            Spool spool,
            String id,
            Instant asked,
            Instant deadline,
            Closeable door) {
        this.outbox = outbox;
        this.spool = spool;
        this.id = id;
        this.asked = asked;
        this.deadline = deadline;
        this.door = door;
    }

    /**
     * Asks, unless the same is asked already and may still be answered.
     *
     * @param anchor for messages before which
     * @param count for how many
     * @param patience how long to wait for the answer
     */
    static Question ask(
            Feed feed, Jid chat, Anchor anchor, int count, Duration patience, Clock clock)
            throws SourceException {
        Outbox outbox = feed.outbox().orElseThrow();
        String id = outbox.id(chat, anchor);
        Instant now = clock.instant();
        Closeable door = feed.openDoor();
        feed.spool().await();
        try {
            Instant asked = outbox.askedAt(id).orElse(Instant.MIN);
            if (!asked.isAfter(now.minus(patience)) || asked.isAfter(now)) {
                asked = now;
                outbox.put(id, chat, anchor, count, now, patience);
            }
            return new Question(outbox, feed.spool(), id, asked, asked.plus(patience), door);
        } catch (IOException e) {
            feed.spool().awaitNoMore();
            close(door);
            throw new SourceException.Transient(
                    "the question cannot be put into the outbox: " + e.getMessage(), e);
        }
    }

    Instant asked() {
        return asked;
    }

    /** When an answer is no longer waited for. */
    Instant deadline() {
        return deadline;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        spool.awaitNoMore();
        close(door);
        try {
            outbox.remove(id);
        } catch (IOException e) {
            LOG.warn("The question {} cannot be taken out of the outbox: {}", id, e.getMessage());
        }
    }

    private static void close(Closeable door) {
        try {
            door.close();
        } catch (IOException e) {
            LOG.debug("The HTTP endpoint was not closed cleanly", e);
        }
    }
}
