package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.Applied;

/** Counts what the engine does. Thread-safe. */
final class Metrics implements Announcer, SyncEngineMXBean {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Time time;
    private final Deque<Batch> recent = new ArrayDeque<>();
    private Supplier<List<SyncStatus>> jobs = List::of;
    private IntSupplier queued = () -> 0;
    private long commits;
    private long messages;
    private long skipped;
    private long retries;
    private long failures;
    private Instant last;

    private record Batch(Instant at, long messages) {}

    Metrics(Time time) {
        this.time = time;
    }

    /**
     * Where the rest is to be read.
     *
     * @param jobs the statuses of the unfinished jobs
     * @param queued how many deliveries wait
     */
    synchronized void of(Supplier<List<SyncStatus>> jobs, IntSupplier queued) {
        this.jobs = jobs;
        this.queued = queued;
    }

    @Override
    public synchronized void status(Job job) {
        if (job.state().status() == SyncStatus.FAILED) {
            failures++;
        }
    }

    @Override
    public synchronized void progress(Job job, Applied applied) {
        Instant now = time.now();
        commits++;
        messages += applied.did().messages();
        skipped += applied.did().skipped();
        last = now;
        recent.add(new Batch(now, applied.did().messages()));
        forget(now);
    }

    @Override
    public synchronized void retry(Job job) {
        retries++;
    }

    private void forget(Instant now) {
        while (!recent.isEmpty() && recent.peek().at().isBefore(now.minus(WINDOW))) {
            recent.remove();
        }
    }

    private int count(boolean waiting) {
        Supplier<List<SyncStatus>> from;
        synchronized (this) {
            from = jobs;
        }
        int count = 0;
        for (SyncStatus status : from.get()) {
            if ((status != SyncStatus.RUNNING) == waiting) {
                count++;
            }
        }
        return count;
    }

    @Override
    public int getRunningJobs() {
        return count(false);
    }

    @Override
    public int getWaitingJobs() {
        return count(true);
    }

    @Override
    public synchronized long getCommits() {
        return commits;
    }

    @Override
    public synchronized long getMessages() {
        return messages;
    }

    @Override
    public synchronized double getMessagesPerSecond() {
        forget(time.now());
        return recent.stream().mapToLong(Batch::messages).sum() / (double) WINDOW.toSeconds();
    }

    @Override
    public synchronized long getSkipped() {
        return skipped;
    }

    @Override
    public synchronized long getRetries() {
        return retries;
    }

    @Override
    public synchronized long getFailures() {
        return failures;
    }

    @Override
    public int getQueued() {
        IntSupplier from;
        synchronized (this) {
            from = queued;
        }
        return from.getAsInt();
    }

    @Override
    public synchronized long getLagMillis() {
        return last == null ? -1 : Duration.between(last, time.now()).toMillis();
    }
}
