package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;

/** {@code acquire}, {@code renew} and {@code release}. */
abstract class LeaseRules extends StoreRules {
    private static final JobKey KEY = Worker.key(Said.ACCOUNT, "other");
    private static final Duration SHORT = Duration.ofMillis(1);

    private Optional<Lease> acquire(Duration ttl) throws StoreException {
        return store.acquire(KEY, "somebody", ttl);
    }

    private Lease claimed() throws StoreException {
        Optional<Lease> lease = acquire(Worker.LONG);
        assertThat(lease).as("the claim on a key nobody holds").isPresent();
        return lease.orElseThrow();
    }

    /** Waits for a claim to run out by asking for the key, for which there is no other sign. */
    private Lease takenOver(Duration ttl) throws StoreException {
        long limit = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (System.nanoTime() < limit) {
            Optional<Lease> lease = acquire(ttl);
            if (lease.isPresent()) {
                return lease.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("a claim of 1 ms has not run out after 3 s");
    }

    @Test
    void aKeyIsHeldByOneWorkerAtATime() throws Exception {
        claimed();
        assertThat(store.acquire(KEY, "somebody else", Worker.LONG)).isEmpty();
    }

    @Test
    void whoClaimsTwiceIsRefusedToo() throws Exception {
        claimed();
        assertThat(acquire(Worker.LONG)).isEmpty();
    }

    @Test
    void aClaimSaysWhatWasAskedFor() throws Exception {
        Lease lease = claimed();
        assertThat(lease.key()).isEqualTo(KEY);
        assertThat(lease.owner()).isEqualTo("somebody");
    }

    @Test
    void differentKeysAreHeldByDifferentWorkers() throws Exception {
        claimed();
        assertThat(store.acquire(Worker.key(Said.ACCOUNT, "third"), "somebody", Worker.LONG))
                .isPresent();
    }

    @Test
    void aKeyThatWasGivenBackIsFreeAtOnce() throws Exception {
        store.release(claimed());
        assertThat(acquire(Worker.LONG)).isPresent();
    }

    @Test
    void eachNewClaimHasAGreaterEpochAlsoAfterARelease() throws Exception {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < 5; i++) {
            Lease lease = claimed();
            assertThat(lease.epoch()).isGreaterThan(last);
            last = lease.epoch();
            store.release(lease);
        }
    }

    @Test
    void aClaimThatRanOutCanBeTakenOver() throws Exception {
        Lease old = acquire(SHORT).orElseThrow();
        Lease lease = takenOver(Worker.LONG);
        assertThat(lease.epoch()).isGreaterThan(old.epoch());
    }

    @Test
    void whoWasOvertakenMayNeitherRenewNorWrite() throws Exception {
        Lease old = acquire(SHORT).orElseThrow();
        takenOver(Worker.LONG);
        assertThatThrownBy(() -> store.renew(old, Worker.LONG)).isInstanceOf(StaleException.class);
        assertThatThrownBy(
                        () ->
                                store.apply(
                                        org.backscroll.api.store.SyncBatch.builder(
                                                        Worker.job("late", KEY), old)
                                                .entries(List.of(Said.text("a", 1, "late")))
                                                .build()))
                .isInstanceOf(StaleException.class);
        assertThat(store.job("late")).isEmpty();
    }

    @Test
    void whoWasOvertakenReleasesNothing() throws Exception {
        Lease old = acquire(SHORT).orElseThrow();
        takenOver(Worker.LONG);
        store.release(old);
        assertThat(acquire(Worker.LONG)).isEmpty();
    }

    @Test
    void aClaimThatMerelyRanOutStillHolds() throws Exception {
        Lease lease = acquire(SHORT).orElseThrow();
        while (!java.time.Instant.now().isAfter(lease.expires())) {
            Thread.onSpinWait();
        }
        Lease renewed = store.renew(lease, Worker.LONG);
        assertThat(renewed.epoch()).isEqualTo(lease.epoch());
        assertThat(acquire(Worker.LONG)).isEmpty();
    }

    @Test
    void renewingExtendsAClaim() throws Exception {
        Lease lease = claimed();
        Lease renewed = store.renew(lease, Worker.LONG.multipliedBy(2));
        assertThat(renewed.epoch()).isEqualTo(lease.epoch());
        assertThat(renewed.key()).isEqualTo(KEY);
        assertThat(renewed.expires()).isAfter(lease.expires());
        assertThat(store.renew(renewed, Worker.LONG).epoch()).isEqualTo(lease.epoch());
    }

    @Test
    void aClaimThatWasGivenBackCannotBeRenewed() throws Exception {
        Lease lease = claimed();
        store.release(lease);
        assertThatThrownBy(() -> store.renew(lease, Worker.LONG))
                .isInstanceOf(StaleException.class);
    }

    @Test
    void givingBackTwiceDoesNothing() throws Exception {
        Lease lease = claimed();
        store.release(lease);
        Lease next = claimed();
        store.release(lease);
        assertThat(store.renew(next, Worker.LONG).epoch()).isEqualTo(next.epoch());
    }
}
