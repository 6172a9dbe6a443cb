package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.SchemaFixture.GROUP;
import static org.backscroll.store.sqlite.SchemaFixture.KEY;
import static org.backscroll.store.sqlite.SchemaFixture.ONE;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.backscroll.api.store.SyncBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases that earlier versions wrote are opened, brought up to date, and lose nothing. */
class MigrationTest {
    private static final Author BOB = Author.of(jid("4916"));

    @TempDir Path folder;

    /** Each version there ever was; the present one too, so that it does not change unnoticed. */
    static IntStream versions() {
        return IntStream.rangeClosed(1, Schema.VERSION);
    }

    private Path file() {
        return folder.resolve(Database.FILE);
    }

    private static InputStream fixture(int version, String kind) {
        String name = "/fixtures/schema-" + version + kind;
        InputStream in = MigrationTest.class.getResourceAsStream(name);
        assertThat(in).as("the fixture " + name).isNotNull();
        return in;
    }

    private void place(int version) throws Exception {
        try (InputStream in = fixture(version, ".db")) {
            Files.copy(in, file());
        }
    }

    private static String expected(int version) throws Exception {
        try (InputStream in = fixture(version, ".txt")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static SqliteStore open(Path folder) throws Exception {
        return SqliteStore.open(new Database(folder, Key.NONE), Clock.systemUTC());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void nothingIsLostAndWhatWaitedGoesOn(int version) throws Exception {
        place(version);
        try (SqliteStore store = open(folder)) {
            assertThat(SchemaFixture.describe(store)).isEqualTo(expected(version));
            assertThat(store.check()).allMatch(Finding::ok);
            goOn(store);
        }
        try (SqliteStore store = SqliteStore.openReadOnly(new Database(folder, Key.NONE))) {
            assertThat(store.search(ONE, SearchQuery.of("café line", 500)).hits()).hasSize(118);
            assertThat(store.find(ONE, GROUP, "not yet here")).hasSize(1);
        }
        try (Session session = new Database(folder, Key.NONE).openReader()) {
            assertThat(Schema.version(session)).isEqualTo(Schema.VERSION);
        }
    }

    static IntStream readable() {
        return IntStream.rangeClosed(Schema.READABLE, Schema.VERSION);
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatOnlyLacksViewsIsReadAsItIs(int version) throws Exception {
        place(version);
        String read;
        try (SqliteStore store = SqliteStore.openReadOnly(new Database(folder, Key.NONE))) {
            read = Fixture.dump(store, ONE);
            assertThat(store.search(ONE, SearchQuery.of("café line", 500)).hits()).hasSize(118);
        }
        try (Session session = new Database(folder, Key.NONE).openReader()) {
            assertThat(Schema.version(session)).isEqualTo(version);
        }
        try (SqliteStore store = open(folder)) {
            assertThat(read).contains("line 119").isEqualTo(Fixture.dump(store, ONE));
        }
    }

    @Test
    void aDatabaseOfThisVersionSaysTheSameWhenItIsOpenedAgain(@TempDir Path fresh)
            throws Exception {
        SchemaFixture.fill(fresh);
        try (SqliteStore store = open(fresh)) {
            assertThat(withoutId(SchemaFixture.describe(store))).isEqualTo(withoutId(expected(1)));
            goOn(store);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatIsExportedIsOneWithWhatAnOlderVersionSynced(int version) throws Exception {
        place(version);
        try (SqliteStore store = open(folder)) {
            long before = count(store);
            // Line 9, by Bob, was sent in the same minute.
            MessageKey exported = new MessageKey(ONE, GROUP, BOB, "exported");
            Message coarse =
                    Message.builder(exported, at(0))
                            .precision(Duration.ofMinutes(1))
                            .text("line 9, café, 漢字 and ünïcode")
                            .build();
            store.apply(
                    SyncBatch.builder(
                                    store.job("job-1").orElseThrow(),
                                    store.acquire(KEY, "test", Duration.ofMinutes(1)).orElseThrow())
                            .entries(List.of(new Entry.MessageEntry(coarse)))
                            .build());
            assertThat(store.find(ONE, GROUP, "exported"))
                    .extracting(Message::id)
                    .containsExactly("3A94DAD93B0A8A1B3C0009");
            assertThat(count(store)).isEqualTo(before);
            assertThat(store.check()).allMatch(Finding::ok);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void whatAVersionCouldNotKeepIsUnknownUntilItIsTold(int version) throws Exception {
        place(version);
        boolean kept = version >= 5;
        try (SqliteStore store = open(folder)) {
            ConversationInfo info = store.conversation(ONE, GROUP).orElseThrow();
            assertThat(info.readOnly()).isEqualTo(kept ? Optional.of(true) : Optional.empty());
            assertThat(info.disappearingTimer())
                    .isEqualTo(kept ? Optional.of(Duration.ofDays(7)) : Optional.empty());
        }
        assertThat(view()).isEqualTo(kept ? "1, 604800000" : "null, null");
        try (SqliteStore store = open(folder)) {
            Entry told =
                    Entry.ChatSnapshot.builder(GROUP, Fixture.asOf(5000))
                            .readOnly(false)
                            .disappearingTimer(Duration.ofDays(1))
                            .build();
            store.apply(
                    SyncBatch.builder(
                                    store.job("job-1").orElseThrow(),
                                    store.acquire(KEY, "test", Duration.ofMinutes(1)).orElseThrow())
                            .entries(List.of(told))
                            .build());
            assertThat(store.conversation(ONE, GROUP).orElseThrow().conversation().name())
                    .contains("The family");
        }
        assertThat(view()).isEqualTo("0, 86400000");
    }

    private String view() throws Exception {
        try (Session session = new Database(folder, Key.NONE).openReader()) {
            return session.first(
                            "SELECT is_read_only, disappearing_timer_ms FROM conversation_info"
                                    + " WHERE account = 'one' AND jid = ?",
                            row -> row.getString(1) + ", " + row.getString(2),
                            GROUP.value())
                    .orElseThrow();
        }
    }

    private static long count(SqliteStore store) throws Exception {
        return store.conversation(ONE, GROUP).orElseThrow().conversation().messageCount();
    }

    private static String withoutId(String description) {
        return description.substring(description.indexOf('\n'));
    }

    /** Takes up the job and tells what was still to come. */
    private static void goOn(SqliteStore store) throws Exception {
        JobState job = store.job("job-1").orElseThrow();
        LaneState lane = store.lanes(KEY).get(0);
        LaneState moved =
                new LaneState(
                        lane.lane(),
                        lane.range(),
                        Optional.of(new Cursor("at 9")),
                        End.IDLE,
                        lane.job(),
                        9,
                        lane.generation(),
                        at(2000));
        MessageKey missing = new MessageKey(ONE, GROUP, BOB, "not yet here");
        MessageKey gone = new MessageKey(ONE, GROUP, BOB, "gone before it came");
        MessageKey edited =
                new MessageKey(
                        ONE, GROUP, Author.of(SchemaFixture.PHONE), "3A94DAD93B0A8A1B3C0004");
        SyncBatch batch =
                SyncBatch.builder(
                                job.toBuilder().status(SyncStatus.COMPLETE).build(),
                                store.acquire(KEY, "test", Duration.ofMinutes(1)).orElseThrow())
                        .entries(
                                List.of(
                                        message(missing, "as sent"),
                                        message(gone, "never seen"),
                                        message(edited, "an older text, newly told"),
                                        new Entry.Reacted(
                                                edited, Author.of(jid("4917")), "👎", at(1)),
                                        new Entry.Link(
                                                SchemaFixture.LATE_PHONE, SchemaFixture.LATE_LID)))
                        .covered(
                                List.of(
                                        SchemaFixture.range(
                                                "archive",
                                                Optional.empty(),
                                                100,
                                                200,
                                                true,
                                                false)))
                        .lane(new LaneStep(Optional.of(lane), moved))
                        .build();
        JobState after = store.apply(batch).job();

        assertThat(after.counts().messages()).isEqualTo(job.counts().messages() + 3);
        assertThat(after.counts().newMessages()).isEqualTo(job.counts().newMessages() + 2);
        assertThat(store.lanes(KEY)).contains(moved);
        Message came = store.find(ONE, GROUP, "not yet here").get(0);
        assertThat(came.text()).contains("the edit came first");
        assertThat(came.status()).contains(MessageStatus.READ);
        assertThat(came.reactions()).extracting(Reaction::emoji).containsExactly("😀");
        assertThat(store.find(ONE, GROUP, "gone before it came")).allMatch(Message::deleted);
        Message old = store.find(ONE, GROUP, "3A94DAD93B0A8A1B3C0004").get(0);
        assertThat(old.text()).contains("edited text");
        assertThat(old.reactions()).extracting(Reaction::emoji).containsExactly("👍", "❤");
        assertThat(store.find(ONE, SchemaFixture.LATE_LID, "late")).allMatch(Message::deleted);
        assertThat(store.coverage(ONE, Optional.empty()))
                .extracting(line -> line.range())
                .startsWith(SchemaFixture.range("archive", Optional.empty(), 0, 300, true, true));
        assertThat(store.search(ONE, SearchQuery.of("edit came first", 9)).hits()).hasSize(1);
        assertThat(store.search(ONE, SearchQuery.of("never seen", 9)).hits()).isEmpty();
        assertThat(store.search(ONE, SearchQuery.of("café", 500)).hits()).hasSize(118);
        assertThat(store.check()).allMatch(Finding::ok);
    }

    private static Entry message(MessageKey key, String text) {
        return new Entry.MessageEntry(Message.builder(key, at(2)).text(text).build());
    }

    @Test
    void whoOnlyReadsIsToldToWriteAndChangesNothing() throws Exception {
        place(1);
        byte[] before = Files.readAllBytes(file());
        StoreException refusal =
                catchThrowableOfType(
                        StoreException.class,
                        () -> SqliteStore.openReadOnly(new Database(folder, Key.NONE)).close());
        assertThat(refusal.getMessage())
                .hasLineCount(1)
                .contains("older version")
                .contains("run a command that writes");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aKillInMidMigrationLeavesTheOldVersion(@TempDir Path killed) throws Exception {
        place(1);
        try (Session session = new Database(folder, Key.NONE).openReader()) {
            assertThat(Schema.version(session)).isEqualTo(1);
        }
        try (Session session = writerWithoutMigration()) {
            session.execute("PRAGMA cache_size = 1"); // So that the log has some of it already.
            session.write(
                    () -> {
                        for (String statement : Schema.statements(2)) {
                            session.execute(statement);
                        }
                        session.execute("UPDATE message SET text = 'half done'");
                        copy(killed);
                        return null;
                    });
        } finally {
            assertThat(Files.size(killed.resolve(Database.FILE + "-wal"))).isPositive();
        }
        try (SqliteStore store = open(killed)) {
            assertThat(SchemaFixture.describe(store)).isEqualTo(expected(1));
            assertThat(store.check()).allMatch(Finding::ok);
        }
    }

    private Session writerWithoutMigration() throws Exception {
        org.sqlite.SQLiteDataSource source = new org.sqlite.SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file());
        return new Session((org.sqlite.SQLiteConnection) source.getConnection());
    }

    private void copy(Path to) {
        try {
            for (String name : List.of(Database.FILE, Database.FILE + "-wal")) {
                Files.copy(folder.resolve(name), to.resolve(name));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatMayNotBeWrittenStaysAsItIs() throws Exception {
        place(1);
        assertThat(file().toFile().setWritable(false)).isTrue();
        Assumptions.assumeFalse(Files.isWritable(file()), "this user may write everything");
        byte[] before = Files.readAllBytes(file());
        StoreException refusal =
                catchThrowableOfType(StoreException.class, () -> open(folder).close());
        assertThat(refusal.kind()).isEqualTo(Kind.DENIED);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }
}
