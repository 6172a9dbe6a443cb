package org.backscroll.engine;

import java.time.Duration;

/** The engine's numbers, in their own types: always those that are configured now. Thread-safe. */
final class Settings {
    /** Below the second within which cancelling is to be done. */
    static final Duration CLOSE_GRACE = Duration.ofMillis(500);

    private volatile Numbers now;

    private record Numbers(
            int chunkSize,
            Duration retryInitial,
            Duration retryCap,
            int retryAttempts,
            int jobAttempts,
            Duration leaseTtl,
            Duration fetchTimeout,
            Duration closeGrace,
            int abandonedMax,
            int breakerFailures,
            Duration breakerDelay,
            Rates rates) {}

    /**
     * @param chunkSize the most messages of a chunk
     * @param retryInitial the upper limit of the first wait
     * @param retryCap what that limit never exceeds
     * @param retryAttempts how often in a row something may fail
     * @param jobAttempts how often something may fail in a job altogether
     * @param leaseTtl how long a claim holds without being renewed
     * @param fetchTimeout how long a source is waited for
     * @param closeGrace how long a call that was told to end is waited for
     * @param abandonedMax how many calls may be given up before a source is left alone
     * @param breakerFailures how many failures in a row keep all jobs from a source
     * @param breakerDelay for how long
     * @param rates the rate limits
     */
    Settings(
            int chunkSize,
            Duration retryInitial,
            Duration retryCap,
            int retryAttempts,
            int jobAttempts,
            Duration leaseTtl,
            Duration fetchTimeout,
            Duration closeGrace,
            int abandonedMax,
            int breakerFailures,
            Duration breakerDelay,
            Rates rates) {
        now =
                new Numbers(
                        chunkSize,
                        retryInitial,
                        retryCap,
                        retryAttempts,
                        jobAttempts,
                        leaseTtl,
                        fetchTimeout,
                        closeGrace,
                        abandonedMax,
                        breakerFailures,
                        breakerDelay,
                        rates);
    }

    static Settings of(EngineConfig config) {
        return new Settings(
                Math.max(1, config.chunk_size()),
                Duration.ofMillis(Math.max(1, config.retry_initial())),
                Duration.ofMillis(Math.max(1, config.retry_cap())),
                Math.max(1, config.retry_attempts()),
                Math.max(1, config.retry_job_attempts()),
                Duration.ofMillis(Math.max(1000, config.lease_ttl())),
                Duration.ofMillis(Math.max(1, config.fetch_timeout())),
                CLOSE_GRACE,
                Math.max(1, config.source_abandoned_max()),
                Math.max(1, config.breaker_failures()),
                Duration.ofMillis(Math.max(1, config.breaker_delay())),
                Rates.of(config.rate_limits()));
    }

    /** Takes the numbers of others; what is under way goes on with them. */
    void become(Settings others) {
        now = others.now;
    }

    int chunkSize() {
        return now.chunkSize();
    }

    Duration retryInitial() {
        return now.retryInitial();
    }

    Duration retryCap() {
        return now.retryCap();
    }

    int retryAttempts() {
        return now.retryAttempts();
    }

    int jobAttempts() {
        return now.jobAttempts();
    }

    Duration leaseTtl() {
        return now.leaseTtl();
    }

    Duration fetchTimeout() {
        return now.fetchTimeout();
    }

    Duration closeGrace() {
        return now.closeGrace();
    }

    int abandonedMax() {
        return now.abandonedMax();
    }

    int breakerFailures() {
        return now.breakerFailures();
    }

    Duration breakerDelay() {
        return now.breakerDelay();
    }

    Rates rates() {
        return now.rates();
    }
}
