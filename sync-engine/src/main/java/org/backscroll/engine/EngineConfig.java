package org.backscroll.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The engine's numbers. */
@ObjectClassDefinition(
        name = "Backscroll Sync Engine",
        description = "How syncs are run: the size of chunks, retries, limits, leases.")
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

    /** Component property {@code retry.job.attempts}. */
    @AttributeDefinition(
            name = "Attempts of a job",
            description =
                    "How often something may fail in one job altogether before the job does. Unit: attempts. Default:"
                            + " 200.",
            min = "1")
    int retry_job_attempts() default 200;

    /** Component property {@code fetch.timeout}. */
    @AttributeDefinition(
            name = "Patience",
            description =
                    "How long a source may take for one answer; then the call is broken off and tried again. Unit:"
                            + " milliseconds. Default: 120000.",
            min = "1")
    long fetch_timeout() default 120_000;

    /** Component property {@code breaker.failures}. */
    @AttributeDefinition(
            name = "Breaker",
            description =
                    "How many failures in a row, of whatever job, keep all jobs away from a source for a while. Unit:"
                            + " failures. Default: 5.",
            min = "1")
    int breaker_failures() default 5;

    /** Component property {@code breaker.delay}. */
    @AttributeDefinition(
            name = "Breaker's delay",
            description =
                    "For how long they are kept away; then one job tries. Unit: milliseconds. Default: 30000.",
            min = "1")
    long breaker_delay() default 30_000;

    /** Component property {@code rate.limits}. */
    @AttributeDefinition(
            name = "Rate limits",
            description =
                    "How many fetches a source gets, for each account: [SOURCE:]KEY=REQUESTS/SECONDS, where KEY is what"
                            + " a strategy declares (history, names, background, on-demand). Unit: chunks. Default:"
                            + " none.",
            required = false)
    String[] rate_limits() default {};

    /** Component property {@code source.abandoned.max}. */
    @AttributeDefinition(
            name = "Abandoned calls",
            description =
                    "How many calls that do not end when they are told to a source may keep before it is left alone"
                            + " until it is started anew. Unit: calls. Default: 4.",
            min = "1")
    int source_abandoned_max() default 4;

    /** Component property {@code lease.ttl}. */
    @AttributeDefinition(
            name = "Lease",
            description =
                    "How long a claim on a job holds without being renewed; matters for stores that several"
                            + " processes share. Unit: milliseconds. Default: 60000.",
            min = "1000")
    long lease_ttl() default 60_000;

    /** Component property {@code strategies.use}. */
    @AttributeDefinition(
            name = "Pinned strategies",
            description =
                    "Which bundle's strategy is used for a type of sync, whatever ranks higher: TYPE=BUNDLE or"
                            + " TYPE=BUNDLE:VERSION, with its symbolic name. While that bundle is not there the"
                            + " ranking decides. Default: none.",
            required = false)
    String[] strategies_use() default {};
}
