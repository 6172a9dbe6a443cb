package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is left when the process has ended; for stores whose data live longer. */
abstract class ReopeningRules extends StoreThreadRules {

    private void reopen() throws Exception {
        close(store);
        Optional<HistoryStore> again = reopen(store);
        Assumptions.assumeTrue(again.isPresent(), "the data of this store end with it");
        store = again.orElseThrow();
    }

    @Test
    void everythingIsThereAgain() throws Exception {
        List<Entry> history = RandomHistory.of(ACCOUNT, 77);
        worker.apply(
                worker.batch()
                        .entries(history)
                        .lane(worker.begin("l", "c1"))
                        .covered(
                                List.of(
                                        new Covered(
                                                "l",
                                                Optional.empty(),
                                                new Mark(1, "a"),
                                                new Mark(2, "b"),
                                                true,
                                                true))));
        UUID id = store.id();
        String dump = Dump.of(store, ACCOUNT);
        List<JobState> jobs = store.jobs();
        List<LaneState> lanes = store.lanes(worker.job.key());
        var ledger = store.coverage(ACCOUNT, Optional.empty());
        reopen();
        assertThat(store.id()).isEqualTo(id);
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(dump);
        assertThat(store.jobs()).isEqualTo(jobs);
        assertThat(store.lanes(worker.job.key())).isEqualTo(lanes);
        assertThat(store.coverage(ACCOUNT, Optional.empty())).isEqualTo(ledger);
        assertThat(store.keys()).containsExactly(worker.job.key());
    }

    /** As after a kill: nobody gave anything back. */
    @Test
    void epochsGoOnGrowing() throws Exception {
        long before = worker.lease.epoch();
        store.release(worker.lease);
        reopen();
        assertThat(Worker.on(store).lease.epoch()).isGreaterThan(before);
    }

    @Test
    void whatWaitedForItsMessageStillDoes() throws Exception {
        worker.apply(
                Said.edit("a", 5, "edited"),
                Said.revoked("b", Said.ANA, false, 5),
                Said.reacted("a", Said.BEN, "x", 6));
        store.release(worker.lease);
        reopen();
        worker = Worker.on(store);
        worker.apply(Said.text("a", 1, "sent"), Said.text("b", 2, "sent"));
        assertThat(message("a").text()).contains("edited");
        assertThat(message("a").reactions()).hasSize(1);
        assertThat(message("b").deleted()).isTrue();
    }
}
