package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.MessageKey;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.api.strategy.Step;
import org.backscroll.strategy.full.FullStrategy;
import org.backscroll.strategy.pushname.PushNameStrategy;
import org.backscroll.strategy.recent.RecentStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Corners in which threads meet: what one of them is promised holds whatever the other does. */
@Timeout(60)
class PromisesTest {
    private static final JobKey KEY =
            new JobKey(ScriptedSource.ACCOUNT, "phone", HistorySyncType.FULL, Optional.empty());

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    /** A job that a killed process left, under a lease that is given back by the caller. */
    private static Lease interrupted(Bench bench) throws Exception {
        Lease lease =
                bench.store.acquire(KEY, "another process", Duration.ofMinutes(1)).orElseThrow();
        JobState state =
                JobState.builder("left", KEY, Bench.full(), bench.time.now())
                        .status(SyncStatus.RUNNING)
                        .build();
        bench.store.apply(SyncBatch.builder(state, lease).build());
        return lease;
    }

    /** A source whose reading is a test's own. */
    private record Reads(Callable<Fetched> next, Callable<HistoryReader> open)
            implements HistorySource {
        private static final ScriptedSource LANES = new ScriptedSource(5, 5);

        @Override
        public SourceInfo probe() {
            return LANES.probe();
        }

        @Override
        public List<Lane> lanes() {
            return LANES.lanes();
        }

        @Override
        public HistoryReader open(HistoryQuery query, Optional<Cursor> resume)
                throws SourceException {
            try {
                return open.call();
            } catch (Exception e) {
                throw new SourceException.Transient("open", e);
            }
        }

        static Reads next(Callable<Fetched> next) {
            return new Reads(next, () -> reader(next));
        }

        private static HistoryReader reader(Callable<Fetched> next) {
            return new HistoryReader() {
                @Override
                public Fetched next(int maxMessages) throws InterruptedException {
                    try {
                        return next.call();
                    } catch (InterruptedException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void aStoppedEngineLetsGoOfWaitingJobsAndLeasesToo() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job first = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(first, 10);
        Job other = (Job) bench.client.startSync(SyncRequest.builder().count(3).build());

        bench.board.stop(Duration.ofSeconds(10));

        until(() -> first.result().isDone() && other.result().isDone());
        assertThat(other.result().getFailure()).isInstanceOf(HistoryException.class);
        assertThat(bench.store.acquire(KEY, "next", Duration.ofSeconds(1))).isPresent();
    }

    @Test
    void aCallbackMayStartTheNextSyncAndWaitForIt() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        SyncRequest request = SyncRequest.builder().count(7).build();
        AtomicReference<SyncResult> second = new AtomicReference<>();
        bench.client
                .startSync(request)
                .result()
                .then(
                        resolved -> {
                            second.set(bench.client.syncMessages(request));
                            return null;
                        });
        until(() -> second.get() != null);
        assertThat(bench.store.messages).hasSize(14);
    }

    @Test
    void aJobThatWaitsForItsKeyIsCancelledAtOnceWithoutAskingAgain() throws Exception {
        Bench bench = new Bench();
        interrupted(bench);
        bench.with(new ScriptedSource(5, 5));
        bench.board.adopt(bench.parts.store().orElseThrow());
        Job job = (Job) bench.client.jobs().get(0);
        bench.awaitSleeper();
        int before = bench.store.acquires;

        job.cancel();

        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
        assertThat(bench.store.acquires - before).isLessThan(5);
    }

    @Test
    void aRequestBesideAJobThatIsJustTakenUpIsAccepted() throws Exception {
        for (int i = 0; i < 200; i++) {
            Bench bench = new Bench();
            bench.store.release(interrupted(bench));
            bench.with(new ScriptedSource(5, 5));
            bench.board.adopt(bench.parts.store().orElseThrow());
            Job job = (Job) bench.client.startSync(SyncRequest.builder().count(3).build());
            assertThat(Bench.result(job).status().isSuccess()).isTrue();
        }
    }

    @Test
    void aCancelledJobStaysCancelledWhenItsStoreComesBack() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        bench.parts.removeStore(new Bench.Ref(1, "store"));
        job.cancel();
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
        until(() -> bench.client.jobs().isEmpty());

        bench.store.reopened();
        bench.store();
        bench.board.adopt(bench.parts.store().orElseThrow());

        assertThat(bench.client.jobs()).isEmpty();
        assertThat(bench.store.job(job.id()).orElseThrow().status())
                .isEqualTo(SyncStatus.CANCELLED);
        assertThat(bench.store.messages).hasSize(10);
    }

    @Test
    void aLostAnswerLosesNeitherCountsNorBudget() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(100, 0));
        bench.store.loseAnswer = true;

        SyncResult result =
                bench.runTurning(
                        (Job) bench.client.startSync(SyncRequest.builder().count(30).build()),
                        Duration.ofSeconds(2));

        assertThat(result.counts().messages()).isEqualTo(30);
        assertThat(bench.store.messages).hasSize(30);
    }

    @Test
    void aSourceOfTheSameNameForAnotherAccountIsNotRead() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 0));
        bench.strategy("PUSH_NAME", new PushNameStrategy(), 1);
        bench.parts.addSource(
                new Bench.Ref(5, "other"),
                new CarelessNames(),
                Map.of(HistorySource.NAME, "phone", HistorySource.ACCOUNT, "other"));

        bench.run(SyncRequest.of(HistorySyncType.PUSH_NAME));

        assertThat(bench.store.names).isEmpty();
    }

    @Test
    void aSourceThatBreaksOffForNoReasonIsRetriedByTheClock() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Bench bench =
                new Bench()
                        .with(
                                Reads.next(
                                        () -> {
                                            calls.incrementAndGet();
                                            throw new InterruptedException("mine");
                                        }));
        Job job = (Job) bench.client.startSync(Bench.full());
        bench.awaitSleeper();
        assertThat(calls).hasValueLessThan(3);

        assertThat(bench.runTurning(job, Duration.ofMinutes(2)).status())
                .isEqualTo(SyncStatus.FAILED);
        assertThat(calls).hasValueLessThan(10);
    }

    @Test
    void aStrategyThatWaitsForNoTimeWaitsALittle() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(5, 5));
        AtomicInteger asked = new AtomicInteger();
        bench.strategy(
                "FULL",
                view -> {
                    asked.incrementAndGet();
                    return new Step.Wait(Duration.ZERO, "nothing", Optional.empty());
                },
                9);
        Job job = (Job) bench.client.startSync(Bench.full());
        bench.awaitSleeper();
        assertThat(asked).hasValue(1);
        job.cancel();
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void aStrategyThatGoesFromRangeToRangeAndBackIsFailed() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(5, 5));
        bench.strategy(
                "FULL",
                view -> {
                    Lane lane = view.lanes().get(0);
                    HistoryQuery one = HistoryQuery.builder(lane).build();
                    HistoryQuery two = HistoryQuery.builder(lane).perChat(1).build();
                    boolean wasOne =
                            view.progress(lane).range().equals(Optional.of(one.toString()));
                    return Step.Fetch.all(List.of(wasOne ? two : one));
                },
                9);

        SyncResult result = bench.run(Bench.full());

        assertThat(result.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(result.error().orElseThrow()).contains("from range to range and back");
    }

    @Test
    void callsOfRecentWithABudgetEqualOneWithout() throws Exception {
        ArchiveSource archive = new ArchiveSource();
        Bench bench = new Bench().with(archive);
        bench.strategy("RECENT", new RecentStrategy(Duration.ofDays(2), 100), 1);
        int now = (int) (bench.time.now().getEpochSecond() - 1_700_000_000L);
        archive.add(now - 40, now - 1);
        SyncRequest request = SyncRequest.builder().type(HistorySyncType.RECENT).count(10).build();
        int calls = 0;
        while (bench.run(request).hasMore() && calls < 20) {
            calls++;
        }
        assertThat(bench.store.messages).hasSize(40);
    }

    @Test
    void restartReadsAnArchiveAgain() throws Exception {
        ArchiveSource archive = new ArchiveSource();
        Bench bench = new Bench().with(archive);
        archive.add(0, 40);
        bench.run(Bench.full());

        SyncResult again = bench.run(Bench.full().toBuilder().restart(true).build());

        assertThat(again.counts().messages()).isEqualTo(41);
        assertThat(again.counts().newMessages()).isZero();
    }

    @Test
    void recentOfOneChatAsksForOneChat() throws Exception {
        ArchiveSource archive = new ArchiveSource();
        Bench bench = new Bench().with(archive);
        bench.strategy("RECENT", new RecentStrategy(Duration.ofDays(1), 100), 1);
        archive.add(0, 40);

        bench.run(
                SyncRequest.builder()
                        .type(HistorySyncType.RECENT)
                        .chat(ScriptedSource.CHAT)
                        .unlimited()
                        .build());

        assertThat(archive.opened)
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query.chat()).contains(ScriptedSource.CHAT));
    }

    @Test
    void aCancelWhileTheStrategyThinksIsNotMissedByTheFetch() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        Bench bench = new Bench().with(source);
        AtomicReference<Job> job = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        bench.strategy(
                "FULL",
                view -> {
                    try {
                        started.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    source.blockAt = 0;
                    job.get().cancel();
                    return new FullStrategy().next(view);
                },
                9);
        job.set((Job) bench.client.startSync(Bench.full()));
        started.countDown();

        assertThat(Bench.result(job.get()).status()).isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void aSourceThatGoesWhileItIsOpenedIsInterrupted() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Bench bench =
                new Bench()
                        .with(
                                new Reads(
                                        () -> null,
                                        () -> {
                                            in.countDown();
                                            try {
                                                new CountDownLatch(1).await();
                                            } finally {
                                                interrupted.countDown();
                                            }
                                            return null;
                                        }));
        Job job = (Job) bench.client.startSync(Bench.full());
        in.await();

        bench.parts.removeSource(new Bench.Ref(1, "source"));

        assertThat(interrupted.await(1, TimeUnit.SECONDS)).isTrue();
        job.cancel();
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.CANCELLED);
    }

    @Test
    void anEditOfAnotherAccountIsDropped() {
        Entry edit =
                new Entry.Edit(
                        new MessageKey(
                                AccountId.of("other"),
                                ScriptedSource.CHAT,
                                MessageKey.Author.ME,
                                "1"),
                        "x",
                        Optional.empty(),
                        Instant.EPOCH);
        HistoryQuery query = HistoryQuery.builder(new ScriptedSource(1, 1).lanes().get(0)).build();
        assertThat(Wanted.of(List.of(edit), query, ScriptedSource.ACCOUNT)).isEmpty();
    }

    @Test
    void aJobTakenUpWithItsBudgetUsedStillGivesACursor() throws Exception {
        Bench bench = new Bench().with(new ScriptedSource(25, 40));
        SyncRequest request = SyncRequest.builder().count(10).build();
        bench.store.beforeApply =
                batch -> {
                    if (batch.job().status().isEnd()) {
                        throw new IllegalStateException("killed");
                    }
                };
        Job killed = (Job) bench.client.startSync(request);
        until(() -> killed.result().isDone());
        assertThat(bench.store.job(killed.id()).orElseThrow().status())
                .isEqualTo(SyncStatus.RUNNING);

        bench.store.beforeApply = batch -> {};
        Bench next = new Bench(bench.store.reopened()).with(new ScriptedSource(25, 40));
        CountDownLatch seen = new CountDownLatch(1);
        next.store.beforeApply =
                batch -> {
                    try {
                        seen.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        next.board.adopt(next.parts.store().orElseThrow());
        Job again = (Job) next.client.startSync(request);
        seen.countDown();

        assertThat(again.id()).isEqualTo(killed.id());
        SyncResult result = Bench.result(again);
        assertThat(result.hasMore()).isTrue();
        assertThat(result.cursor()).isPresent();
    }

    @Test
    void anEngineThatIsConfiguredAnewGoesOnAtOnce() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench one = new Bench().with(source);
        one.client.startSync(Bench.full());
        source.blocked.await();
        one.board.stop(Duration.ofSeconds(10));
        one.parts.removeStore(new Bench.Ref(1, "store"));

        Bench two = new Bench(one.store).with(new ScriptedSource(25, 40));
        two.board.adopt(two.parts.store().orElseThrow());

        Job job = (Job) two.client.startSync(Bench.full());
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(two.store.messages).hasSize(64);
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return (T)
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "hashCode" -> System.identityHashCode(self);
                                    case "equals" -> self == arguments[0];
                                    case "compareTo" ->
                                            Integer.compare(
                                                    System.identityHashCode(self),
                                                    System.identityHashCode(arguments[0]));
                                    default -> handler.invoke(self, method, arguments);
                                });
    }

    @SuppressWarnings("unchecked")
    @Test
    void theClientOfASourceThatComesWhileTheStoreIsBoundStays() throws Exception {
        Set<Object> registered = ConcurrentHashMap.newKeySet();
        BundleContext context =
                proxy(
                        BundleContext.class,
                        (self, method, arguments) -> {
                            if (method.getName().equals("getProperty")) {
                                return "target/no-data";
                            }
                            if (arguments[0] != HistoryClient.class) {
                                return proxy(ServiceRegistration.class, (s, m, a) -> null);
                            }
                            Object account =
                                    ((Dictionary<?, ?>) arguments[2]).get(HistoryClient.ACCOUNT);
                            registered.add(account);
                            return proxy(
                                    ServiceRegistration.class,
                                    (s, m, a) -> {
                                        registered.remove(account);
                                        return null;
                                    });
                        });
        SyncEngine engine =
                new SyncEngine(
                        context,
                        proxy(EngineConfig.class, (self, method, a) -> method.getDefaultValue()));
        engine.activate();
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MemoryStore real = new MemoryStore();
        AtomicBoolean first = new AtomicBoolean(true);
        HistoryStore store =
                proxy(
                        HistoryStore.class,
                        (self, method, arguments) -> {
                            if (method.getName().equals("accounts") && first.getAndSet(false)) {
                                in.countDown();
                                go.await();
                            }
                            return method.invoke(real, arguments);
                        });
        Thread binding =
                new Thread(
                        () ->
                                engine.bindStore(
                                        proxy(ServiceReference.class, (s, m, a) -> null),
                                        store,
                                        Map.of()));
        binding.start();
        in.await();
        Thread other =
                new Thread(
                        () ->
                                engine.bindSource(
                                        proxy(ServiceReference.class, (s, m, a) -> null),
                                        new ScriptedSource(1, 1),
                                        Map.of(
                                                HistorySource.NAME,
                                                "phone",
                                                HistorySource.ACCOUNT,
                                                "phone")));
        other.start();
        go.countDown();
        binding.join();
        other.join();

        assertThat(registered).contains("phone");
    }
}
