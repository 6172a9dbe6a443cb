package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that does its worst costs time, and nothing else. */
class HostileTest {
    private static final int SEEDS = Integer.getInteger("backscroll.hostile.seeds", 1000);
    private static final int SIZE = 120;
    private static final long GOOD =
            IntStream.range(0, SIZE).filter(i -> !HostileSource.bad(i)).count();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void whateverASourceDoesTheStoreIsRightInTheEnd() throws Exception {
        int complete = 0;
        int failed = 0;
        int stubborn = 0;
        // Other tests leave what blocks for ever behind them.
        Set<Thread> before = engineThreads();
        for (long seed = 0; seed < SEEDS; seed++) {
            HostileSource source = new HostileSource(seed, SIZE);
            Bench bench = new Bench().with(source);

            SyncResult result = run(bench, source, seed);

            assertThat(result.status())
                    .as("seed %d", seed)
                    .isIn(SyncStatus.COMPLETE, SyncStatus.FAILED);
            if (result.status() == SyncStatus.FAILED) {
                failed++;
                assertThat(result.error().orElseThrow())
                        .as("seed %d", seed)
                        .isNotBlank()
                        .doesNotContain("Exception")
                        .hasLineCount(1);
            } else {
                complete++;
            }
            // A chunk is committed once: what is doubled is the source's doing, and merged.
            long stored = bench.store.messages.size();
            stubborn += source.stubborn.get() > 0 ? 1 : 0;

            source.calm();
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> bench.abandoned() == 0);
            SyncResult healed = run(bench, source, seed);

            assertThat(healed.status())
                    .as("seed %d: %s", seed, healed)
                    .isEqualTo(SyncStatus.COMPLETE);
            assertThat(bench.store.messages).as("seed %d", seed).hasSize((int) GOOD);
            assertThat(result.counts().newMessages() + healed.counts().newMessages())
                    .as("seed %d", seed)
                    .isEqualTo(GOOD);
            assertThat(result.counts().newMessages()).as("seed %d", seed).isEqualTo(stored);
            bench.board.stop(Duration.ofSeconds(1));
        }
        System.out.printf(
                "%d hostile sources: %d syncs complete, %d failed and healed, %d did not let go of a call%n",
                SEEDS, complete, failed, stubborn);
        assertThat(complete).isPositive();
        assertThat(failed).isPositive();
        assertThat(stubborn).isPositive();
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(before).containsAll(engineThreads()));
    }

    /** Turns the clock for whoever waits, and takes the patience with what blocks. */
    private static SyncResult run(Bench bench, HostileSource source, long seed) throws Exception {
        Job job = (Job) bench.client.startSync(Bench.full());
        Awaitility.await("seed " + seed)
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            if (source.blocked.get() > 0) {
                                bench.time.losePatience();
                            }
                            bench.time.advance(Duration.ofSeconds(20));
                            return job.result().isDone();
                        });
        return job.result().getValue();
    }

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("backscroll-(source|job).*"))
                .collect(Collectors.toSet());
    }

    /** Closing may keep its caller as well. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aSourceThatKeepsWhoClosesItIsDisabledToo() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        CountDownLatch closing = new CountDownLatch(1);
        source.onClose =
                () -> {
                    closing.countDown();
                    DeafSource.hearNothing();
                };
        Bench bench = new Bench().with(source);

        for (int i = 1; i <= 2; i++) {
            Job job = (Job) bench.client.startSync(Bench.full());
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> {
                                if (closing.getCount() == 0) {
                                    bench.time.losePatience();
                                }
                                return job.result().isDone();
                            });
            source.grow(1);
        }

        assertThat(bench.abandoned()).isEqualTo(2);
        assertThat(bench.run(Bench.full()).error().orElseThrow()).contains("disabled");
    }

    /** Calls that do not end are kept few; then the source is left alone, and says so. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void aSourceThatKeepsItsCallersIsDisabledUntilItIsReplaced() throws Exception {
        AtomicBoolean deaf = new AtomicBoolean(true);
        DeafSource source = new DeafSource(deaf);
        Bench bench = new Bench().with(source);

        Job job = (Job) bench.client.startSync(Bench.full());
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            if (source.inside.get() > 0) {
                                bench.time.losePatience();
                            }
                            bench.time.advance(Duration.ofMinutes(1));
                            return job.result().isDone();
                        });

        SyncResult result = job.result().getValue();
        assertThat(result.status()).isEqualTo(SyncStatus.FAILED);
        assertThat(result.error().orElseThrow()).contains("disabled").contains("2 calls");
        assertThat(source.inside.get()).isEqualTo(2);
        assertThat(bench.run(Bench.full()).error().orElseThrow()).contains("disabled");

        bench.parts.removeSource(new Bench.Ref(1, "source"));
        bench.source(new ScriptedSource(25, 0), 1);
        assertThat(bench.run(Bench.full()).status()).isEqualTo(SyncStatus.COMPLETE);

        source.release();
        Awaitility.await().untilAsserted(() -> assertThat(source.inside.get()).isZero());
    }
}
