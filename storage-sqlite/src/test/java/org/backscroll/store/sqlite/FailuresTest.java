package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    private static final Author ANN = Author.of(jid("ann"));

    @TempDir Path folder;

    private StoreException failure(Session session, String sql) {
        SQLException failure =
                catchThrowableOfType(
                        SQLException.class, () -> session.write(() -> session.update(sql)));
        assertThat((Throwable) failure).isNotNull();
        StoreException told =
                Failures.of(failure, folder.toAbsolutePath().resolve(Database.FILE), false);
        assertThat(told.getMessage()).hasLineCount(1).contains(Database.FILE);
        return told;
    }

    @Test
    void whatToDoDependsOnWhatHappened() throws Exception {
        String fill = "INSERT INTO meta (key, value) VALUES ('x', hex(zeroblob(1000000)))";
        Database database = Fixture.database(folder);
        try (Session writer = database.openWriter();
                Session reader = database.openReader()) {
            assertThat(failure(reader, fill).kind()).isEqualTo(Kind.DENIED);
            writer.execute("PRAGMA max_page_count = 80");
            assertThat(failure(writer, fill).kind()).isEqualTo(Kind.FULL);
            assertThat(failure(writer, fill).kind().isPassing()).isTrue();
            writer.execute("PRAGMA max_page_count = 8000");
            assertThat(writer.<Integer, RuntimeException>write(() -> writer.update(fill)))
                    .isEqualTo(1);
            try (Session other = database.openWriter()) {
                other.execute("PRAGMA busy_timeout = 0");
                writer.execute("BEGIN IMMEDIATE");
                assertThat(failure(other, "DELETE FROM meta").kind()).isEqualTo(Kind.BUSY);
                writer.execute("ROLLBACK");
            }
        }
    }

    private static List<Entry> many() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            entries.add(text(group("1"), ANN, "m" + i, i, "some words " + i));
        }
        return entries;
    }

    @Test
    void aDamagedPageIsToldOfAndFoundByTheCheck() throws Exception {
        Path file = folder.resolve(Database.FILE);
        try (Fixture on = Fixture.open(folder)) {
            on.apply(many());
        }
        byte[] bytes = Files.readAllBytes(file);
        // every page of the messages that lies in the middle of the file
        for (int at = bytes.length / 2 / 4096 * 4096; at < bytes.length * 3 / 4; at += 4096) {
            Arrays.fill(bytes, at, at + 64, (byte) 0x5a);
        }
        Files.write(file, bytes);

        try (Fixture on = Fixture.open(folder)) {
            StoreException told =
                    catchThrowableOfType(
                            StoreException.class, () -> Fixture.dump(on.store, ACCOUNT));
            assertThat(told.kind()).isEqualTo(Kind.CORRUPT);
            assertThat(told.getMessage()).hasLineCount(1).contains("restore FILE");
            assertThat(on.store.check())
                    .filteredOn(finding -> finding.subject().equals("integrity"))
                    .singleElement()
                    .matches(finding -> !finding.ok())
                    .matches(finding -> finding.detail().contains("restore FILE"));
            StoreException refused =
                    catchThrowableOfType(StoreException.class, () -> on.apply(many()));
            assertThat(refused.kind()).isEqualTo(Kind.CORRUPT);
        }
    }

    @Test
    void aCheckAfterManyBatchesRaisesNoFalseAlarm() throws Exception {
        try (Fixture on = Fixture.open(folder)) {
            for (int batch = 0; batch < 500; batch++) {
                if (batch == 250) {
                    assertThat(on.store.check()).allMatch(finding -> finding.ok());
                }
                String words = Integer.toHexString(batch * 7919).replaceAll("", " x");
                on.apply(text(group("1"), ANN, "m" + batch, batch, words));
            }
            assertThat(on.store.check()).allMatch(finding -> finding.ok());
        }
    }

    /** Somebody has moved the database away and forgot the log. */
    @Test
    void theLogOfADatabaseThatIsGoneMeetsNoOther(@TempDir Path killed) throws Exception {
        try (Fixture on = Fixture.open(folder)) {
            on.apply(many());
            Files.copy(
                    folder.resolve(Database.FILE + "-wal"), killed.resolve(Database.FILE + "-wal"));
        }
        try (Fixture on = Fixture.open(killed)) {
            assertThat(on.conversations()).isEmpty();
            on.apply(text(group("2"), ANN, "x", 1, "hello"));
            assertThat(on.store.check()).allMatch(finding -> finding.ok());
        }
    }

    /** Whatever moment the closing hits: a batch is there as a whole or not at all. */
    @Test
    void closingDuringABatchLeavesAllOfItOrNothing() throws Exception {
        List<Entry> entries = many();
        for (int round = 0; round < 3; round++) {
            Path data = folder.resolve("data" + round);
            Fixture on = Fixture.open(data);
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<Integer> writing =
                    CompletableFuture.supplyAsync(() -> applyUntilClosed(on, entries, begun));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            on.close();
            int batches = writing.get(10, TimeUnit.SECONDS);
            try (Fixture again = Fixture.open(data)) {
                int stored =
                        again
                                .store
                                .conversations(ACCOUNT, org.backscroll.api.ConversationQuery.FIRST)
                                .items()
                                .stream()
                                .mapToInt(chat -> (int) chat.messageCount())
                                .sum();
                assertThat(stored).isEqualTo(batches == 0 ? 0 : entries.size());
                assertThat(again.store.check()).allMatch(f -> f.ok());
                assertThat(
                                again.store
                                        .messages(ACCOUNT, MessageQuery.newest(group("1"), 1))
                                        .items())
                        .hasSize(batches == 0 ? 0 : 1);
            }
        }
    }

    private static int applyUntilClosed(Fixture on, List<Entry> entries, CountDownLatch begun) {
        int batches = 0;
        begun.countDown();
        try {
            while (true) {
                on.apply(entries);
                batches++;
            }
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(Kind.CLOSED);
            return batches;
        }
    }
}
