package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.JobKey;
import org.backscroll.strategy.recent.RecentStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following live: what is pushed is safe before its sender is told, and hides no outage. */
class LiveTest {
    @TempDir Path folder;

    private final ArchiveSource archive = new ArchiveSource();

    private Bench bench(MemoryStore store) {
        archive.live = true;
        Bench bench = new Bench(store, folder.resolve("inbox")).with(archive);
        return bench.strategy("RECENT", new RecentStrategy(Duration.ofDays(100_000), 100_000), 1);
    }

    private static List<Coverage> ledger(Bench bench) {
        return bench.store.coverage(ScriptedSource.ACCOUNT, Optional.empty());
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    private static int stored(Bench bench) {
        synchronized (bench.store) {
            return bench.store.messages.size();
        }
    }

    private static Optional<SyncJob> following(Bench bench) {
        return bench.client.jobs().stream()
                .filter(job -> job.request().type().equals(HistorySyncType.LIVE))
                .findFirst();
    }

    private long waiting() throws IOException {
        Path inbox = folder.resolve("inbox");
        if (!Files.isDirectory(inbox)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(inbox)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void liveOpensFirstAndTheCatchUpJoinsIt() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 49);
        bench.run(Bench.full());
        archive.add(50, 149); // an outage
        archive.first = 150; // pushed before the catch-up has begun

        Job job = (Job) bench.client.connect();

        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.COMPLETE);
        until(() -> stored(bench) == 151 && ledger(bench).size() == 1);
        archive.push(151);
        until(() -> stored(bench) == 152);
        until(() -> following(bench).orElseThrow().progress().counts().messages() == 2);
        assertThat(following(bench).orElseThrow().progress().status())
                .isEqualTo(SyncStatus.RUNNING);
        until(() -> waiting() == 0);

        assertThat(bench.metrics.getMessages()).isGreaterThanOrEqualTo(152);
        assertThat(bench.metrics.getRunningJobs()).isEqualTo(1);
        assertThat(bench.metrics.getQueued()).isZero();
        assertThat(bench.metrics.getLagMillis()).isZero();

        bench.client.disconnect();

        until(() -> archive.followers.get() == 0 && following(bench).isEmpty());
        assertThat(bench.store.jobs()).allMatch(state -> state.status() == SyncStatus.COMPLETE);
    }

    @Test
    void anOutageIsToldOfBeforeItIsFilled() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 49);
        bench.client.connect();
        until(() -> stored(bench) == 50 && archive.followers.get() == 1);
        archive.add(50, 149);
        archive.push(150);
        until(() -> stored(bench) == 51);

        bench.run(SyncRequest.of(HistorySyncType.RECENT).toBuilder().unlimited().build());

        assertThat(stored(bench)).isEqualTo(151);
        assertThat(bench.told.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.after()).contains(ArchiveSource.mark(49)))
                .satisfies(gap -> assertThat(gap.before()).contains(ArchiveSource.mark(150)));
        bench.client.disconnect();
    }

    @Test
    void aKillInMidCatchUpHidesNoOutage() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 49);
        bench.run(Bench.full());
        archive.add(50, 149);
        archive.first = 150;
        Semaphore pages = new Semaphore(3);
        archive.beforePage = pages::acquireUninterruptibly;

        Job job = (Job) bench.client.connect();
        until(() -> stored(bench) > 60 && stored(bench) < 151);
        archive.beforePage = () -> {};
        pages.release(100);
        bench.board.stop(Duration.ofSeconds(2));
        until(() -> job.result().isDone());
        int before = stored(bench);

        Bench second = bench(bench.store.reopened());
        second.board.adopt(second.parts.store().orElseThrow());
        until(() -> second.client.jobs().isEmpty());
        assertThat(
                        second.run(
                                        SyncRequest.of(HistorySyncType.RECENT).toBuilder()
                                                .unlimited()
                                                .build())
                                .status())
                .isEqualTo(SyncStatus.COMPLETE);

        assertThat(before).isLessThanOrEqualTo(151);
        assertThat(stored(second)).isEqualTo(151);
        assertThat(ledger(second)).hasSize(1);
    }

    @Test
    void aLostConnectionIsMadeAgainAndWhatWasMissedIsCaughtUpWith() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        until(() -> archive.followers.get() == 1);

        archive.add(10, 29);
        archive.drop();
        until(
                () -> {
                    bench.time.advance(Duration.ofSeconds(1));
                    return archive.followed.get() == 2 && stored(bench) == 30;
                });
        archive.push(30);

        until(() -> stored(bench) == 31);
        bench.client.disconnect();
    }

    @Test
    void aReplacedSourceIsFollowedInItsPlace() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        ArchiveSource other = new ArchiveSource();
        other.live = true;
        other.add(0, 19);

        bench.parts.removeSource(new Bench.Ref(1, "source"));
        bench.source(other, 2);

        until(() -> other.followers.get() == 1 && archive.followers.get() == 0);
        other.push(20);
        until(() -> stored(bench) == 21);
        bench.client.disconnect();
    }

    /** The sender was told, so it is ours to keep: over a store that is away, and a kill. */
    @Test
    void whatWasAcceptedSurvivesAStoreThatIsAwayAndAKill() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        archive.push(10);
        until(() -> stored(bench) == 11);
        bench.parts.removeStore(new Bench.Ref(1, "store"));

        archive.push(11);
        archive.push(12);
        assertThat(waiting()).isEqualTo(2);
        bench.board.stop(Duration.ofSeconds(2));
        assertThat(stored(bench)).isEqualTo(11);

        Bench second = bench(bench.store.reopened());
        second.board.adopt(second.parts.store().orElseThrow());
        until(() -> stored(second) == 13 && second.client.jobs().isEmpty());
        assertThat(waiting()).isZero();
        assertThat(second.store.jobs()).allMatch(state -> state.status().isEnd());
    }

    @Test
    void aDeliveryThatCannotBeCommittedIsPutAsideAndHoldsNothingUp() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        bench.store.beforeApply =
                batch -> {
                    if (batch.entries().toString().contains("M10")) {
                        throw new IllegalArgumentException("it cannot be");
                    }
                };

        archive.push(10);
        archive.push(11);

        until(
                () -> {
                    bench.time.advance(Duration.ofSeconds(5));
                    return bench.store.messages.containsKey(ScriptedSource.message(11).key());
                });
        assertThat(bench.store.quarantine).hasSize(1);
        assertThat(bench.store.quarantine.get(0).unit()).isEqualTo("inbox");
        assertThat(new String(bench.store.quarantine.get(0).raw(), "UTF-8")).contains("\"M10\"");
        bench.client.disconnect();
    }

    @Test
    void whatIsPushedWhileTheStoreIsAwayIsTakenWhenItIsBack() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        until(() -> bench.client.jobs().isEmpty());
        bench.parts.removeStore(new Bench.Ref(1, "store"));

        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> archive.push(10));
        bench.awaitSleeper();
        bench.store();

        assertThat(sender).succeedsWithin(Duration.ofSeconds(10));
        until(() -> stored(bench) == 11);
        bench.client.disconnect();
    }

    @Test
    void catchingUpBeginsWhenTheStoreIsBackThoughTheLineCameBackBefore() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        until(() -> archive.followers.get() == 1 && bench.client.jobs().isEmpty());
        bench.parts.removeStore(new Bench.Ref(1, "store"));
        archive.add(10, 29);
        archive.drop();
        until(
                () -> {
                    bench.time.advance(Duration.ofSeconds(1));
                    return archive.followed.get() == 2;
                });
        bench.awaitSleeper();

        bench.store();

        until(() -> stored(bench) == 30);
        bench.client.disconnect();
    }

    /** It may have read its last before the delivery was opened. */
    @Test
    void afterACatchUpThatWasAtWorkBeforeThereIsAnother() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Semaphore pages = new Semaphore(0);
        Semaphore asked = new Semaphore(0);
        archive.beforePage =
                () -> {
                    asked.release();
                    pages.acquireUninterruptibly();
                };
        SyncRequest same =
                SyncRequest.builder()
                        .type(HistorySyncType.RECENT)
                        .source("phone")
                        .unlimited()
                        .build();
        Job before = (Job) bench.client.startSync(same);
        asked.acquire();
        archive.add(10, 19); // too late for what is being read

        assertThat(bench.client.connect()).isSameAs(before);
        archive.beforePage = () -> {};
        pages.release(100);

        until(() -> stored(bench) == 20);
        bench.client.disconnect();
    }

    @Test
    void whatWaitedWhenTheFollowingEndedWithoutAStoreIsCommittedWhenItIsBack() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        archive.push(10);
        until(() -> stored(bench) == 11 && waiting() == 0);
        SyncJob following = following(bench).orElseThrow();
        bench.parts.removeStore(new Bench.Ref(1, "store"));
        archive.push(11);
        bench.client.disconnect();
        until(() -> following.result().isDone());
        assertThat(waiting()).isEqualTo(1);

        bench.store.reopened();
        bench.store();
        bench.board.adopt(bench.parts.store().orElseThrow());

        until(() -> stored(bench) == 12 && waiting() == 0);
    }

    @Test
    void whatIsKeptWhileItsJobIsEndingIsCommitted() throws Exception {
        Bench bench = bench(new MemoryStore());
        Job job = bench.board.follow(ScriptedSource.ACCOUNT, "phone");
        Inbox inbox = bench.board.inbox(job);
        AtomicBoolean late = new AtomicBoolean();
        bench.store.beforeApply =
                batch -> {
                    boolean ending = batch.job().status() == SyncStatus.COMPLETE;
                    if (ending && late.compareAndSet(false, true)) {
                        keep(inbox, 1);
                    }
                };

        job.cancel();

        until(() -> stored(bench) == 1 && waiting() == 0);
    }

    private static void keep(Inbox inbox, int number) {
        try {
            inbox.put(List.of(new Entry.MessageEntry(ScriptedSource.message(number))), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void deliveriesDoNotCutShortTheWaitAfterAFailure() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.add(0, 9);
        Bench.result((Job) bench.client.connect());
        bench.store.beforeApply =
                batch -> {
                    if (batch.entries().toString().contains("M10")) {
                        throw new IllegalArgumentException("not now");
                    }
                };
        archive.push(10);
        bench.awaitSleeper();
        for (int i = 11; i < 60; i++) {
            archive.push(i);
        }

        assertThat(bench.store.quarantine).isEmpty();
        bench.store.beforeApply = batch -> {};
        until(
                () -> {
                    bench.time.advance(Duration.ofSeconds(1));
                    return stored(bench) == 60;
                });
        bench.client.disconnect();
    }

    @Test
    void disconnectingEndsAConnectThatWaitsForItsSource() throws Exception {
        Bench bench = bench(new MemoryStore());
        Semaphore line = new Semaphore(0);
        archive.beforeLive = line::acquireUninterruptibly;
        CompletableFuture<SyncJob> connecting =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return bench.client.connect();
                            } catch (HistoryException e) {
                                throw new CompletionException(e);
                            }
                        });
        until(() -> archive.followed.get() == 1);

        CompletableFuture<Void> ending = CompletableFuture.runAsync(bench.client::disconnect);

        assertThat(ending).succeedsWithin(Duration.ofSeconds(1));
        assertThat(connecting)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("connect again");
        line.release();
    }

    @Test
    void aSourceThatDeliversNothingLiveIsSyncedAndThatIsAll() throws Exception {
        Bench bench = bench(new MemoryStore());
        archive.live = false;
        archive.add(0, 9);

        assertThat(Bench.result((Job) bench.client.connect()).status())
                .isEqualTo(SyncStatus.COMPLETE);

        assertThat(bench.client.jobs()).isEmpty();
        bench.client.disconnect();
    }

    @Test
    void whatIsReadFromAnInboxIsWhatWasPutIntoIt() throws Exception {
        Inboxes inboxes = new Inboxes(folder);
        Inbox inbox =
                inboxes.of(
                        new JobKey(
                                ScriptedSource.ACCOUNT,
                                "../evil/..",
                                HistorySyncType.LIVE,
                                Optional.empty()));
        inbox.put(List.of(new Entry.MessageEntry(ScriptedSource.message(1))), List.of());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThat(inbox.first().orElseThrow().entries())
                .containsExactly(new Entry.MessageEntry(ScriptedSource.message(1)));
        inbox.removeFirst();
        assertThat(inbox.first()).isEmpty();
        assertThat(inbox.isEmpty()).isTrue();
    }
}
