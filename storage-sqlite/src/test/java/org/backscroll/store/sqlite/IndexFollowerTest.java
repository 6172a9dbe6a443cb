package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.backscroll.store.sqlite.Fixture.text;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFollowerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir Path folder;

    private static List<Entry> messages(int from, int to) {
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            entries.add(text(group("1"), Author.ME, "m" + i, i, "network " + i));
        }
        return entries;
    }

    private static SearchResult search(SqliteStore store) throws StoreException {
        return store.search(ACCOUNT, SearchQuery.builder("etwor").build());
    }

    private static void awaitIndexed(SqliteStore store) {
        await().atMost(LIMIT).until(() -> search(store).scanned() == 0);
    }

    @Test
    void itFollowsWhatIsCommittedAndASearchSaysWhatItScanned() throws Exception {
        try (Fixture on = Fixture.still(folder)) {
            on.apply(messages(0, 700));
            assertThat(search(on.store).scanned()).isEqualTo(700);
            assertThat(search(on.store).hits()).hasSize(700);
        }
        try (Fixture on = Fixture.open(folder)) {
            awaitIndexed(on.store); // of an earlier start
            on.apply(messages(700, 720));
            awaitIndexed(on.store);
            assertThat(search(on.store).hits()).hasSize(720);
            assertThat(on.store.search(ACCOUNT, SearchQuery.of("network", 5)).scanned()).isZero();
        }
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
            assertThat(search(reader).scanned()).isZero();
            assertThat(search(reader).hits()).hasSize(720);
        }
    }

    @Test
    void stoppedAnywhereItGoesOnThereAndAReaderFindsAll() throws Exception {
        try (Fixture on = Fixture.still(folder)) {
            on.apply(messages(0, 900));
        }
        // one slice, as a start that was cut short
        try (Session writer = Fixture.database(folder).openWriter()) {
            assertThat(writer.write(() -> new PartIndex(writer).advance())).isTrue();
        }
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
            assertThat(search(reader).scanned()).isBetween(1L, 899L);
            assertThat(search(reader).hits()).hasSize(900);
            assertThat(reader.check()).allMatch(Finding::ok);
        }
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            awaitIndexed(store);
            assertThat(search(store).hits()).hasSize(900);
            assertThat(store.check()).allMatch(Finding::ok);
        }
    }

    @Test
    void closingDoesNotWaitForWhatIsLeft() throws Exception {
        AtomicInteger count = new AtomicInteger();
        IndexFollower follower = new IndexFollower(() -> count.incrementAndGet() > 0);
        follower.start();
        await().atMost(LIMIT).until(() -> count.get() > 10);
        assertTimeoutPreemptively(LIMIT, follower::close);
        int closed = count.get();
        follower.begun();
        follower.ended();
        assertThat(count.get()).isEqualTo(closed);
    }

    @Test
    void aMessageAfterADeletedLastOneIsNotTakenForIndexed() throws Exception {
        Jid ann = jid("ann");
        Jid other = lid("a");
        try (Fixture on = Fixture.still(folder)) {
            on.apply(
                    text(ann, Author.of(ann), "m1", 1, "one network"),
                    text(other, Author.of(other), "m1", 1, "one network"));
            on.store.catchUp();
            on.apply(new Entry.Link(other, ann)); // takes the second away, which was the last row
            on.apply(text(ann, Author.of(ann), "m2", 2, "two networks"));
            assertThat(search(on.store).scanned()).isEqualTo(1);
            assertThat(search(on.store).hits()).hasSize(2);
            on.store.catchUp();
            assertThat(search(on.store).hits()).hasSize(2);
            assertThat(on.store.check()).allMatch(Finding::ok);
        }
    }

    @Test
    void whileSomebodyWritesItWaits() throws Exception {
        BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
        try (IndexFollower follower = new IndexFollower(() -> !runs.add(1))) {
            follower.begun();
            follower.start();
            assertThat(runs.poll(300, TimeUnit.MILLISECONDS)).isNull();
            follower.ended();
            assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void afterAFailureItWaitsForTheNextCommit() throws Exception {
        BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        try (IndexFollower follower =
                new IndexFollower(
                        () -> {
                            int run = count.incrementAndGet();
                            runs.add(run);
                            if (run <= 2) {
                                throw new StoreException(
                                        StoreException.Kind.FULL, "the disk is full", null);
                            }
                            return run == 3;
                        })) {
            follower.start();
            assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(runs.poll(300, TimeUnit.MILLISECONDS)).isNull();
            follower.begun();
            follower.ended();
            assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
            follower.begun();
            follower.ended();
            assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(runs.poll(20, TimeUnit.SECONDS)).isEqualTo(4); // there was more
            assertThat(runs.poll(300, TimeUnit.MILLISECONDS)).isNull();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("backscroll-index"));
    }
}
