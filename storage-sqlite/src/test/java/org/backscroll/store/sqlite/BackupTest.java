package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.Backups.Copy;
import org.backscroll.api.store.Backups.Restored;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTest {
    private static final Author ANN = Author.of(jid("ann"));

    @TempDir Path work;

    private Path folder() {
        return work.resolve("data");
    }

    private Path database() {
        return folder().resolve(Database.FILE);
    }

    private Path copy() {
        return work.resolve("copy.db");
    }

    private void write(String id) throws StoreException {
        try (Fixture on = Fixture.open(folder())) {
            on.apply(text(group("1"), ANN, id, 1, "hello " + id));
        }
    }

    private static Backups backups(Fixture on) {
        return new SqliteBackups(
                on.database,
                on.store,
                (replacement, file) -> {
                    Copy staged = replacement.stage(file);
                    on.close();
                    SqliteStore.open(on.database, Clock.systemUTC()).close();
                    return staged;
                });
    }

    private Restored restore(Path file) throws StoreException {
        try (Fixture on = Fixture.open(folder())) {
            return backups(on).restore(file);
        }
    }

    private Copy backup(Path file) throws StoreException {
        try (Fixture on = Fixture.open(folder())) {
            return backups(on).backup(file);
        }
    }

    /** What is there, in words; also that nothing of it is damaged. */
    private static String content(Path data) throws StoreException {
        try (Fixture on = Fixture.open(data)) {
            assertThat(on.store.check()).allMatch(finding -> finding.ok());
            return Fixture.dump(on.store, ACCOUNT);
        }
    }

    /** The files of the data folder by name, with their bytes; the lock's do not matter. */
    private TreeMap<String, String> files() throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder())) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.equals(FolderLock.FILE)) {
                    files.put(name, Arrays.hashCode(Files.readAllBytes(file)) + "");
                }
            }
        }
        return files;
    }

    @Test
    void aRestoreBringsBackExactlyWhatWasThere() throws Exception {
        write("x");
        String before = content(folder());
        Copy copy = backup(copy());
        assertThat(copy.messages()).isEqualTo(1);
        assertThat(copy.conversations()).isEqualTo(1);
        assertThat(copy.bytes()).isEqualTo(Files.size(copy()));
        write("y");
        String after = content(folder());

        Restored restored = restore(copy());

        assertThat(content(folder())).isEqualTo(before).isNotEqualTo(after);
        assertThat(restored.copy().messages()).isEqualTo(1);
        Path previous = restored.previous().orElseThrow();
        assertThat(previous.getFileName()).hasToString("backscroll.db.before-restore");

        restore(previous);
        assertThat(content(folder())).isEqualTo(after);
    }

    @Test
    void aBackupOfWhatIsBeingWrittenIsOfOneMoment() throws Exception {
        try (Fixture on = Fixture.open(folder())) {
            AtomicBoolean enough = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(2);
            CompletableFuture<Integer> writing =
                    CompletableFuture.supplyAsync(() -> applyUntil(on, enough, begun));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            long first = backups(on).backup(work.resolve("first.db")).messages();
            long second = backups(on).backup(work.resolve("second.db")).messages();
            enough.set(true);
            int batches = writing.get(10, TimeUnit.SECONDS);
            assertThat(first % 100).isZero();
            assertThat(second).isGreaterThan(first).isLessThanOrEqualTo(batches * 100L);
        }
        Files.createDirectories(work.resolve("other"));
        Files.copy(work.resolve("first.db"), work.resolve("other").resolve(Database.FILE));
        assertThat(content(work.resolve("other"))).contains("m0");
    }

    private static int applyUntil(Fixture on, AtomicBoolean enough, CountDownLatch begun) {
        try {
            int batches = 0;
            for (; !enough.get(); batches++) {
                List<Entry> entries = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    String id = "m" + (batches * 100 + i);
                    entries.add(text(group("1"), ANN, id, i, "some words " + id));
                }
                on.apply(entries);
                begun.countDown();
            }
            return batches;
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoOnlyReadsCanBackUpAndMakesNoOtherFile() throws Exception {
        write("x");
        TreeMap<String, String> before = files();
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder()))) {
            Backups backups = new SqliteBackups(Fixture.database(folder()), reader, null);
            assertThat(backups.backup(copy()).messages()).isEqualTo(1);
            assertThat(files()).isEqualTo(before);
            try (Fixture writer = Fixture.open(folder())) {
                writer.apply(text(group("1"), ANN, "y", 1, "hello"));
                assertThat(backups.backup(copy()).messages()).isEqualTo(2);
            }
            StoreException denied =
                    catchThrowableOfType(StoreException.class, () -> backups.restore(copy()));
            assertThat(denied.kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void whoOnlyReadsSeesWhatWasRestoredMeanwhile() throws Exception {
        write("x");
        backup(copy());
        write("y");
        try (Fixture on = Fixture.open(folder());
                SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder()))) {
            assertThat(Fixture.dump(reader, ACCOUNT)).contains("hello y");
            backups(on).restore(copy());
            try (Fixture again = Fixture.open(folder())) {
                assertThat(Fixture.dump(reader, ACCOUNT))
                        .contains("hello x")
                        .doesNotContain("hello y");
                again.apply(text(group("1"), ANN, "z", 1, "hello z"));
                assertThat(Fixture.dump(reader, ACCOUNT)).contains("hello z");
            }
        }
    }

    @Test
    void theFilesBelongToTheirOwnerAlone() throws Exception {
        Assumptions.assumeTrue(
                work.getFileSystem().supportedFileAttributeViews().contains("posix"));
        write("x");
        backup(copy());
        restore(copy());
        write("y");
        for (Path file : List.of(copy(), database(), folder().resolve(Replacement.PREVIOUS))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aBackupThatFailsLeavesWhatWasThere() throws Exception {
        write("x");
        Path taken = Files.createDirectory(work.resolve("taken"));
        for (Path target :
                List.of(
                        taken,
                        work.resolve("none/copy.db"),
                        database(),
                        folder().resolve("../data/backscroll.db"),
                        folder().resolve(Replacement.STAGED),
                        folder().resolve("lock"),
                        Files.createSymbolicLink(work.resolve("link"), database()))) {
            StoreException refusal =
                    catchThrowableOfType(StoreException.class, () -> backup(target));
            assertThat(refusal).as(target.toString()).isNotNull();
            assertThat(refusal.kind()).isEqualTo(Kind.DENIED);
            assertThat(refusal.getMessage()).hasLineCount(1);
        }
        assertThat(content(folder())).contains("hello x");
        try (Stream<Path> all = Files.list(work)) {
            assertThat(all.map(f -> f.getFileName().toString()).sorted())
                    .containsExactly("data", "link", "taken");
        }
    }

    @Test
    void whatCannotBeRestoredIsRefusedInOneLineAndNothingIsTouched() throws Exception {
        write("x");
        backup(copy());
        byte[] good = Files.readAllBytes(copy());
        try (Fixture on = Fixture.still(folder())) {
            TreeMap<String, String> before = files();
            refuseAll(on, good);
            assertThat(files()).isEqualTo(before);
        }
        assertThat(content(folder())).contains("hello x");
    }

    private void refuseAll(Fixture on, byte[] good) throws Exception {
        assertThat(refusal(on, work.resolve("none.db")).kind()).isEqualTo(Kind.ABSENT);
        assertThat(refusal(on, work)).hasMessageContaining("no ordinary file");
        assertThat(refusal(on, database())).hasMessageContaining("the database itself");
        Path other = Files.writeString(work.resolve("other"), "dear diary, ".repeat(500));
        assertThat(refusal(on, other).kind()).isEqualTo(Kind.CORRUPT);
        assertThat(refusal(on, Files.createFile(work.resolve("empty"))).kind())
                .isEqualTo(Kind.CORRUPT);
        byte[] flipped = good.clone();
        Arrays.fill(flipped, flipped.length - 3000, flipped.length - 2500, (byte) 0x5a);
        Arrays.fill(flipped, 5 * 4096, 6 * 4096, (byte) 0x5a);
        Files.write(other, flipped);
        assertThat(refusal(on, other)).hasMessageContaining("damaged");
        Files.write(other, Arrays.copyOf(good, good.length / 2));
        assertThat(refusal(on, other)).hasMessageContaining("damaged");
        Files.write(other, good);
        alter(other, "PRAGMA application_id = 1");
        assertThat(refusal(on, other)).hasMessageContaining("another program");
        Files.write(other, good);
        alter(other, "PRAGMA user_version = 99");
        assertThat(refusal(on, other).kind()).isEqualTo(Kind.NEWER);
        Files.write(other, good);
        alter(other, "INSERT INTO coverage VALUES (1, 77, '', '', 78, 0, '', 0, '', 0, 0)");
        assertThat(refusal(on, other)).hasMessageContaining("refer to nothing");
        Files.write(other, good);
        Files.writeString(work.resolve("other-wal"), "something");
        assertThat(refusal(on, other)).hasMessageContaining("in use");
    }

    private static StoreException refusal(Fixture on, Path file) {
        StoreException refusal =
                catchThrowableOfType(StoreException.class, () -> backups(on).restore(file));
        assertThat(refusal).as(file.toString()).isNotNull();
        assertThat(refusal.getMessage()).hasLineCount(1).contains(file.toString());
        return refusal;
    }

    private static void alter(Path file, String sql) throws Exception {
        try (Session session = Fixture.connect(file)) {
            session.execute(sql);
        }
    }

    /** As a kill leaves it: copies of the files at a moment between two steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aKillAfterAnyStepLeavesTheOldDataOrTheNewOnes(int steps) throws Exception {
        write("x");
        backup(copy());
        Path killed = Files.createDirectory(work.resolve("killed"));
        try (Fixture on = Fixture.open(folder())) {
            on.apply(text(group("1"), ANN, "y", 1, "hello y"));
            for (String name : List.of(Database.FILE, Database.FILE + "-wal")) {
                Files.copy(folder().resolve(name), killed.resolve(name));
            }
        }
        Replacement replacement = new Replacement(Fixture.database(killed));
        replacement.stage(copy());
        for (Replacement.Step step : replacement.steps().subList(0, steps)) {
            step.run();
        }

        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(killed))) {
            String now = Fixture.dump(reader, ACCOUNT);
            assertThat(now).contains("hello x");
            assertThat(now.contains("hello y")).isEqualTo(steps < 3);
        }
        assertThat(content(killed)).contains("hello x").doesNotContain("hello y");
        Path previous = killed.resolve(Replacement.PREVIOUS);
        assertThat(killed.resolve(Replacement.STAGED)).doesNotExist();

        try (Fixture on = Fixture.open(killed)) {
            backups(on).restore(previous);
        }
        assertThat(content(killed)).contains("hello x").contains("hello y");
    }

    @Test
    void aKillWhileACopyIsLaidReadyChangesNothing() throws Exception {
        write("x");
        String before = content(folder());
        Files.writeString(folder().resolve(Replacement.STAGED + ".part"), "half of it");

        assertThat(content(folder())).isEqualTo(before);

        assertThat(folder().resolve(Replacement.STAGED + ".part")).doesNotExist();
    }

    @Test
    void aCopyOfAnOlderSchemaIsBroughtUpToDate() throws Exception {
        write("x");
        String schema;
        try (InputStream in = Schema.class.getResourceAsStream("schema-1.sql")) {
            schema = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^--.*\\R", "");
        }
        try (Session session = Fixture.connect(copy())) {
            for (String statement : schema.split(";\\s*\\R")) {
                session.execute(statement);
            }
            session.execute(
                    "INSERT INTO meta VALUES ('store_id', '" + new java.util.UUID(1, 2) + "')");
            session.execute("PRAGMA application_id = " + Schema.APPLICATION);
            session.execute("PRAGMA user_version = 1");
        }

        restore(copy());

        try (Fixture on = Fixture.open(folder())) {
            assertThat(on.store.id()).isEqualTo(new java.util.UUID(1, 2));
            assertThat(on.store.check()).allMatch(finding -> finding.ok());
        }
    }
}
