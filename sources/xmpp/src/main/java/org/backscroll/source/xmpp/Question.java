package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    /** What follows the answer; whether that was begun; whether it is done. */
    private Consumer<Node> then;

    private boolean begun;
    private boolean followed;
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

    /** Takes the answer; what is to follow it is done at once if somebody waits. */
    void answer(Node stanza) {
        Consumer<Node> following;
        synchronized (this) {
            answer = stanza;
            following = begun ? null : then;
            begun = following != null;
            notifyAll();
        }
        if (following != null) {
            try {
                following.accept(stanza);
            } finally {
                synchronized (this) {
                    followed = true;
                    notifyAll();
                }
            }
        }
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
     * @param next what is to be done as soon as the answer is there, on whatever thread that is
     * @throws SourceException why there will be none
     * @throws InterruptedException also if it was cancelled
     */
    Node await(int patience, Failures failures, Consumer<Node> next)
            throws SourceException, InterruptedException {
        synchronized (this) {
            then = next;
            while (cancelled || answer == null || begun && !followed) {
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
            if (begun) {
                return answer;
            }
            begun = true;
            followed = true;
        }
        next.accept(answer);
        return answer;
    }

    /** The records of an answer that is there, in their order. */
    synchronized List<Node> records() {
        return List.copyOf(records);
    }
}
