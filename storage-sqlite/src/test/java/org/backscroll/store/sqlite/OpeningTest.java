package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.Snapshots.Snapshot;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    private static final Author ANN = Author.of(jid("ann"));

    @TempDir Path folder;

    private static StoreException refused(Path folder) {
        StoreException refusal =
                catchThrowableOfType(
                        StoreException.class,
                        () ->
                                SqliteStore.open(Fixture.database(folder), Clock.systemUTC())
                                        .close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).hasLineCount(1);
        return refusal;
    }

    private static StoreException refusedToRead(Path folder) {
        StoreException refusal =
                catchThrowableOfType(
                        StoreException.class,
                        () -> SqliteStore.openReadOnly(Fixture.database(folder)).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).hasLineCount(1);
        return refusal;
    }

    private Path file() {
        return folder.resolve(Database.FILE);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private void fill() throws Exception {
        try (Fixture on = Fixture.open(folder)) {
            on.apply(text(group("1"), ANN, "x", 1, "hello"));
        }
    }

    @Test
    void theIdLivesWithTheData() throws Exception {
        UUID id;
        try (Fixture on = Fixture.open(folder)) {
            id = on.store.id();
            on.apply(text(group("1"), ANN, "x", 1, "hello"));
        }
        try (Fixture on = Fixture.open(folder)) {
            assertThat(on.store.id()).isEqualTo(id);
            assertThat(on.messages(group("1"))).hasSize(1);
            assertThat(on.store.atomic()).isTrue();
        }
    }

    @Test
    void filesBelongToTheirOwnerAlone() throws Exception {
        Path made = folder.resolve("deep/data");
        try (Fixture on = Fixture.open(made)) {
            on.apply(text(group("1"), ANN, "x", 1, "hello"));
            org.junit.jupiter.api.Assumptions.assumeTrue(
                    made.getFileSystem().supportedFileAttributeViews().contains("posix"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(made)) {
                for (Path file : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void aNewerDatabaseIsRefusedAndNotTouched() throws Exception {
        fill();
        try (Session session = Fixture.database(folder).openWriter()) {
            session.execute("PRAGMA user_version = 99");
        }
        byte[] before = Files.readAllBytes(file());
        assertThat(refused(folder).kind()).isEqualTo(Kind.NEWER);
        assertThat(refusedToRead(folder).kind()).isEqualTo(Kind.NEWER);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aNewerDatabaseWhoseVersionIsStillInItsLogIsNotTouchedEither(@TempDir Path killed)
            throws Exception {
        fill();
        try (Session session = Fixture.database(folder).openWriter()) {
            session.execute("PRAGMA wal_autocheckpoint = 0");
            session.execute("PRAGMA user_version = 99");
            copy(killed); // As a kill would leave it.
        }
        Path log = killed.resolve(Database.FILE + "-wal");
        byte[] file = Files.readAllBytes(killed.resolve(Database.FILE));
        byte[] before = Files.readAllBytes(log);
        assertThat(before).isNotEmpty();
        assertThat(refused(killed).kind()).isEqualTo(Kind.NEWER);
        assertThat(Files.readAllBytes(killed.resolve(Database.FILE))).isEqualTo(file);
        assertThat(Files.readAllBytes(log)).isEqualTo(before);
    }

    private void copy(Path to) throws Exception {
        for (String name : List.of(Database.FILE, Database.FILE + "-wal")) {
            Files.copy(folder.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(file(), "dear diary, ".repeat(200));
        byte[] before = Files.readAllBytes(file());
        assertThat(refused(folder).kind()).isEqualTo(Kind.CORRUPT);
        assertThat(refusedToRead(folder).kind()).isEqualTo(Kind.CORRUPT);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aDamagedDatabaseIsSaidToBeDamaged() throws Exception {
        fill();
        byte[] bytes = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(refused(folder).kind()).isEqualTo(Kind.CORRUPT);
        assertThat(refusedToRead(folder).kind()).isEqualTo(Kind.CORRUPT);
        java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0x55);
        Files.write(file(), bytes);
        assertThat(refused(folder).kind()).isEqualTo(Kind.CORRUPT);
    }

    @Test
    void anotherProgramsDatabaseIsLeftAlone() throws Exception {
        fill();
        try (Session session = Fixture.database(folder).openWriter()) {
            session.execute("PRAGMA application_id = 1");
        }
        assertThat(refused(folder)).hasMessageContaining("another program");
    }

    @Test
    void aDatabaseThatSaysNothingOfItselfIsLeftAloneToo() throws Exception {
        try (Session session = Fixture.connect(file())) {
            session.execute("CREATE TABLE recipe (cake TEXT)");
        }
        byte[] before = Files.readAllBytes(file());
        assertThat(refused(folder)).hasMessageContaining("another program");
        assertThat(refusedToRead(folder)).hasMessageContaining("another program");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void whatAKillInTheFirstMomentLeavesIsFilled() throws Exception {
        Files.createFile(file());
        assertThat(refusedToRead(folder).kind()).isEqualTo(Kind.ABSENT);
        fill();
        try (Fixture on = Fixture.open(folder)) {
            assertThat(on.messages(group("1"))).hasSize(1);
        }
    }

    @Test
    void aFolderThatCannotBeIsRefused() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "x");
        assertThat(refused(plain).kind()).isEqualTo(Kind.DENIED);
        assertThat(refused(plain.resolve("below")).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void aFolderHasOneWriterInAProcess() throws Exception {
        try (Fixture on = Fixture.open(folder)) {
            StoreException refusal = refused(folder.resolve("../" + folder.getFileName()));
            assertThat(refusal.kind()).isEqualTo(Kind.IN_USE);
            assertThat(refusal)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
            // The refused one must not have taken the lock away.
            assertThat(inAnotherProcess(Another.WRITE)).contains("IN_USE");
            on.apply(text(group("1"), ANN, "x", 1, "hello"));
        }
        fill();
    }

    @Test
    void aFolderHasOneWriterAmongProcessesAndAKillLeavesNothingBehind() throws Exception {
        Process other = start(Another.HOLD);
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(other.getInputStream()))) {
            assertThat(says.readLine()).isEqualTo("open");
            StoreException refusal = refused(folder);
            assertThat(refusal.kind()).isEqualTo(Kind.IN_USE);
            assertThat(refusal).hasMessageContaining("process " + other.pid() + ";");
            try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
                assertThat(reader.jobs())
                        .extracting(JobState::status)
                        .containsExactly(SyncStatus.RUNNING);
                assertThat(reader.messages(ACCOUNT, MessageQuery.newest(group("1"), 9)).items())
                        .hasSize(1);
                other.destroyForcibly().waitFor();
                assertThat(reader.jobs())
                        .extracting(JobState::status)
                        .containsExactly(SyncStatus.INTERRUPTED);
            }
        }
        try (Fixture on = Fixture.open(folder)) {
            assertThat(on.messages(group("1"))).hasSize(1);
            assertThat(on.store.job("job").orElseThrow().status()).isEqualTo(SyncStatus.RUNNING);
        }
    }

    @Test
    void withoutDataReadingIsRefusedWithWhatToDo() throws Exception {
        StoreException refusal = refusedToRead(folder);
        assertThat(refusal.kind()).isEqualTo(Kind.ABSENT);
        assertThat(refusal).hasMessageContaining("source add TYPE NAME key=value");
        assertThat(files()).isEmpty();
        assertThat(refusedToRead(folder.resolve("none")).kind()).isEqualTo(Kind.ABSENT);
        assertThat(files()).isEmpty();
    }

    @Test
    void readingAloneMakesNoFilesAndSeesWhatAWriterDoesLater() throws Exception {
        fill();
        List<String> before = files();
        byte[] bytes = Files.readAllBytes(file());
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
            MessageQuery query = MessageQuery.newest(group("1"), 9);
            assertThat(reader.messages(ACCOUNT, query).items()).hasSize(1);
            assertThat(reader.check()).allMatch(f -> f.ok());
            assertThat(files()).isEqualTo(before);
            assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
            try (Snapshot old = reader.snapshot()) {
                assertThat(old.messages(ACCOUNT, query).items()).hasSize(1);
                try (Fixture on = Fixture.open(folder)) {
                    on.apply(text(group("1"), ANN, "y", 2, "more"));
                    assertThat(reader.messages(ACCOUNT, query).items()).hasSize(2);
                }
                StoreException changed =
                        catchThrowableOfType(
                                StoreException.class, () -> old.messages(ACCOUNT, query));
                assertThat(changed.kind()).isEqualTo(Kind.BUSY);
            }
            assertThat(reader.messages(ACCOUNT, query).items()).hasSize(2);
            StoreException denied =
                    catchThrowableOfType(
                            StoreException.class,
                            () -> reader.acquire(Fixture.KEY, "x", java.time.Duration.ZERO));
            assertThat(denied.kind()).isEqualTo(Kind.DENIED);
        }
    }

    @Test
    void whatAKilledWriterCommittedIsReadFromItsLog(@TempDir Path killed) throws Exception {
        try (Fixture on = Fixture.open(folder)) {
            on.apply(text(group("1"), ANN, "x", 1, "hello"));
            copy(killed);
        }
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(killed))) {
            assertThat(reader.messages(ACCOUNT, MessageQuery.newest(group("1"), 9)).items())
                    .hasSize(1);
            assertThat(reader.jobs())
                    .extracting(JobState::status)
                    .containsExactly(SyncStatus.INTERRUPTED);
        }
    }

    @Test
    void afterClosingEverythingSaysSo() throws Exception {
        Fixture on = Fixture.open(folder);
        on.apply(text(group("1"), ANN, "x", 1, "hello"));
        Snapshot snapshot = on.store.snapshot();
        on.close();
        try (Fixture next = Fixture.open(folder)) {
            on.close(); // Again: must not give up the next one's claim.
            assertThat(refused(folder).kind()).isEqualTo(Kind.IN_USE);
            next.apply(text(group("1"), ANN, "y", 2, "more"));
        }
        assertThat(catchThrowableOfType(StoreException.class, on.store::jobs).kind())
                .isEqualTo(Kind.CLOSED);
        assertThat(catchThrowableOfType(StoreException.class, on::apply).kind())
                .isEqualTo(Kind.CLOSED);
        assertThat(catchThrowableOfType(StoreException.class, snapshot::jobs).kind())
                .isEqualTo(Kind.CLOSED);
    }

    @Test
    void theTablesOfTheOriginalCanBeReadByTheirNames() throws Exception {
        fill();
        try (Session session = Fixture.database(folder).openReader()) {
            assertThat(
                            session.first(
                                    "SELECT account || chat_jid || sender_jid || id || text || timestamp"
                                            + " FROM messages",
                                    row -> row.getString(1)))
                    .contains("phone1@g.usann@s.whatsapp.netxhello1577836801000");
            for (String view : List.of("conversations", "conversation_info")) {
                assertThat(
                                session.number(
                                        "SELECT count(*) FROM " + view + " WHERE jid = '1@g.us'",
                                        0))
                        .isEqualTo(1);
            }
            assertThat(session.number("SELECT count(*) FROM sync_state", -1)).isZero();
        }
    }

    private String inAnotherProcess(String what) throws Exception {
        Process process = start(what);
        String says = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return says;
    }

    private Process start(String what) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dbackscroll.test.key=" + System.getProperty("backscroll.test.key", ""),
                        Another.class.getName(),
                        what,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** What another process does. */
    static final class Another {
        static final String WRITE = "write";
        static final String HOLD = "hold";

        private Another() {}

        public static void main(String[] args) throws Exception {
            try (Fixture on = Fixture.open(Path.of(args[1]))) {
                on.apply(text(group("1"), ANN, "x", 1, "hello"));
                System.out.println("open");
                if (args[0].equals(HOLD)) {
                    System.in.read(); // Until it is killed.
                }
            } catch (StoreException e) {
                System.out.println(e.kind());
            }
        }
    }
}
