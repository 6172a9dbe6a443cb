package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.T0;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.key;
import static org.backscroll.tck.Said.text;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.junit.jupiter.api.Test;

/** {@code apply}: what is written together, what is refused, what is counted. */
abstract class CommitRules extends LeaseRules {

    private List<LaneState> lanes() throws StoreException {
        return store.lanes(worker.job.key());
    }

    /** The order matters: a state that is ahead of its data shows here. */
    private void assertRefused(Class<? extends Throwable> with, SyncBatch batch) throws Exception {
        List<LaneState> before = lanes();
        List<JobState> jobs = store.jobs();
        assertThatThrownBy(() -> store.apply(batch)).isInstanceOf(with);
        assertThat(lanes()).isEqualTo(before);
        assertThat(store.jobs()).isEqualTo(jobs);
        if (store.atomic()) {
            assertThat(messages(GROUP)).isEmpty();
        }
    }

    @Test
    void aBatchIsThereAsAWholeWhenApplyReturns() throws Exception {
        Covered range =
                new Covered("l", Optional.empty(), new Mark(1, ""), new Mark(2, ""), true, false);
        Applied applied =
                worker.apply(
                        worker.batch()
                                .entries(List.of(text("a", 1, "hello")))
                                .covered(List.of(range))
                                .lane(worker.begin("l", "c1")));
        assertThat(messages(GROUP)).hasSize(1);
        assertThat(store.coverage(ACCOUNT, Optional.empty()))
                .extracting(line -> line.range())
                .containsExactly(range);
        assertThat(lanes()).hasSize(1);
        assertThat(lanes().get(0).cursor()).isEqualTo(worker.begin("l", "c1").next().cursor());
        assertThat(store.jobs()).containsExactly(applied.job());
    }

    @Test
    void aJobsStateCanBeWrittenAlone() throws Exception {
        assertThat(store.job("job")).isEmpty();
        worker.apply(worker.batch());
        assertThat(store.job("job")).contains(worker.job);
        assertThat(store.jobs()).containsExactly(worker.job);
    }

    @Test
    void allOfAJobIsKept() throws Exception {
        JobKey key =
                new JobKey(ACCOUNT, "a source", new HistorySyncType("MY_OWN"), Optional.of(BEN));
        Worker other = Worker.on(store, key, "j2");
        SyncRequest request =
                SyncRequest.builder()
                        .type(key.type())
                        .source("a source")
                        .chat(BEN)
                        .count(7)
                        .cursor("cursor")
                        .anchor("anchor")
                        .restart(true)
                        .background(true)
                        .build();
        JobState job =
                JobState.builder("j2", key, request, at(3))
                        .status(SyncStatus.WAITING)
                        .reason(Optional.of("it rains"))
                        .memo(Optional.of("m".repeat(20_000) + "\n\u00e9 \ud83d\udc4d"))
                        .build();
        other.job = job;
        other.apply(other.batch());
        JobState stored = store.job("j2").orElseThrow();
        assertThat(stored.key()).isEqualTo(key);
        assertThat(stored.request()).isEqualTo(request);
        assertThat(stored.created()).isEqualTo(at(3));
        assertThat(stored.status()).isEqualTo(SyncStatus.WAITING);
        assertThat(stored.reason()).contains("it rains");
        assertThat(stored.memo()).isEqualTo(job.memo());
        other.job = stored.toBuilder().memo(Optional.empty()).reason(Optional.empty()).build();
        other.apply(other.batch());
        assertThat(store.job("j2").orElseThrow().memo()).isEmpty();
        assertThat(store.job("j2").orElseThrow().reason()).isEmpty();
    }

    @Test
    void aRequestWithoutABudgetIsNotOneWithTheDefault() throws Exception {
        worker.job =
                JobState.builder(
                                "job",
                                worker.job.key(),
                                SyncRequest.builder().unlimited().build(),
                                T0)
                        .build();
        worker.apply(worker.batch());
        assertThat(store.job("job").orElseThrow().request().count()).isEmpty();
    }

    @Test
    void everyStatusIsKeptButTheOneThatIsOnlyShown() throws Exception {
        for (SyncStatus status : SyncStatus.values()) {
            worker.job = worker.job.toBuilder().status(status).build();
            if (status == SyncStatus.INTERRUPTED) {
                assertThatThrownBy(() -> store.apply(worker.batch().build()))
                        .isInstanceOf(IllegalArgumentException.class);
            } else {
                worker.apply(worker.batch());
                assertThat(store.job("job").orElseThrow().status()).isEqualTo(status);
            }
        }
    }

    @Test
    void jobsAreListedOldestFirst() throws Exception {
        for (int second : new int[] {5, 1, 9, 3}) {
            worker.job =
                    JobState.builder(
                                    "job" + second,
                                    worker.job.key(),
                                    SyncRequest.of(HistorySyncType.FULL),
                                    at(second))
                            .build();
            worker.apply(worker.batch());
        }
        assertThat(store.jobs())
                .extracting(JobState::id)
                .containsExactly("job1", "job3", "job5", "job9");
    }

    @Test
    void anEntryOfAnotherAccountIsRefused() throws Exception {
        Entry foreign =
                new Entry.MessageEntry(
                        org.backscroll.api.Message.builder(
                                        new MessageKey(
                                                AccountId.of("another"),
                                                GROUP,
                                                MessageKey.Author.ME,
                                                "x"),
                                        T0)
                                .build());
        assertRefused(
                IllegalArgumentException.class,
                worker.batch().entries(List.of(text("a", 1, "mine"), foreign)).build());
    }

    @Test
    void aClaimOnAnotherKeyIsRefused() throws Exception {
        Worker other = Worker.on(store, Worker.key(ACCOUNT, "other"), "j2");
        assertRefused(
                IllegalArgumentException.class,
                SyncBatch.builder(worker.job, other.lease)
                        .entries(List.of(text("a", 1, "mine")))
                        .build());
    }

    @Test
    void aBatchUnderALostClaimIsRefused() throws Exception {
        store.release(worker.lease);
        Worker.on(store, worker.job.key(), "next");
        assertRefused(
                StaleException.class,
                worker.batch()
                        .entries(List.of(text("a", 1, "late")))
                        .lane(worker.begin("l", "c1"))
                        .build());
    }

    @Test
    void aLaneIsMovedOnlyFromWhereItIsExpected() throws Exception {
        worker.apply(worker.batch().lane(worker.begin("l", "c1")));
        LaneState first = lanes().get(0);
        worker.apply(worker.batch().lane(worker.move(first, "c2")));
        List<Entry> late = List.of(text("a", 1, "late"));
        for (LaneStep wrong :
                List.of(
                        worker.move(first, "c3"),
                        worker.begin("l", "c3"),
                        worker.move(worker.state("l", "c2", 9), "c3"),
                        worker.move(worker.state("unheard of", "c2", 1), "c3"))) {
            assertRefused(StaleException.class, worker.batch().entries(late).lane(wrong).build());
        }
        // one lane that is not where it is expected keeps all others from moving
        assertRefused(
                StaleException.class,
                worker.batch()
                        .entries(late)
                        .lane(worker.begin("new", "c1"))
                        .lane(worker.move(first, "c3"))
                        .build());
        worker.apply(worker.batch().lane(worker.move(lanes().get(0), "c3")));
        assertThat(lanes()).hasSize(1);
        assertThat(lanes().get(0).cursor().orElseThrow().value()).isEqualTo("c3");
    }

    @Test
    void allOfALaneIsKept() throws Exception {
        LaneState state =
                new LaneState(
                        "l".repeat(1024),
                        "HistoryQuery[words]",
                        Optional.of(new org.backscroll.api.source.Cursor("\u00e9".repeat(4096))),
                        org.backscroll.api.source.End.NO_ACCESS,
                        "job",
                        12,
                        3,
                        at(7));
        LaneState bare =
                new LaneState(
                        "a",
                        "",
                        Optional.empty(),
                        org.backscroll.api.source.End.MORE,
                        "job",
                        0,
                        0,
                        T0);
        worker.apply(
                worker.batch()
                        .lane(new LaneStep(Optional.empty(), state))
                        .lane(new LaneStep(Optional.empty(), bare)));
        assertThat(lanes()).as("ordered by lane").containsExactly(bare, state);
    }

    @Test
    void lanesOfDifferentKeysAreDifferentOnesAndKeysAreOrdered() throws Exception {
        Worker other = Worker.on(store, Worker.key(ACCOUNT, "another"), "j2");
        worker.apply(worker.batch().lane(worker.begin("l", "c1")));
        other.apply(other.batch().lane(other.begin("l", "c2")));
        assertThat(store.keys()).containsExactly(other.job.key(), worker.job.key());
        assertThat(lanes().get(0).cursor().orElseThrow().value()).isEqualTo("c1");
        assertThat(store.lanes(Worker.key(ACCOUNT, "nobody's"))).isEmpty();
    }

    @Test
    void deliveredNewAndChangedMessagesAreCounted() throws Exception {
        SyncCounts first =
                worker.apply(
                                text("a", 1, "one"),
                                text("b", 2, "two"),
                                text("b", 2, "two"),
                                text(BEN, BEN, "c", 3, "three"))
                        .did();
        assertThat(first).isEqualTo(new SyncCounts(4, 3, 0, 2, 0, 0));
        SyncCounts second =
                worker.apply(
                                text("a", 1, "one"),
                                Said.edit("b", 9, "edited"),
                                Said.reacted("a", BEN, "x", 9))
                        .did();
        assertThat(second)
                .as("what befalls a message does not count as one, but changes it")
                .isEqualTo(new SyncCounts(1, 0, 2, 0, 0, 0));
    }

    @Test
    void namesAndRejectedRecordsAreCounted() throws Exception {
        SyncCounts did =
                worker.apply(
                                worker.batch()
                                        .entries(
                                                List.of(
                                                        new Entry.Name(ANA, "Ana", Said.asOf(1)),
                                                        new Entry.Name(BEN, "Ben", Said.asOf(1))))
                                        .rejected(
                                                List.of(
                                                        new Rejected(
                                                                "file", "1", "bad", new byte[3]))))
                        .did();
        assertThat(did).isEqualTo(new SyncCounts(0, 0, 0, 0, 2, 1));
    }

    @Test
    void whatABatchDidIsAddedToTheJobsCounts() throws Exception {
        worker.apply(text("a", 1, "one"), text(BEN, BEN, "c", 3, "three"));
        Applied applied = worker.apply(text("b", 2, "two"));
        assertThat(applied.did()).isEqualTo(new SyncCounts(1, 1, 0, 0, 0, 0));
        assertThat(applied.job().counts()).isEqualTo(new SyncCounts(3, 3, 0, 2, 0, 0));
        assertThat(store.job("job").orElseThrow().counts()).isEqualTo(applied.job().counts());
    }

    @Test
    void whatABatchTouchedIsNamed() throws Exception {
        Applied applied =
                worker.apply(
                        text("a", 1, "one"),
                        new Entry.Receipt(key(BEN, MessageKey.Author.ME, "m"), MessageStatus.READ),
                        text(BEN, BEN, "c", 3, "three"));
        assertThat(applied.chats()).containsExactlyInAnyOrder(GROUP, BEN);
    }

    @Test
    void aBatchThatIsAppliedAgainChangesNothing() throws Exception {
        List<Entry> entries =
                List.of(
                        text("a", 1, "one"),
                        Said.edit("a", 5, "edited"),
                        Said.reacted("a", BEN, "x", 6),
                        Said.snapshot(GROUP, Said.asOf(1)).name("Friends").build());
        worker.apply(entries);
        String before = Dump.of(store, ACCOUNT);
        SyncCounts again = worker.apply(entries).did();
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(before);
        assertThat(again).isEqualTo(new SyncCounts(1, 0, 0, 0, 0, 0));
    }

    @Test
    void accountsDoNotSeeEachOthersData() throws Exception {
        AccountId other = AccountId.of("zz other");
        worker.apply(text("a", 1, "mine"), new Entry.Name(ANA, "Ana", Said.asOf(1)));
        String mine = Dump.of(store, ACCOUNT);
        assertThat(Dump.of(store, other)).isEqualTo(Dump.of(store, AccountId.of("nobody")));
        Worker stranger = Worker.on(store, Worker.key(other, "source"), "j2");
        stranger.apply(
                new Entry.Name(ANA, "Nobody", Said.asOf(9)),
                new Entry.Link(BEN, ANA),
                new Entry.Revocation(
                        new MessageKey(other, GROUP, MessageKey.Author.of(ANA), "a"),
                        MessageKey.Author.of(ANA),
                        true,
                        at(9)));
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(mine);
        assertThat(store.find(other, GROUP, "a")).isEmpty();
        assertThat(store.accounts()).contains(ACCOUNT).isSorted();
    }

    @Test
    void itsIdAndWhatItPromisesStayTheSame() {
        assertThat(store.id()).isEqualTo(store.id());
        assertThat(store.atomic()).isEqualTo(store.atomic());
    }

    @Test
    void aClosedStoreSaysSoAndWritesNothing() throws Exception {
        worker.apply(text("a", 1, "one"));
        close(store);
        List<ThrowingCallable> calls =
                List.of(
                        () -> messages(GROUP),
                        store::jobs,
                        () -> store.apply(worker.batch().build()),
                        () -> store.acquire(Worker.key(ACCOUNT, "o"), "tck", Worker.LONG),
                        () -> store.renew(worker.lease, Worker.LONG));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
        }
    }
}
