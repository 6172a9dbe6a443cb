package org.backscroll.api.store;

import java.time.Instant;
import java.util.Objects;

/**
 * A worker's claim on a job's key.
 *
 * @param key what is claimed
 * @param owner who claims it
 * @param epoch greater with every new claim of the key
 * @param expires until when
 */
public record Lease(JobKey key, String owner, long epoch, Instant expires) {
    /** All parts are required. */
    public Lease {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(expires, "expires");
    }
}
