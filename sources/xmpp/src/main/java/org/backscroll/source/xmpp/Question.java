package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.source.SourceException;

/** Something that was asked on a connection, and what came of it so far. Thread-safe. */
final class Question {
    /** What the records of one answer may take, in characters. */
    private static final long MAX_CHARACTERS = 32L * 1024 * 1024;

    private final String whom;
    private final int most;
    private final List<Node> records = new ArrayList<>();
    private long characters;
    private Node answer;
    private SourceException failure;
    private boolean cancelled;
    private long heard = System.nanoTime();

    /**
     * @param whom is asked
     * @param most how many records the answer may have
     */
    Question(String whom, int most) {
        this.whom = whom;
        this.most = most;
    }

    String whom() {
        return whom;
    }

    /** Takes a record, which is also a sign of life: it gives the answer more time. */
    synchronized void add(Node record) {
        if (failure != null || cancelled) {
            return;
        }
        heard = System.nanoTime();
        characters += record.size();
        if (records.size() >= most) {
            fail(
                    new SourceException.Transient(
                            whom + " gives more than it was asked for at once", null));
        } else if (characters > MAX_CHARACTERS) {
            fail(
                    new SourceException.Permanent(
                            "a page of "
                                    + whom
                                    + " has more than "
                                    + MAX_CHARACTERS
                                    + " characters; set page.size lower",
                            null));
        } else {
            records.add(record);
        }
    }

    synchronized void answer(Node stanza) {
        answer = stanza;
        notifyAll();
    }

    synchronized void fail(SourceException why) {
        if (answer == null && failure == null) {
            failure = why;
            records.clear();
        }
        notifyAll();
    }

    /** Wakes who waits. */
    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    /**
     * Waits for the answer, an error maybe.
     *
     * @param patience since the last sign of life, in milliseconds
     * @throws SourceException why there will be none
     * @throws InterruptedException also if it was cancelled
     */
    synchronized Node await(int patience, Failures failures)
            throws SourceException, InterruptedException {
        while (answer == null || cancelled) {
            if (cancelled) {
                throw new InterruptedException("the reading was broken off");
            }
            if (failure != null) {
                throw failure;
            }
            long left = patience - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard);
            if (left <= 0) {
                throw failures.silent(whom);
            }
            wait(left);
        }
        return answer;
    }

    /** The records of an answer that is there, in their order. */
    synchronized List<Node> records() {
        return List.copyOf(records);
    }
}
