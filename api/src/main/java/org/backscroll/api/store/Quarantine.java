package org.backscroll.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.source.Rejected;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: the records that could not be read. Bounded; when it is full the
 * oldest go. Thread-safe.
 */
@ConsumerType
public interface Quarantine {
    /** The newest records, newest first. */
    List<Held> quarantined(int limit) throws StoreException;

    /** A record by its number. */
    default Optional<Held> quarantined(long id) throws StoreException {
        return quarantined(Integer.MAX_VALUE).stream().filter(held -> held.id() == id).findFirst();
    }

    /**
     * Records were read again. Those that could be read leave the quarantine, the others count
     * another time, together or not at all; ids that are not there (any more) are passed over.
     *
     * @param read the numbers of those that could be read
     * @param again the numbers of those that could not
     */
    void retried(Set<Long> read, Set<Long> again) throws StoreException;

    /**
     * A record that is kept.
     *
     * @param id its number
     * @param key the sync that met it
     * @param record the record, where it stood and what is wrong with it
     * @param since when it was met first
     * @param times how often it was met
     */
    record Held(long id, JobKey key, Rejected record, Instant since, long times) {
        /** All parts are required. */
        public Held {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(record, "record");
            Objects.requireNonNull(since, "since");
        }
    }
}
