package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.StoreException;
import org.backscroll.strategy.full.FullStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job can be cancelled in whatever state it is, and has ended within a second. */
class CancelTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private interface Scene {
        Job job() throws Exception;
    }

    private record State(String name, Scene scene) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<State> states() {
        return Stream.of(
                new State("in a backoff wait", CancelTest::afterAFailure),
                new State("in a server's retry-after", CancelTest::rateLimited),
                new State("in a blocked fetch", CancelTest::blocked),
                new State("in a fetch that hears nothing", CancelTest::deaf),
                new State("waiting for a rate limit", CancelTest::limited),
                new State("in an acknowledgement that hears nothing", CancelTest::acknowledging),
                new State("giving way", CancelTest::givingWay),
                new State("waiting for its strategy", CancelTest::withoutStrategy),
                new State("waiting for its source", CancelTest::withoutSource),
                new State("waiting for its store", CancelTest::withoutStore),
                new State("waiting for a full disk", CancelTest::fullDisk),
                new State("behind another job", CancelTest::behind));
    }

    @ParameterizedTest
    @MethodSource("states")
    void itEndsWithinASecond(State state) throws Exception {
        Job job = state.scene().job();
        long begin = System.nanoTime();

        job.cancel();

        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> job.result().isDone());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LIMIT);
        assertThat(job.result().getValue().status()).isEqualTo(SyncStatus.CANCELLED);
    }

    private static Job start(Bench bench) throws Exception {
        return (Job) bench.client.startSync(Bench.full());
    }

    private static Job waiting(Bench bench) throws Exception {
        Job job = start(bench);
        Bench.await(job, SyncStatus.WAITING);
        return job;
    }

    private static Job afterAFailure() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        for (int i = 0; i < 4; i++) {
            source.troubles.add(new SourceException.Transient("the line is down", null));
        }
        return waiting(new Bench().with(source));
    }

    private static Job rateLimited() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.troubles.add(new SourceException.RateLimited("slow down", Duration.ofDays(1)));
        return waiting(new Bench().with(source));
    }

    private static Job blocked() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.blockAt = 100_010;
        Job job = start(new Bench().with(source));
        source.blocked.await();
        return job;
    }

    private static Job deaf() throws Exception {
        DeafSource source = new DeafSource(new AtomicBoolean(true));
        Job job = start(new Bench().with(source));
        Awaitility.await().until(() -> source.inside.get() == 1);
        return job;
    }

    private static Job limited() throws Exception {
        return waiting(
                new Bench(Bench.settings(1000, "default=1/3600")).with(new ScriptedSource(25, 0)));
    }

    /** With nothing fetched ahead, since the limit forbids it, and the moment that is shipped. */
    private static Job acknowledging() throws Exception {
        Settings some = Bench.settings(1000, "default=1/3600");
        Settings settings =
                new Settings(
                        some.chunkSize(),
                        some.retryInitial(),
                        some.retryCap(),
                        some.retryAttempts(),
                        some.jobAttempts(),
                        some.leaseTtl(),
                        some.fetchTimeout(),
                        Settings.CLOSE_GRACE,
                        some.abandonedMax(),
                        some.breakerFailures(),
                        some.breakerDelay(),
                        some.rates());
        ScriptedSource source = new ScriptedSource(25, 0);
        source.onCommitted = DeafSource::hearNothing;
        return waiting(new Bench(settings).with(source));
    }

    private static Job givingWay() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        HistorySyncType idle = HistorySyncType.of("IDLE");
        bench.strategy(idle.name(), new FullStrategy(), 1, true);
        start(bench);
        source.blocked.await();
        Job job = (Job) bench.client.startSync(SyncRequest.of(idle));
        Bench.await(job, SyncStatus.WAITING);
        return job;
    }

    private static Job without(java.util.function.Consumer<Parts> taken) throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = start(bench);
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        taken.accept(bench.parts);
        source.blockAt = -1;
        source.gate.release();
        Bench.await(job, SyncStatus.WAITING);
        return job;
    }

    private static Job withoutStrategy() throws Exception {
        return without(parts -> parts.removeStrategy(new Bench.Ref(1, "FULL")));
    }

    private static Job withoutSource() throws Exception {
        return without(parts -> parts.removeSource(new Bench.Ref(1, "source")));
    }

    private static Job withoutStore() throws Exception {
        return without(parts -> parts.removeStore(new Bench.Ref(1, "store")));
    }

    private static Job fullDisk() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 0));
        bench.store.failing =
                new StoreException(StoreException.Kind.FULL, "the disk is full", null);
        return waiting(bench);
    }

    /** Else the next start would take it up again. */
    @Test
    void anEndThatCouldNotBeWrittenIsWrittenOnceTheStoreIsWell() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 0));
        bench.store.failing =
                new StoreException(StoreException.Kind.FULL, "the disk is full", null);
        Job job = waiting(bench);
        job.cancel();
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
        bench.store.failing = null;

        bench.run(SyncRequest.builder().count(3).build());

        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(bench.store.job(job.id()).orElseThrow().status())
                                        .isEqualTo(SyncStatus.CANCELLED));
    }

    private static Job behind() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        start(bench);
        source.blocked.await();
        return (Job) bench.client.startSync(SyncRequest.builder().count(3).build());
    }
}
