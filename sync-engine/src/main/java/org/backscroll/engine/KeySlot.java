package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of one key in this process, one at work and the others behind it, under one lease. The
 * queue is guarded by the board; the lease by the slot, for both the board and the job at work
 * claim it.
 */
final class KeySlot {
    private static final Logger LOG = LoggerFactory.getLogger(KeySlot.class);

    private final JobKey key;
    private final String owner;
    private final Supplier<Duration> ttl;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private Lease lease;
    private Duration granted;

    /**
     * @param ttl for how long the key is claimed, as it is configured now
     */
    KeySlot(JobKey key, String owner, Supplier<Duration> ttl) {
        this.key = key;
        this.owner = owner;
        this.ttl = ttl;
    }

    Deque<Job> jobs() {
        return jobs;
    }

    /**
     * Claims the key, or extends the claim when half of it is over or it is for another time than
     * is configured now. Empty if somebody else holds it.
     */
    synchronized Optional<Lease> claim(Part<HistoryStore> store, Instant now)
            throws StoreException, StaleException {
        Duration wanted = ttl.get();
        if (lease == null) {
            lease = StoreAccess.read(store, s -> s.acquire(key, owner, wanted)).orElse(null);
            granted = wanted;
        } else if (!wanted.equals(granted)
                || lease.expires().isBefore(now.plus(wanted.dividedBy(2)))) {
            Lease held = lease;
            lease = StoreAccess.call(store, s -> s.renew(held, wanted));
            granted = wanted;
        }
        return Optional.ofNullable(lease);
    }

    /**
     * Gives the claim back, as far as there is a store to give it back to: the next use claims
     * anew.
     */
    synchronized void giveBack(Optional<Part<HistoryStore>> store) {
        Lease held = lease;
        lease = null;
        if (held == null || store.isEmpty()) {
            return;
        }
        try {
            StoreAccess.read(
                    store.get(),
                    s -> {
                        s.release(held);
                        return null;
                    });
        } catch (StoreException e) {
            LOG.debug("The lease of {} was not given back; it runs out by itself", key, e);
        }
    }
}
