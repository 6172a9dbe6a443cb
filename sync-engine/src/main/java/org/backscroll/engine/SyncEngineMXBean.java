package org.backscroll.engine;

/** The engine's numbers, since it was started; {@code org.backscroll:type=SyncEngine}. */
public interface SyncEngineMXBean {
    /** Jobs that are at work. */
    int getRunningJobs();

    /** Jobs that wait for something: a part, a limit, a retry, their turn. */
    int getWaitingJobs();

    /** Chunks and deliveries committed. */
    long getCommits();

    /** Messages committed, known ones included. */
    long getMessages();

    /** Messages committed a second, over the last minute. */
    double getMessagesPerSecond();

    /** Records put into quarantine. */
    long getSkipped();

    /** Attempts after a failure. */
    long getRetries();

    /** Jobs that have failed. */
    long getFailures();

    /** Deliveries in inboxes, accepted and not committed yet. */
    int getQueued();

    /** Milliseconds since the last commit; -1 if there was none. */
    long getLagMillis();
}
