package org.backscroll.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do about a failure: again after some time, or not any more. Used by the job's thread. */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final Job job;
    private final Settings settings;
    private final Backoff backoff;
    private final Announcer announcer;
    private int failures;

    /** What to do. */
    sealed interface Verdict {
        /** Again, after a wait. */
        record Again(Duration after, String why) implements Verdict {}

        /** Not any more. */
        record GiveUp(String why) implements Verdict {}
    }

    Retries(Job job, Settings settings, RandomGenerator random, Announcer announcer) {
        this.job = job;
        this.announcer = announcer;
        this.settings = settings;
        backoff = new Backoff(settings, random);
    }

    /** Something worked: the next failure is the first in a row. */
    void reset() {
        backoff.reset();
    }

    /**
     * Counts a failure. Returns whether the budgets, in a row and altogether, allow another one.
     */
    boolean another() {
        failures++;
        announcer.retry(job);
        return backoff.failed() && failures < settings.jobAttempts();
    }

    /** How long to wait after the failures so far. */
    Duration pause() {
        return backoff.pause(Duration.ZERO);
    }

    /** A source has failed. */
    Verdict of(SourceException e) {
        if (e instanceof SourceException.Denied || e instanceof SourceException.Permanent) {
            LOG.warn("Job {}: source {} refuses: {}", job.id(), job.source(), e.getMessage());
            LOG.debug("Cause", e);
            return new Verdict.GiveUp(e.getMessage());
        }
        if (!another()) {
            LOG.warn(
                    "Job {}: source {} failed {} times in a row, {} times in all: {}",
                    job.id(),
                    job.source(),
                    backoff.failures(),
                    failures,
                    e.getMessage(),
                    e);
            return new Verdict.GiveUp(
                    e.getMessage()
                            + " (tried "
                            + (failures < settings.jobAttempts() ? backoff.failures() : failures)
                            + " times; sync again to go on from here)");
        }
        Duration atLeast =
                e instanceof SourceException.RateLimited limited
                        ? limited.retryAfter()
                        : Duration.ZERO;
        Duration wait = backoff.pause(atLeast);
        LOG.info(
                "Job {}: source {}: {}; attempt {} in {} ms",
                job.id(),
                job.source(),
                e.getMessage(),
                backoff.failures() + 1,
                wait.toMillis());
        LOG.debug("Cause", e);
        return new Verdict.Again(wait, e.getMessage());
    }

    /**
     * A store has failed. What passes by itself, as a full disk does when somebody makes room, is
     * waited for as long as it takes; only the waits grow.
     */
    Verdict of(StoreException e) {
        announcer.retry(job);
        backoff.failed();
        if (!e.kind().isPassing()) {
            LOG.error("Job {}: the store failed: {}", job.id(), e.getMessage(), e);
            return new Verdict.GiveUp(e.getMessage());
        }
        LOG.warn("Job {}: the store: {}; trying again", job.id(), e.getMessage(), e);
        return new Verdict.Again(backoff.pause(Duration.ZERO), e.getMessage());
    }
}
