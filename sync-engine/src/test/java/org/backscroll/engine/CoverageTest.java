package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Lane;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.StoreException;
import org.backscroll.strategy.ondemand.OnDemandStrategy;
import org.backscroll.strategy.recent.RecentStrategy;
import org.junit.jupiter.api.Test;

/** The strategies over an archive in the order of time, as a network server has it. */
class CoverageTest {
    private final ArchiveSource archive = new ArchiveSource();
    private final Bench bench = new Bench().with(archive);

    private SyncResult sync(HistorySyncType type) throws Exception {
        return bench.run(SyncRequest.of(type).toBuilder().unlimited().build());
    }

    private List<Coverage> ledger() {
        return bench.store.coverage(ScriptedSource.ACCOUNT, Optional.empty());
    }

    private void install() {
        bench.strategy("RECENT", new RecentStrategy(Duration.ofDays(1), 100), 1);
        bench.strategy("ON_DEMAND", new OnDemandStrategy(50, 3, Duration.ofSeconds(2)), 1);
    }

    @Test
    void fullReadsBackwardToTheBeginningAndTheLedgerHasOneRange() throws Exception {
        archive.add(0, 94);

        SyncResult result = sync(HistorySyncType.FULL);

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(bench.store.messages).hasSize(95);
        assertThat(ledger()).hasSize(1);
        assertThat(ledger().get(0).range().beginning()).isTrue();
        assertThat(archive.opened.get(0).direction())
                .isEqualTo(org.backscroll.api.source.Direction.BACKWARD);
    }

    @Test
    void theLedgerKnowsWhatItsLanesAre() throws Exception {
        archive.add(0, 30);
        sync(HistorySyncType.FULL);
        assertThat(ledger()).extracting(Coverage::order).containsOnly(Optional.of(Lane.Order.TIME));
        // told once, not with every chunk
        assertThat(bench.store.batches).filteredOn(b -> !b.described().isEmpty()).hasSize(1);
    }

    @Test
    void whatTheLanesAreIsToldAgainWhenTheBatchThatSaidSoFailed() throws Exception {
        archive.add(0, 30);
        bench.store.beforeApply =
                batch -> {
                    if (!batch.described().isEmpty()) {
                        bench.store.failures.add(
                                new StoreException(StoreException.Kind.BUSY, "busy", null));
                        bench.store.beforeApply = later -> {};
                    }
                };
        SyncResult result =
                bench.runTurning((Job) bench.client.startSync(Bench.full()), Duration.ofMinutes(1));
        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(ledger()).extracting(Coverage::order).containsOnly(Optional.of(Lane.Order.TIME));
    }

    @Test
    void recentTakesAWindowFirstAndThenGoesForwardFromTheUpperEndWithNoGap() throws Exception {
        install();
        int now = (int) (bench.time.now().getEpochSecond() - 1_700_000_000L);
        archive.add(0, 20); // far older than the window of a day
        archive.add(now - 30, now - 11);

        SyncResult first = sync(HistorySyncType.RECENT);
        assertThat(first.counts().messages()).isEqualTo(20);

        archive.add(now - 10, now);
        SyncResult second = sync(HistorySyncType.RECENT);
        assertThat(second.counts().messages()).isEqualTo(11);
        assertThat(second.counts().newMessages()).isEqualTo(11);
        assertThat(ledger()).hasSize(1);

        SyncResult full = sync(HistorySyncType.FULL);
        assertThat(full.counts().newMessages()).isEqualTo(21);
        assertThat(full.counts().messages()).isEqualTo(21);
        assertThat(ledger()).hasSize(1);
        assertThat(ledger().get(0).range().beginning()).isTrue();
    }

    @Test
    void fullFillsTheGapsBetweenRangesAndReadsNothingTwice() throws Exception {
        install();
        archive.add(0, 99);
        sync(HistorySyncType.FULL);
        long read = bench.store.batches.stream().mapToLong(b -> b.entries().size()).sum();
        archive.add(150, 159);
        archive.add(100, 149);

        SyncResult again = sync(HistorySyncType.FULL);

        assertThat(again.counts().messages()).isEqualTo(60);
        assertThat(bench.store.messages).hasSize(160);
        assertThat(bench.store.batches.stream().mapToLong(b -> b.entries().size()).sum())
                .isEqualTo(read + 60);
    }

    @Test
    void aReaderStaysOpenWhileItsGapShrinks() throws Exception {
        archive.add(0, 94);
        sync(HistorySyncType.FULL);
        // once for the archive, once more to see that nothing came meanwhile is allowed; not once a
        // chunk
        assertThat(archive.opened.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void onDemandFetchesBeforeTheOldestStoredMessage() throws Exception {
        install();
        archive.add(0, 200);
        bench.run(SyncRequest.builder().count(50).build());

        SyncRequest request =
                SyncRequest.builder()
                        .type(HistorySyncType.ON_DEMAND)
                        .chat(ScriptedSource.CHAT)
                        .count(30)
                        .build();
        SyncResult result = bench.run(request);

        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(result.counts().newMessages()).isEqualTo(30);
        assertThat(bench.store.messages).hasSize(80);
        assertThat(bench.run(request).counts().newMessages()).isEqualTo(30);
        for (int i = 0; i < 4; i++) {
            result = bench.run(request);
        }
        assertThat(result.status()).isEqualTo(SyncStatus.EXHAUSTED);
        assertThat(bench.store.messages).hasSize(201);
    }

    @Test
    void onDemandTellsItsFailuresApart() throws Exception {
        install();
        archive.add(0, 20);
        SyncRequest.Builder request =
                SyncRequest.builder().type(HistorySyncType.ON_DEMAND).chat(ScriptedSource.CHAT);

        assertThat(bench.run(request.build()).status()).isEqualTo(SyncStatus.NO_ANCHOR);
        bench.run(SyncRequest.builder().count(5).build());
        assertThat(bench.run(request.anchor("nosuch").build()).status())
                .isEqualTo(SyncStatus.NO_ANCHOR);
        SyncResult anchored = bench.run(request.anchor("M18").count(3).build());
        assertThat(anchored.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(anchored.counts().messages()).isEqualTo(3);
        // the same question again is asked again
        assertThat(bench.run(request.build()).counts().messages()).isEqualTo(3);
        assertThat(sync(HistorySyncType.ON_DEMAND).status()).isEqualTo(SyncStatus.FAILED);
    }
}
