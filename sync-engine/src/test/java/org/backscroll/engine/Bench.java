package org.backscroll.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.strategy.full.FullStrategy;

/** An engine on a test's bench: parts put in and taken out by hand, a clock turned by hand. */
final class Bench {
    static final Settings SETTINGS =
            new Settings(
                    10,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    5,
                    100,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMillis(300),
                    2,
                    1000,
                    Duration.ofSeconds(30),
                    Rates.NONE);

    /** With limits of one's own. */
    static Settings settings(int breakerFailures, String... rates) {
        return settings(SETTINGS.leaseTtl(), breakerFailures, rates);
    }

    /** With leases and limits of one's own. */
    static Settings settings(Duration leaseTtl, int breakerFailures, String... rates) {
        return new Settings(
                SETTINGS.chunkSize(),
                SETTINGS.retryInitial(),
                SETTINGS.retryCap(),
                SETTINGS.retryAttempts(),
                SETTINGS.jobAttempts(),
                leaseTtl,
                SETTINGS.fetchTimeout(),
                SETTINGS.closeGrace(),
                SETTINGS.abandonedMax(),
                breakerFailures,
                SETTINGS.breakerDelay(),
                Rates.of(rates));
    }

    /** Stands for a service reference. */
    record Ref(int ranking, String name) implements Comparable<Object> {
        @Override
        public int compareTo(Object other) {
            return Integer.compare(ranking, ((Ref) other).ranking);
        }
    }

    final Parts parts = new Parts();
    final ManualTime time = new ManualTime();
    final Metrics metrics = new Metrics(time);
    final Told told = new Told();
    final MemoryStore store;
    final JobBoard board;
    final Client client;

    /** Nothing is written there unless something is pushed. */
    private static final Path NO_INBOX = Path.of("target", "no-inbox");

    Bench() {
        this(new MemoryStore());
    }

    /** With a folder for what is pushed. */
    Bench(MemoryStore store, Path inbox) {
        this(store, SETTINGS, inbox);
    }

    Bench(MemoryStore store) {
        this(store, SETTINGS, NO_INBOX);
    }

    Bench(Settings settings) {
        this(new MemoryStore(), settings, NO_INBOX);
    }

    private Bench(MemoryStore store, Settings settings, Path inbox) {
        this.store = store;
        board =
                new JobBoard(
                        parts,
                        new Inboxes(inbox),
                        settings,
                        time,
                        new Random(42),
                        Announcer.all(metrics, told));
        metrics.of(board::statuses, board::queued);
        client = new Client(ScriptedSource.ACCOUNT, parts, board);
    }

    Bench with(HistorySource source) {
        return store().source(source, 1).strategy("FULL", new FullStrategy(), 1);
    }

    Bench store() {
        parts.addStore(new Ref(1, "store"), store, Map.of());
        return this;
    }

    Bench source(HistorySource source, int ranking) {
        parts.addSource(
                new Ref(ranking, "source"),
                source,
                Map.of(HistorySource.NAME, "phone", HistorySource.ACCOUNT, "phone"));
        return this;
    }

    Bench strategy(String type, SyncStrategy strategy, int ranking) {
        return strategy(type, strategy, ranking, false);
    }

    Bench strategy(String type, SyncStrategy strategy, int ranking, boolean background) {
        parts.addStrategy(
                new Ref(ranking, type),
                strategy,
                Map.of(SyncStrategy.TYPE, type, SyncStrategy.BACKGROUND, background));
        return this;
    }

    /** Calls to sources that were given up and have not returned. */
    int abandoned() {
        return parts.sources().stream().mapToInt(Part::abandoned).sum();
    }

    static SyncRequest full() {
        return SyncRequest.builder().unlimited().build();
    }

    SyncResult run(SyncRequest request) throws Exception {
        return result((Job) client.startSync(request));
    }

    /** The result, or a failure of the test when it takes too long. */
    static SyncResult result(Job job) throws Exception {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> job.result().isDone());
        return job.result().getValue();
    }

    static void await(Job job, SyncStatus status) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> job.progress().status() == status);
    }

    /** Waits until so many messages are committed: the next chunk may be on its way before. */
    static void awaitMessages(Job job, long count) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> job.progress().counts().messages() == count);
    }

    /** Waits until somebody waits by the clock. */
    void awaitSleeper() {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !time.longestWait().isZero());
    }

    /** Turns the clock for whoever waits, until a job ends. */
    SyncResult runTurning(Job job, Duration step) throws Exception {
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> {
                            time.advance(step);
                            return job.result().isDone();
                        });
        return job.result().getValue();
    }
}
