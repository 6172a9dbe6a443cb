package org.backscroll.engine;

import java.time.Duration;

/**
 * The engine's numbers, in their own types.
 *
 * @param chunkSize the most messages of a chunk
 * @param retryInitial the upper limit of the first wait
 * @param retryCap what that limit never exceeds
 * @param retryAttempts how often in a row something may fail
 * @param leaseTtl how long a claim holds without being renewed
 */
record Settings(
        int chunkSize,
        Duration retryInitial,
        Duration retryCap,
        int retryAttempts,
        Duration leaseTtl) {
    static Settings of(EngineConfig config) {
        return new Settings(
                Math.max(1, config.chunk_size()),
                Duration.ofMillis(Math.max(1, config.retry_initial())),
                Duration.ofMillis(Math.max(1, config.retry_cap())),
                Math.max(1, config.retry_attempts()),
                Duration.ofMillis(Math.max(1000, config.lease_ttl())));
    }
}
