package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run twice: with the driver that cannot encrypt, and with the one that can. */
class EncryptionTest {
    private static final Author ANN = Author.of(jid("ann"));
    private static final String SAID = "between you and me";

    @TempDir Path folder;

    private static void assumeEncrypting() {
        assumeTrue(Fixture.SECRET.isGiven(), "this driver cannot encrypt");
    }

    private static Entry said(String id) {
        return text(group("1"), ANN, id, 1, SAID);
    }

    private void fill() throws StoreException {
        try (Fixture on = Fixture.open(folder)) {
            on.apply(said("x"));
        }
    }

    private Path file() {
        return folder.resolve(Database.FILE);
    }

    private StoreException refused(Key key) {
        Database database = new Database(folder, key);
        StoreException toWrite =
                catchThrowableOfType(
                        StoreException.class,
                        () -> SqliteStore.open(database, Clock.systemUTC()).close());
        StoreException toRead =
                catchThrowableOfType(
                        StoreException.class, () -> SqliteStore.openReadOnly(database).close());
        assertThat(toWrite).isNotNull().hasMessage(toRead.getMessage());
        assertThat(toWrite.kind()).isEqualTo(Kind.DENIED).isEqualTo(toRead.kind());
        assertThat(toWrite.getMessage()).hasLineCount(1);
        return toWrite;
    }

    private static void assertUnreadable(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
            assertThat(bytes.contains("between") || bytes.contains("CREATE TABLE"))
                    .as(file.toString())
                    .isFalse();
        }
    }

    @Test
    void nothingOfItCanBeReadFromTheFilesAlsoNotFromTheLog() throws Exception {
        assumeEncrypting();
        try (Fixture on = Fixture.open(folder)) {
            on.apply(said("x"));
            assertThat(folder.resolve(Database.FILE + "-wal")).isNotEmptyFile();
            assertUnreadable(folder);
        }
        assertUnreadable(folder);
        try (Fixture on = Fixture.open(folder)) {
            assertThat(on.message(group("1"), "x").text()).contains(SAID);
        }
    }

    @Test
    void aWrongOrMissingKeyIsToldAndNothingIsTouched() throws Exception {
        assumeEncrypting();
        fill();
        byte[] before = Files.readAllBytes(file());

        assertThat(refused(Key.of("something else"))).hasMessageContaining("the key does not fit");
        assertThat(refused(Key.NONE))
                .hasMessageContaining("is encrypted; give its key with BACKSCROLL_KEY");

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(Key.of("something else")).hasToString("a key");
    }

    @Test
    void aKeyForPlainDataIsToldWithHowToEncryptThem() throws Exception {
        assumeEncrypting();
        try (SqliteStore store =
                SqliteStore.open(new Database(folder, Key.NONE), Clock.systemUTC())) {
            assertThat(store.id()).isNotNull();
        }

        assertThat(refused(Fixture.SECRET))
                .hasMessageContaining("is not encrypted")
                .hasMessageContaining("restore FILE");
    }

    @Test
    void aPlainCopyIsEncryptedWhenItIsRestored(@TempDir Path plain) throws Exception {
        assumeEncrypting();
        fill();
        String before;
        try (Fixture on = Fixture.open(folder)) {
            before = Fixture.dump(on.store, ACCOUNT);
        }
        Path copy = plain.resolve("copy.db");
        Files.copy(file(), copy);
        try (Session session = Fixture.connect(copy)) {
            session.execute("PRAGMA journal_mode = DELETE");
            session.execute("PRAGMA rekey = ''");
        }
        assertThat(Database.at(copy, Key.NONE).format()).isEqualTo(Database.Format.PLAIN);
        Path other = Files.createDirectory(plain.resolve("other"));

        Replacement replacement = new Replacement(Fixture.database(other));
        assertThat(replacement.stage(copy).messages()).isEqualTo(1);
        assertUnreadable(other);
        try (Fixture on = Fixture.open(other)) {
            assertThat(Fixture.dump(on.store, ACCOUNT)).isEqualTo(before);
        }
        assertUnreadable(other);
    }

    @Test
    void aCopyUnderAnotherKeyIsRefused(@TempDir Path other) throws Exception {
        assumeEncrypting();
        fill();
        Replacement replacement = new Replacement(new Database(other, Key.of("something else")));
        StoreException refusal =
                catchThrowableOfType(StoreException.class, () -> replacement.stage(file()));
        assertThat(refusal).hasMessageContaining(file().toString()).hasMessageContaining("key");
        Replacement without = new Replacement(new Database(other, Key.NONE));
        assertThat(catchThrowableOfType(StoreException.class, () -> without.stage(file())))
                .hasMessageContaining("it is encrypted; give its key with BACKSCROLL_KEY");
        assertThat(other).isEmptyDirectory();
    }

    @Test
    void aBackupIsEncryptedToo(@TempDir Path other) throws Exception {
        assumeEncrypting();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(said("m" + i));
        }
        try (Fixture on = Fixture.open(folder)) {
            on.apply(entries);
            new SqliteBackups(on.database, on.store, null).backup(other.resolve("copy.db"));
        }
        assertUnreadable(other);
    }

    @Test
    void withADriverThatCannotEncryptAKeyIsRefusedAndNothingIsWritten() throws Exception {
        assumeFalse(Fixture.SECRET.isGiven(), "this driver can encrypt");

        StoreException refusal =
                catchThrowableOfType(
                        StoreException.class,
                        () ->
                                SqliteStore.open(
                                        new Database(folder, Key.of("secret")), Clock.systemUTC()));

        assertThat(refusal).hasMessageContaining("cannot encrypt");
        assertThat(refusal.kind()).isEqualTo(Kind.DENIED);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toFile().length() > 0)).isEmpty();
        }
    }

    @Test
    void encryptedDataAreToldAsSuchByADriverThatCannotReadThem() throws Exception {
        assumeFalse(Fixture.SECRET.isGiven(), "this driver can encrypt");
        byte[] page = new byte[4096];
        new java.util.Random(1).nextBytes(page);
        System.arraycopy(new byte[] {16, 0, 2, 2, 32, 64, 32, 32}, 0, page, 16, 8);
        Files.write(file(), page);

        assertThat(refused(Key.NONE)).hasMessageContaining("is encrypted");
        assertThat(refused(Key.of("secret"))).hasMessageContaining("cannot encrypt");
        assertThat(Files.readAllBytes(file())).isEqualTo(page);
    }
}
