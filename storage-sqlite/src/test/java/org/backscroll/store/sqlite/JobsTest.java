package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.KEY;
import static org.backscroll.store.sqlite.Fixture.T0;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.Quarantine.Held;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.SyncBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final Author ANN = Author.of(jid("ann"));

    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    private static LaneState lane(String cursor, long generation) {
        return new LaneState(
                "chunks",
                "all",
                Optional.ofNullable(cursor).map(Cursor::new),
                End.MORE,
                "job",
                3,
                generation,
                T0);
    }

    @Test
    void aJobComesBackAsItWasWritten() throws Exception {
        SyncRequest request =
                SyncRequest.builder()
                        .type(HistorySyncType.ON_DEMAND)
                        .source("wa")
                        .chat(group("1"))
                        .count(50)
                        .cursor("c")
                        .anchor("a")
                        .restart(true)
                        .background(true)
                        .build();
        JobKey key = new JobKey(ACCOUNT, "wa", HistorySyncType.ON_DEMAND, Optional.of(group("1")));
        Lease lease = on.store.acquire(key, "x", Duration.ofMinutes(1)).orElseThrow();
        JobState job =
                JobState.builder("j2", key, request, T0.plusSeconds(1))
                        .status(SyncStatus.WAITING)
                        .reason(Optional.of("the phone is away"))
                        .counts(new SyncCounts(1, 2, 3, 4, 5, 6))
                        .memo(Optional.of("{}"))
                        .updated(T0.plusSeconds(2))
                        .build();
        on.apply(SyncBatch.builder(job, lease).build());
        assertThat(on.store.job("j2")).contains(job);
        on.job = Fixture.job("job", SyncStatus.RUNNING);
        on.apply();
        assertThat(on.store.jobs()).extracting(JobState::id).containsExactly("job", "j2");
        assertThat(on.store.accounts()).containsExactly(ACCOUNT);
    }

    @Test
    void aLaneMovesOnlyFromWhereItIsExpected() throws Exception {
        Entry entry = text(group("1"), ANN, "x", 1, "hello");
        SyncBatch first =
                on.batch()
                        .entries(List.of(entry))
                        .lane(new LaneStep(Optional.empty(), lane("1", 0)))
                        .build();
        on.apply(first);
        assertThat(on.store.lanes(KEY)).containsExactly(lane("1", 0));
        assertThat(on.store.keys()).containsExactly(KEY);
        assertThatThrownBy(() -> on.store.apply(first)).isInstanceOf(StaleException.class);
        for (LaneState expected : List.of(lane("2", 0), lane("1", 1))) {
            SyncBatch stale =
                    on.batch()
                            .entries(List.of(text(group("2"), ANN, "y", 1, "no")))
                            .lane(new LaneStep(Optional.of(expected), lane("3", 0)))
                            .build();
            assertThatThrownBy(() -> on.store.apply(stale)).isInstanceOf(StaleException.class);
        }
        assertThat(on.conversations()).hasSize(1);
        assertThat(on.store.job("job").orElseThrow().counts()).isEqualTo(on.job.counts());
        on.apply(on.batch().lane(new LaneStep(Optional.of(lane("1", 0)), lane("2", 0))).build());
        assertThat(on.store.lanes(KEY)).containsExactly(lane("2", 0));
    }

    @Test
    void aFailingEntryLeavesNothingOfItsBatch() throws Exception {
        on.apply(text(group("1"), ANN, "x", 1, "before"));
        String before = Fixture.dump(on.store, ACCOUNT);
        AccountId other = AccountId.of("other");
        Entry foreign =
                new Entry.MessageEntry(
                        org.backscroll.api.Message.builder(
                                        new org.backscroll.api.MessageKey(
                                                other, group("1"), ANN, "z"),
                                        T0)
                                .build());
        SyncBatch bad =
                on.batch()
                        .entries(
                                List.of(
                                        new Entry.Name(jid("new"), "New", Fixture.asOf(1)),
                                        Fixture.snapshot(group("9"), Fixture.asOf(1), "Nine", 1),
                                        text(jid("new"), ANN, "y", 2, "lost"),
                                        foreign))
                        .lane(new LaneStep(Optional.empty(), lane("1", 0)))
                        .build();
        assertThatThrownBy(() -> on.store.apply(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Fixture.dump(on.store, ACCOUNT)).isEqualTo(before);
        assertThat(on.store.lanes(KEY)).isEmpty();
        // What was cached of the failed batch must not be taken for stored.
        on.apply(text(jid("new"), Author.of(jid("new")), "y", 2, "kept"));
        assertThat(on.messages(jid("new"))).hasSize(1);
        assertThat(on.store.check()).allMatch(f -> f.ok());
    }

    @Test
    void aKeyIsHeldByOneWorkerAtATime() throws Exception {
        assertThat(on.store.acquire(KEY, "other", Duration.ofMinutes(1))).isEmpty();
        on.store.release(on.lease);
        assertThatThrownBy(() -> on.store.apply(on.batch().build()))
                .isInstanceOf(StaleException.class);
        Lease next = on.store.acquire(KEY, "other", Duration.ofMinutes(1)).orElseThrow();
        assertThat(next.epoch()).isGreaterThan(on.lease.epoch());
        assertThatThrownBy(() -> on.store.apply(on.batch().build()))
                .isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> on.store.renew(on.lease, Duration.ofMinutes(1)))
                .isInstanceOf(StaleException.class);
        on.store.release(on.lease);
        assertThat(on.store.renew(next, Duration.ofMinutes(2)).expires()).isAfter(next.expires());
    }

    @Test
    void aClaimThatRanOutHoldsUntilItIsTaken(@TempDir Path another) throws Exception {
        MovableClock clock = new MovableClock();
        try (SqliteStore store = SqliteStore.open(Fixture.database(another), clock)) {
            Lease first = store.acquire(KEY, "a", Duration.ofSeconds(10)).orElseThrow();
            clock.now = clock.now.plusSeconds(11);
            JobState job = Fixture.job("job", SyncStatus.RUNNING);
            store.apply(SyncBatch.builder(job, first).build());
            Lease second = store.acquire(KEY, "b", Duration.ofSeconds(10)).orElseThrow();
            assertThat(second.epoch()).isGreaterThan(first.epoch());
            assertThatThrownBy(() -> store.apply(SyncBatch.builder(job, first).build()))
                    .isInstanceOf(StaleException.class);
        }
    }

    @Test
    void claimsOfAProcessThatDiedDoNotBlock() throws Exception {
        on.close();
        try (Fixture again = Fixture.open(folder)) {
            assertThat(again.lease.epoch()).isGreaterThan(on.lease.epoch());
        }
    }

    @Test
    void chatsAreCountedOnceAJob() throws Exception {
        Applied first =
                on.apply(text(group("1"), ANN, "x", 1, "a"), text(group("2"), ANN, "x", 1, "a"));
        Applied second =
                on.apply(text(group("2"), ANN, "y", 1, "a"), text(group("3"), ANN, "x", 1, "a"));
        assertThat(first.did().chats()).isEqualTo(2);
        assertThat(second.did().chats()).isEqualTo(1);
        assertThat(second.job().counts().chats()).isEqualTo(3);
        assertThat(second.chats()).containsExactlyInAnyOrder(group("2"), group("3"));
    }

    @Test
    void theOldestEndedJobsAreForgottenAndOthersAreNot() throws Exception {
        on.apply();
        for (int i = 0; i < JobTable.KEPT + 20; i++) {
            on.apply(
                    SyncBatch.builder(Fixture.job("n" + i, SyncStatus.COMPLETE), on.lease).build());
        }
        assertThat(on.store.jobs()).hasSizeLessThanOrEqualTo(JobTable.KEPT + 1);
        assertThat(on.store.job("job")).isPresent();
        assertThat(on.store.job("n0")).isEmpty();
    }

    @Test
    void theQuarantineCountsWhatItKnowsAndStaysSmall() throws Exception {
        Rejected bad = new Rejected("0001.bin", "message 7", "no key", new byte[] {1, 2});
        Applied applied = on.apply(on.batch().rejected(List.of(bad, bad)).build());
        assertThat(applied.did().skipped()).isEqualTo(2);
        Held held = on.store.quarantined(5).get(0);
        assertThat(held.times()).isEqualTo(2);
        assertThat(held.key()).isEqualTo(KEY);
        assertThat(held.record().toString()).isEqualTo(bad.toString());
        assertThat(held.record().raw()).containsExactly(1, 2);
        byte[] large = new byte[Rejected.MAX_RAW];
        for (int batch = 0; batch < 3; batch++) {
            List<Rejected> many = new java.util.ArrayList<>();
            for (int i = 0; i < 100; i++) {
                many.add(new Rejected("u" + batch, "p" + i, "r", large));
            }
            on.apply(on.batch().rejected(many).build());
        }
        List<Held> kept = on.store.quarantined(1000);
        assertThat(kept.size() * (long) Rejected.MAX_RAW)
                .isBetween(
                        QuarantineTable.Bounds.DEFAULT.bytes() / 2,
                        QuarantineTable.Bounds.DEFAULT.bytes());
        assertThat(kept.get(0).record().toString()).isEqualTo("u2, p99: r");
    }

    @Test
    void theQuarantineIsBoundedAsConfigured() throws Exception {
        on.close();
        Path other = folder.resolve("other");
        try (SqliteStore small =
                SqliteStore.open(
                        Fixture.database(other),
                        QuarantineTable.Bounds.of(3, 1),
                        java.time.Clock.systemUTC())) {
            var lease = small.acquire(KEY, "test", java.time.Duration.ofMinutes(5)).orElseThrow();
            var job = Fixture.job("job", SyncStatus.RUNNING);
            List<Rejected> many = new java.util.ArrayList<>();
            for (int i = 0; i < 9; i++) {
                many.add(new Rejected("u", "p" + i, "r", new byte[0]));
            }
            small.apply(SyncBatch.builder(job, lease).rejected(many).build());
            assertThat(small.quarantined(10).stream().map(held -> held.record().position()))
                    .containsExactly("p8", "p7", "p6");
        }
    }

    @Test
    void whatCouldBeReadAtLastLeavesTheQuarantineAndTheRestCountsOnceMore() throws Exception {
        on.apply(
                on.batch()
                        .rejected(
                                List.of(
                                        new Rejected("u", "p1", "r", new byte[0]),
                                        new Rejected("u", "p2", "r", new byte[0])))
                        .build());
        long first = on.store.quarantined(5).get(1).id();
        long second = on.store.quarantined(5).get(0).id();

        on.store.retried(java.util.Set.of(first, 99L), java.util.Set.of(second, 98L));

        assertThat(on.store.quarantined(5)).hasSize(1);
        assertThat(on.store.quarantined(first)).isEmpty();
        assertThat(on.store.quarantined(second).orElseThrow().times()).isEqualTo(2);
    }

    private static final class MovableClock extends Clock {
        private Instant now = T0;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
