package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.strategy.full.FullStrategy;
import org.junit.jupiter.api.Test;

/** Who may call a source, and when. */
class LimitsTest {
    private static final HistorySyncType IDLE = HistorySyncType.of("IDLE");

    @Test
    void theNextChunkIsFetchedWhileOneIsCommitted() throws Exception {
        ScriptedSource source = new ScriptedSource(40, 0);
        Bench bench = new Bench().with(source);
        int[] chunks = {0};
        bench.store.beforeApply =
                batch -> {
                    if (!batch.entries().isEmpty() && ++chunks[0] < 4) {
                        Awaitility.await()
                                .atMost(5, TimeUnit.SECONDS)
                                .pollInterval(Duration.ofMillis(1))
                                .until(() -> source.asked.get() > chunks[0]);
                    }
                };

        assertThat(bench.run(Bench.full()).status()).isEqualTo(SyncStatus.COMPLETE);

        assertThat(chunks[0]).isEqualTo(4);
        assertThat(source.committed).extracting(Cursor::value).startsWith("10", "20", "30", "40");
    }

    @Test
    void fetchingAheadNeverGoesBeyondTheBudget() throws Exception {
        ScriptedSource source = new ScriptedSource(40, 0);
        Bench bench = new Bench().with(source);

        SyncResult result = bench.run(SyncRequest.builder().count(15).build());

        assertThat(result.counts().messages()).isEqualTo(15);
        assertThat(source.asked.get()).isEqualTo(2);
    }

    @Test
    void aRateLimitIsKeptByTheClock() throws Exception {
        ScriptedSource source = new ScriptedSource(70, 0);
        Bench bench = new Bench(Bench.settings(1000, "phone:default=2/10")).with(source);
        Instant begin = bench.time.now();

        SyncResult result =
                bench.runTurning(
                        (Job) bench.client.startSync(Bench.full()), Duration.ofMillis(100));

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        // Seven chunks: two at once, the others every five seconds.
        assertThat(Duration.between(begin, bench.time.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void whoeverFailsTheBreakerKeepsAllJobsAway() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 0);
        for (int i = 0; i < 3; i++) {
            source.troubles.add(new SourceException.Transient("the line is down", null));
        }
        Bench bench = new Bench(Bench.settings(3)).with(source);
        bench.strategy("IDLE", new FullStrategy(), 1);
        Job first = (Job) bench.client.startSync(Bench.full());
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            if (!source.troubles.isEmpty()) {
                                bench.time.advance(Duration.ofMillis(500));
                            }
                            return source.troubles.isEmpty();
                        });
        Job second =
                (Job) bench.client.startSync(SyncRequest.builder().type(IDLE).unlimited().build());
        Bench.await(second, SyncStatus.WAITING);
        assertThat(second.progress().reason().orElseThrow()).contains("failed too often");
        int asked = source.asked.get();
        Instant begin = bench.time.now();

        assertThat(bench.runTurning(second, Duration.ofSeconds(1)).status())
                .isEqualTo(SyncStatus.COMPLETE);

        assertThat(Duration.between(begin, bench.time.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        assertThat(source.asked.get()).isGreaterThan(asked);
        assertThat(bench.runTurning(first, Duration.ofSeconds(1)).status())
                .isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    void whatAServerAsksForOutlastsTheFailuresOfThoseWhoHadCalledBefore() {
        Breaker breaker = new Breaker(1, Duration.ofSeconds(30));
        Instant now = Instant.EPOCH;

        breaker.keepAway(now.plus(Duration.ofHours(1)));
        breaker.failed(now);
        breaker.keepAway(now.plus(Duration.ofSeconds(1)));

        assertThat(breaker.enter(now)).isEqualTo(Duration.ofHours(1));
        assertThat(breaker.enter(now.plus(Duration.ofHours(1)))).isZero();
    }

    @Test
    void backgroundWorkGivesWayToEverythingElse() throws Exception {
        ScriptedSource source = new ScriptedSource(25, 40);
        source.blockAt = 100_010;
        Bench bench = new Bench().with(source);
        bench.strategy("IDLE", new FullStrategy(), 1, true);
        Job urgent = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(urgent, 10);

        Job behind =
                (Job) bench.client.startSync(SyncRequest.builder().type(IDLE).unlimited().build());
        Bench.await(behind, SyncStatus.WAITING);
        assertThat(behind.progress().reason()).contains("gives way to other syncs");
        assertThat(behind.progress().counts().messages()).isZero();

        source.blockAt = -1;
        source.gate.release();
        assertThat(Bench.result(urgent).status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(Bench.result(behind).status()).isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    void theGreaterPriorityIsServedFirst() {
        ManualTime time = new ManualTime();
        Limits limits = new Limits(Bench.settings(1000, "history=1/10"), time);
        Part<HistorySource> source =
                new Part<>(new Bench.Ref(1, "source"), new ScriptedSource(1, 1), Map.of());
        Job first = job("FULL");
        Job second = job("RECENT");
        assertThat(limits.enter(source, first, work(0))).isEmpty();
        assertThat(limits.enter(source, first, work(0))).isPresent();
        assertThat(limits.enter(source, second, work(10))).isPresent();

        time.advance(Duration.ofSeconds(10));

        assertThat(limits.enter(source, first, work(0))).isPresent();
        assertThat(limits.enter(source, second, work(10))).isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(limits.enter(source, first, work(0))).isEmpty();
    }

    private static Limits.Work work(int priority) {
        return new Limits.Work("history", priority, false);
    }

    private static Job job(String type) {
        JobKey key =
                new JobKey(
                        ScriptedSource.ACCOUNT,
                        "phone",
                        HistorySyncType.of(type),
                        Optional.empty());
        return new Job(
                UUID.randomUUID(),
                JobState.builder(type, key, SyncRequest.builder().build(), Instant.EPOCH).build());
    }

    @Test
    void whatCannotBeReadIsNoLimit() {
        Rates rates = Rates.of("history=60/60, phone:history = 5/1", "nonsense", "x=0/5", "");

        assertThat(rates.of("other", "history").orElseThrow().requests()).isEqualTo(60);
        assertThat(rates.of("phone", "history").orElseThrow().requests()).isEqualTo(5);
        assertThat(rates.of("phone", "x")).isEmpty();
        assertThat(rates.of("phone", "names")).isEmpty();
    }
}
