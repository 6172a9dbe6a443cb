package org.backscroll.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The engine's numbers. */
@ObjectClassDefinition(
        name = "Backscroll Sync Engine",
        description = "How syncs are run: the size of chunks, retries, leases.")
@interface EngineConfig {
    /** Component property {@code chunk.size}. */
    @AttributeDefinition(
            name = "Chunk size",
            description =
                    "The most messages fetched and committed at once. Unit: messages. Default: 1000.",
            min = "1",
            max = "100000")
    int chunk_size() default 1000;

    /** Component property {@code retry.initial}. */
    @AttributeDefinition(
            name = "First retry",
            description =
                    "The upper limit of the random wait before the first retry; it doubles with every"
                            + " further one. Unit: milliseconds. Default: 500.",
            min = "1")
    long retry_initial() default 500;

    /** Component property {@code retry.cap}. */
    @AttributeDefinition(
            name = "Longest retry",
            description =
                    "What the upper limit of the random wait before a retry never exceeds. A server's own wish is honoured"
                            + " even if it is longer. Unit: milliseconds. Default: 60000.",
            min = "1")
    long retry_cap() default 60_000;

    /** Component property {@code retry.attempts}. */
    @AttributeDefinition(
            name = "Attempts",
            description =
                    "How often in a row something may fail before its job does. Unit: attempts, the first"
                            + " included. Default: 8.",
            min = "1")
    int retry_attempts() default 8;

    /** Component property {@code lease.ttl}. */
    @AttributeDefinition(
            name = "Lease",
            description =
                    "How long a claim on a job holds without being renewed; matters for stores that several"
                            + " processes share. Unit: milliseconds. Default: 60000.",
            min = "1000")
    long lease_ttl() default 60_000;
}
