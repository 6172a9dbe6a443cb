package org.backscroll.engine;

import java.time.Duration;

/**
 * The engine's numbers, in their own types.
 *
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
record Settings(
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
    /** Below the second within which cancelling is to be done. */
    static final Duration CLOSE_GRACE = Duration.ofMillis(500);

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
}
