package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.StoreException;
import org.backscroll.strategy.full.FullStrategy;
import org.junit.jupiter.api.Test;

class TroubleTest {
    @Test
    void aPassingFailureIsRetriedByTheClockAndNothingIsDoubled() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        for (int i = 0; i < 4; i++) {
            source.troubles.add(new SourceException.Transient("the line is down", null));
        }
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        Bench.await(job, SyncStatus.WAITING);
        assertThat(job.progress().reason()).contains("the line is down");

        SyncResult result = bench.runTurning(job, Duration.ofSeconds(1));

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(64);
        assertThat(result.counts().newMessages()).isEqualTo(64);
    }

    @Test
    void whatFailsTooOftenFailsItsJobAndTheNextSyncGoesOn() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        for (int i = 0; i < 5; i++) {
            source.troubles.add(new SourceException.Transient("the line is down", null));
        }
        Bench bench = new Bench().with(source);

        SyncResult failed =
                bench.runTurning((Job) bench.client.startSync(Bench.full()), Duration.ofMinutes(2));

        assertThat(failed.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(failed.success()).isFalse();
        assertThat(failed.error().orElseThrow()).contains("the line is down").contains("5 times");
        assertThat(bench.run(Bench.full()).counts().messages()).isEqualTo(64);
    }

    @Test
    void aFailedJobCanBePutBackToWork() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.troubles.add(new SourceException.Denied("wrong password"));
        Bench bench = new Bench().with(source);
        SyncResult failed = bench.run(Bench.full());
        assertThat(failed.error()).contains("wrong password");

        Job resumed = (Job) bench.client.resume(failed.job());

        assertThat(Bench.result(resumed).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(resumed.id()).isEqualTo(failed.job());
        assertThatThrownBy(() -> bench.client.resume("nosuch")).hasMessageContaining("no job");
        assertThatThrownBy(() -> bench.client.resume(failed.job()))
                .hasMessageContaining("COMPLETE");
    }

    @Test
    void aServersWishToBeLeftAloneIsHonoured() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.troubles.add(new SourceException.RateLimited("slow down", Duration.ofMinutes(10)));
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        bench.awaitSleeper();
        Instant begin = bench.time.now();
        assertThat(bench.time.longestWait()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));

        bench.runTurning(job, Duration.ofSeconds(30));

        assertThat(Duration.between(begin, bench.time.now()))
                .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void waitsGrowExponentiallyUpToTheCapWithFullJitter() {
        Backoff backoff = new Backoff(Bench.SETTINGS, new Random(1));
        long[] limits = {1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000};
        for (long limit : limits) {
            backoff.failed();
            long least = Long.MAX_VALUE;
            long most = 0;
            for (int i = 0; i < 2000; i++) {
                long pause = backoff.pause(Duration.ZERO).toMillis();
                least = Math.min(least, pause);
                most = Math.max(most, pause);
            }
            assertThat(most).isBetween((long) (limit * 0.95), limit);
            assertThat(least).isLessThan((long) (limit * 0.05));
        }
    }

    @Test
    void aLostCursorCostsOnlyItsOwnLane() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);
        bench.run(SyncRequest.builder().count(35).build()); // all of recent, ten of older
        source.forgetfulLane = "older";

        SyncResult result = bench.run(Bench.full());

        assertThat(result.counts().messages()).isEqualTo(39);
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void aLostCursorIsReadAgainFromTheBeginningWithoutDoubles() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);
        bench.run(SyncRequest.builder().count(12).build());
        source.forgetful = true;

        SyncResult result = bench.run(Bench.full());

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(result.counts().messages()).isEqualTo(64);
        assertThat(result.counts().newMessages()).isEqualTo(52);
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void cancelEndsABlockedFetchAtOnce() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);

        job.cancel();

        SyncResult result = Bench.result(job);
        assertThat(result.status()).isEqualTo(SyncStatus.CANCELLED);
        assertThat(result.success()).isFalse();
        assertThat(bench.store.messages).hasSize(10);
        assertThat(bench.store.job(job.id()).orElseThrow().status())
                .isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void cancelEndsAJobThatWaitsBehindAnotherAtOnce() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job first = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(first, 10);
        Job second = (Job) bench.client.startSync(SyncRequest.builder().count(3).build());

        second.cancel();

        assertThat(second.result().isDone()).isTrue();
        assertThat(second.result().getValue().status()).isEqualTo(SyncStatus.CANCELLED);
        assertThat(bench.store.job(second.id()).orElseThrow().status())
                .isEqualTo(SyncStatus.CANCELLED);
        assertThat(first.progress().status()).isEqualTo(SyncStatus.RUNNING);
        first.cancel();
        assertThat(Bench.result(first).status()).isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void cancelEndsAWaitAtOnce() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.troubles.add(new SourceException.RateLimited("slow down", Duration.ofDays(1)));
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        bench.awaitSleeper();

        job.cancel();

        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void askedOfAnAbsentPartTheAnswerIsTyped() {
        Bench bench = new Bench().store();
        assertThatThrownBy(() -> bench.client.startSync(Bench.full()))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.NO_SOURCE));
        bench.source(new ScriptedSource(1, 1), 1);
        assertThatThrownBy(() -> bench.client.startSync(SyncRequest.of(HistorySyncType.RECENT)))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.NO_STRATEGY))
                .hasMessageContaining("no strategy for RECENT is installed");
    }

    @Test
    void aStrategyThatComesBackWhileTheJobPreparesToWaitIsNotMissed() throws Exception {
        ScriptedSource source = new ScriptedSource(35, 0);
        Bench bench = new Bench().with(source);
        AtomicBoolean once = new AtomicBoolean();
        bench.store.beforeApply =
                batch -> {
                    if (!batch.entries().isEmpty() && once.compareAndSet(false, true)) {
                        Thread worker = Thread.currentThread();
                        source.onClose =
                                () -> {
                                    bench.strategy("FULL", new FullStrategy(), 2);
                                    Awaitility.await()
                                            .until(() -> worker.getState() == Thread.State.WAITING);
                                };
                        bench.parts.removeStrategy(new Bench.Ref(1, "FULL"));
                    }
                };

        assertThat(bench.run(Bench.full()).status()).isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    void aJobWaitsForAStrategyThatWasTakenAwayAndGoesOnWithAnother() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        bench.parts.removeStrategy(new Bench.Ref(1, "FULL"));
        source.blockAt = -1;
        source.gate.release();
        Bench.await(job, SyncStatus.WAITING);
        assertThat(job.progress().reason()).contains("no strategy for FULL is installed");

        bench.strategy("FULL", new FullStrategy(), 3);

        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(64);
    }

    @Test
    void aSourceThatGoesInMidFetchIsLeftAndItsReplacementGoesOn() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);

        bench.parts.removeSource(new Bench.Ref(1, "source"));
        Bench.await(job, SyncStatus.WAITING);
        bench.source(new ScriptedSource(25, 40), 2);

        SyncResult result = Bench.result(job);
        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(result.counts().messages()).isEqualTo(64);
    }

    @Test
    void aJobWaitsForItsStoreAndNeverTakesAnother() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        bench.parts.removeStore(new Bench.Ref(1, "store"));
        MemoryStore other = new MemoryStore();
        bench.parts.addStore(new Bench.Ref(7, "store"), other, java.util.Map.of());
        source.blockAt = -1;
        source.gate.release();
        Bench.await(job, SyncStatus.WAITING);

        bench.store();

        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(64);
        assertThat(other.messages).isEmpty();
    }

    @Test
    void afterARestartAnInterruptedJobGoesOnByItself() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench first = new Bench().with(source);
        Job job = (Job) first.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        first.board.stop(Duration.ofSeconds(2));
        org.awaitility.Awaitility.await().until(() -> job.result().isDone());
        assertThat(job.result().getFailure()).isInstanceOf(HistoryException.class);
        assertThat(first.store.jobs().get(0).status()).isEqualTo(SyncStatus.RUNNING);

        Bench second = new Bench(first.store.reopened());
        CountDownLatch seen = new CountDownLatch(1);
        second.store.beforeApply = batch -> awaitUninterrupted(seen);
        second.with(new ScriptedSource(25, 40));
        second.board.adopt(second.parts.store().orElseThrow());
        Job resumed = (Job) second.client.jobs().get(0);
        Job joined = (Job) second.client.startSync(Bench.full());
        seen.countDown();

        assertThat(joined).isSameAs(resumed);
        assertThat(Bench.result(resumed).counts().messages()).isEqualTo(64);
        assertThat(resumed.id()).isEqualTo(job.id());
        assertThat(second.store.messages).hasSize(64);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoreThatIsBusyIsTriedAgainAndAFailingOneFailsTheJob() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 0));
        Job job = (Job) bench.client.startSync(SyncRequest.builder().count(5).build());
        Bench.result(job);
        bench.store.beforeApply =
                batch -> {
                    if (!batch.entries().isEmpty() && bench.store.batches.size() < 8) {
                        bench.store.beforeApply = b -> {};
                        bench.store.failures.add(
                                new StoreException(StoreException.Kind.BUSY, "locked", null));
                    }
                };
        SyncResult again =
                bench.runTurning((Job) bench.client.startSync(Bench.full()), Duration.ofSeconds(2));
        assertThat(again.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(again.counts().messages()).isEqualTo(20);

        bench.store.beforeApply =
                batch -> {
                    if (!batch.lanes().isEmpty()) {
                        bench.store.beforeApply = b -> {};
                        bench.store.failures.add(
                                new StoreException(StoreException.Kind.CORRUPT, "damaged", null));
                    }
                };
        SyncResult failed = bench.run(Bench.full());
        assertThat(failed.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(failed.error()).isEqualTo(Optional.of("damaged"));
    }

    @Test
    void anUnexpectedFailureOfASourceIsRetriedLikeAPassingOne() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        Bench bench = new Bench().store();
        bench.strategy("FULL", new FullStrategy(), 1);
        bench.source(new ThrowingOnce(source), 1);

        SyncResult result =
                bench.runTurning((Job) bench.client.startSync(Bench.full()), Duration.ofSeconds(2));

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(25);
        assertThat(List.copyOf(bench.store.messages.keySet())).doesNotHaveDuplicates();
    }

    /** Longer than any number of attempts: somebody has to make room, and then it goes on. */
    @Test
    void aFullDiskIsWaitedForAsLongAsItTakes() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 0));
        bench.store.failing =
                new StoreException(StoreException.Kind.FULL, "the disk is full", null);
        Job job = (Job) bench.client.startSync(Bench.full());
        Bench.await(job, SyncStatus.WAITING);
        assertThat(job.progress().reason()).contains("the disk is full");
        for (int i = 0; i < 30; i++) {
            bench.awaitSleeper();
            bench.time.advance(Duration.ofMinutes(2));
        }
        assertThat(job.progress().status()).isEqualTo(SyncStatus.WAITING);

        bench.store.failing = null;

        assertThat(bench.runTurning(job, Duration.ofSeconds(10)).status())
                .isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(25);
    }
}
