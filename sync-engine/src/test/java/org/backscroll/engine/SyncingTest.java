package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.api.strategy.Step;
import org.backscroll.strategy.pushname.PushNameStrategy;
import org.junit.jupiter.api.Test;

class SyncingTest {
    @Test
    void aFullSyncStoresEveryMessageOfEveryLaneAndSkipsBadRecords() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);

        SyncResult result = bench.run(Bench.full());

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(result.hasMore()).isFalse();
        assertThat(bench.store.messages).hasSize(64);
        assertThat(result.counts().messages()).isEqualTo(64);
        assertThat(result.counts().newMessages()).isEqualTo(64);
        assertThat(result.counts().skipped()).isEqualTo(1);
        assertThat(result.counts().chats()).isEqualTo(1);
        assertThat(bench.store.quarantine).hasSize(1);
    }

    @Test
    void aSourceIsToldOfAChunkOnlyAfterItsCommit() throws Exception {
        ScriptedSource source = new ScriptedSource(30, 0);
        Bench bench = new Bench().with(source);
        List<Integer> toldBefore = new ArrayList<>();
        bench.store.beforeApply =
                batch -> {
                    if (!batch.entries().isEmpty()) {
                        toldBefore.add(source.committed.size());
                    }
                };

        bench.run(Bench.full());

        assertThat(toldBefore).hasSize(3);
        for (int commits = 0; commits < toldBefore.size(); commits++) {
            assertThat(toldBefore.get(commits)).isLessThanOrEqualTo(commits);
        }
        // The empty lane's end too.
        Awaitility.await().untilAsserted(() -> assertThat(source.committed).hasSize(4));
    }

    @Test
    void cursorAndDataAreOneBatch() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(30, 0));
        bench.run(Bench.full());

        assertThat(bench.store.batches)
                .filteredOn(batch -> !batch.entries().isEmpty())
                .hasSize(3)
                .allSatisfy(batch -> assertThat(batch.lanes()).hasSize(1));
    }

    @Test
    void afterCompleteTheNextCallBringsOnlyWhatIsNew() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);
        bench.run(Bench.full());
        source.grow(5);

        SyncResult again = bench.run(Bench.full());

        assertThat(again.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(again.counts().messages()).isEqualTo(5);
        assertThat(bench.store.messages).hasSize(69);
    }

    @Test
    void restartReadsAllAgainAndDoublesNothing() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        bench.run(Bench.full());

        SyncResult again = bench.run(Bench.full().toBuilder().restart(true).build());

        assertThat(again.counts().messages()).isEqualTo(64);
        assertThat(again.counts().newMessages()).isZero();
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void aBudgetIsUsedUpExactlyAndTheCursorGoesOnThere() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        Optional<String> cursor = Optional.empty();
        int calls = 0;
        SyncResult result;
        do {
            SyncRequest.Builder request = SyncRequest.builder().count(7);
            cursor.ifPresent(request::cursor);
            result = bench.run(request.build());
            calls++;
            if (result.hasMore()) {
                assertThat(result.status()).isEqualTo(SyncStatus.PARTIAL);
                assertThat(result.counts().messages()).isEqualTo(7);
                assertThat(result.cursor()).isPresent();
            }
            assertThat(bench.store.messages).hasSize(Math.min(64, calls * 7));
            cursor = result.cursor();
        } while (result.hasMore());

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(calls).isEqualTo(10);
    }

    @Test
    void withoutACursorTheCallsGoOnInTheSameWay() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        int calls = 0;
        while (bench.run(SyncRequest.builder().count(7).build()).hasMore()) {
            calls++;
        }
        assertThat(calls).isEqualTo(9);
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void aCallMadeTheMomentAnEqualOneEndsIsANewOne() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        SyncRequest request = SyncRequest.builder().count(7).build();
        AtomicReference<Job> second = new AtomicReference<>();
        Job first = (Job) bench.client.startSync(request);
        // runs on the job's own thread, before the board has put the job away
        first.result()
                .then(
                        resolved -> {
                            second.set((Job) bench.client.startSync(request));
                            return null;
                        });
        org.awaitility.Awaitility.await().until(() -> second.get() != null);

        assertThat(second.get()).isNotSameAs(first);
        assertThat(Bench.result(second.get()).counts().newMessages()).isEqualTo(7);
        assertThat(bench.store.messages).hasSize(14);
    }

    @Test
    void anOldCursorIsHarmless() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        String old = bench.run(SyncRequest.builder().count(7).build()).cursor().orElseThrow();
        bench.run(Bench.full());

        SyncResult again = bench.run(SyncRequest.builder().count(10).cursor(old).build());

        assertThat(again.status()).isEqualTo(SyncStatus.PARTIAL);
        assertThat(again.counts().newMessages()).isZero();
        assertThat(bench.run(Bench.full()).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void aForeignOrMangledCursorIsRefused() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        bench.strategy("RECENT", new FullStrategyForTests(), 1);
        String cursor = bench.run(SyncRequest.builder().count(7).build()).cursor().orElseThrow();

        assertThatThrownBy(
                        () ->
                                bench.run(
                                        SyncRequest.builder()
                                                .type(HistorySyncType.RECENT)
                                                .cursor(cursor)
                                                .build()))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.BAD_CURSOR))
                .hasMessageContaining("belongs to another");
        for (String mangled :
                List.of("", "x", cursor.substring(1), cursor + "AAAA", "%%%", flipped(cursor))) {
            assertThatThrownBy(() -> bench.run(SyncRequest.builder().cursor(mangled).build()))
                    .as(mangled)
                    .hasMessageContaining("damaged");
        }
        assertThat(bench.store.messages).hasSize(7);
    }

    private static String flipped(String cursor) {
        char middle = cursor.charAt(20);
        return cursor.substring(0, 20) + (middle == 'A' ? 'B' : 'A') + cursor.substring(21);
    }

    @Test
    void anIdenticalRequestJoinsTheRunningJobAndAnotherOneWaitsBehindIt() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job first = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(first, 10);

        Job same = (Job) bench.client.startSync(Bench.full());
        Job other = (Job) bench.client.startSync(SyncRequest.builder().count(3).build());

        assertThat(same).isSameAs(first);
        assertThat(other).isNotSameAs(first);
        assertThat(other.progress().status()).isEqualTo(SyncStatus.PENDING);
        assertThat(bench.client.jobs()).containsExactlyInAnyOrder(first, other);
        source.blockAt = -1;
        first.cancel();
        assertThat(Bench.result(first).status()).isEqualTo(SyncStatus.CANCELLED);
        assertThat(Bench.result(other).counts().messages()).isEqualTo(3);
        assertThat(bench.store.messages).hasSize(13);
    }

    @Test
    void aBackgroundStrategyAnswersAtOnceAndGoesOnBehind() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);
        bench.strategy("NON_BLOCKING", new FullStrategyForTests(), 1, true);

        SyncResult started =
                bench.client.syncMessages(
                        SyncRequest.builder()
                                .type(HistorySyncType.NON_BLOCKING)
                                .unlimited()
                                .build());

        assertThat(started.status()).isEqualTo(SyncStatus.STARTED);
        org.awaitility.Awaitility.await().until(() -> bench.client.jobs().isEmpty());
        assertThat(bench.store.messages).hasSize(64);
        assertThat(bench.store.job(started.job()).orElseThrow().status())
                .isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    void aSyncOfNamesStoresNoMessageThoughTheSourceIsCareless() throws Exception {
        Bench bench = new Bench().with(new CarelessNames());
        bench.strategy("PUSH_NAME", new PushNameStrategy(), 1);

        SyncResult result =
                bench.run(
                        SyncRequest.of(HistorySyncType.PUSH_NAME).toBuilder().unlimited().build());

        assertThat(result.counts().names()).isEqualTo(1);
        assertThat(bench.store.messages).isEmpty();
        assertThat(bench.store.names).containsValue("Ana");
    }

    @Test
    void aStrategyThatRunsInCirclesIsFailed() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(5, 5));
        bench.strategy(
                "FULL",
                view ->
                        Step.Fetch.all(
                                List.of(
                                        org.backscroll.api.source.HistoryQuery.builder(
                                                        view.lanes().get(0))
                                                .build())),
                9);

        SyncResult result = bench.run(Bench.full());

        assertThat(result.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(result.error().orElseThrow()).contains("asks again for what was read");
    }

    @Test
    void aStrategyThatThrowsFailsItsJobWithALineForPeople() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(5, 5));
        bench.strategy(
                "FULL",
                view -> {
                    throw new IllegalStateException("boom");
                },
                9);

        SyncResult result = bench.run(Bench.full());

        assertThat(result.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(result.error().orElseThrow())
                .isEqualTo("the strategy for FULL failed; the log has the details");
    }

    @Test
    void progressNeverFalls() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        List<Double> seen = new ArrayList<>();
        bench.store.beforeApply =
                (SyncBatch batch) ->
                        bench.client
                                .jobs()
                                .forEach(j -> j.progress().fraction().ifPresent(seen::add));
        Job job = (Job) bench.client.startSync(Bench.full());
        Bench.result(job);

        assertThat(seen).isSorted().isNotEmpty();
        assertThat(job.progress().fraction()).hasValue(1.0);
    }
}
