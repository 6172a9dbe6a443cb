package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** The database's file: how it is looked at before it is opened, how connections are made. */
final class Database {
    static final String FILE = "backscroll.db";

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(US_ASCII);
    private static final int HEADER = 100;
    private static final int FRACTIONS = 21;
    private static final byte[] PAYLOAD = {64, 32, 32};
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    /** Answers with the cipher in use; where there is none, with nothing. */
    private static final String CIPHER = "PRAGMA cipher";

    /** Somebody with {@code sqlite3} may hold a lock for a moment. */
    static final int BUSY_MILLIS = 3000;

    private final Path file;
    private final Key key;

    /** What lies in a data folder. */
    Database(Path folder, Key key) {
        this(folder, FILE, key);
    }

    private Database(Path folder, String name, Key key) {
        this.file = folder.toAbsolutePath().normalize().resolve(name);
        this.key = key;
    }

    /** A database of any name. */
    static Database at(Path file, Key key) {
        Path absolute = file.toAbsolutePath();
        return new Database(absolute.getParent(), absolute.getFileName().toString(), key);
    }

    Path folder() {
        return file.getParent();
    }

    Key key() {
        return key;
    }

    Path file() {
        return file;
    }

    private Path with(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private Path log() {
        return with("-wal");
    }

    /** Whether there is a log with commits that are not in the file yet. */
    boolean hasLog() {
        try {
            return Files.size(log()) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Makes the folder and an empty file where there are none. The folder's lock comes next. */
    void createFolder() throws StoreException {
        try {
            Access.createFolder(folder());
        } catch (IOException e) {
            throw Failures.denied(folder(), e);
        }
    }

    /** Opens the connection that writes, and brings the schema up to date. */
    Session openWriter() throws StoreException {
        boolean fresh = !Files.exists(file);
        try {
            if (fresh) {
                Access.createFile(file);
            } else {
                if (!Files.isWritable(file)) {
                    throw Failures.denied(file, null);
                }
                check();
            }
        } catch (IOException e) {
            throw Failures.denied(file, e);
        }
        Session session = connect(false, false);
        boolean opened = false;
        try {
            // As fast and as large as 8192 here, and a live message rewrites half as many bytes.
            session.execute("PRAGMA page_size = 4096");
            // What is pruned gives its room back in small steps. It must be said before there is
            // anything in the file; a file made without it is changed by the first pruning.
            session.execute("PRAGMA auto_vacuum = INCREMENTAL");
            // Readers go on while a chunk is written.
            session.execute("PRAGMA journal_mode = WAL");
            // A source may delete what it is told to be committed, so a commit survives a power
            // cut: the log is flushed with each. A chunk is a commit, which makes that cheap.
            session.execute("PRAGMA synchronous = FULL");
            session.execute("PRAGMA foreign_keys = ON");
            // Outside the Java heap: the upper levels of the indexes of a million messages.
            session.execute("PRAGMA cache_size = -16384");
            session.execute("PRAGMA temp_store = MEMORY");
            // What is deleted is overwritten in the pages that are written anyway; the others leave
            // the file.
            session.execute("PRAGMA secure_delete = FAST");
            // After a long transaction the log gives its room back.
            session.execute("PRAGMA journal_size_limit = 16777216");
            Schema.migrate(session);
            session.update(JobSql.LEASES_EXPIRE);
            opened = true;
            return session;
        } catch (SQLException e) {
            throw Failures.of(e, file, false);
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    /**
     * Moves what is in the log into the file and removes the log. Nobody writes meanwhile.
     *
     * @throws StoreException of kind {@code BUSY} if somebody reads
     */
    void settle() throws StoreException {
        try {
            if (hasLog()) {
                try (Session session = connect(false, false)) {
                    if (session.number(CopySql.SETTLE, 1) != 0) {
                        throw Failures.read(file);
                    }
                }
            }
            Files.deleteIfExists(log());
            Files.deleteIfExists(with("-shm"));
        } catch (SQLException e) {
            throw Failures.of(e, file, false);
        } catch (IOException e) {
            throw Failures.denied(file, e);
        }
    }

    /** Encrypts a database that is not, and that nobody has open. */
    void encrypt(Key newKey) throws StoreException {
        try (Session session = connect(false, false)) {
            session.execute("PRAGMA journal_mode = DELETE");
            session.execute(newKey.encrypting());
        } catch (SQLException e) {
            throw Failures.of(e, file, false);
        }
    }

    /** Begins to note what changes, beside a writer if there is one. */
    void follow() throws StoreException {
        try (Session session = connect(false, false)) {
            session.write(
                    () -> {
                        SqliteChangeFeed.begin(session);
                        return null;
                    });
        } catch (SQLException e) {
            throw Failures.of(e, file, false);
        }
    }

    /** Makes revisions of a database that nobody has open void; it goes on as another one. */
    void unfollow() throws StoreException {
        try (Session session = connect(false, false)) {
            if (Schema.version(session) >= Schema.FOLLOWING
                    && session.first(ChangeSql.MARK, row -> row.getString(1)).isPresent()) {
                session.execute("PRAGMA journal_mode = DELETE");
                session.update(ChangeSql.MARK_PUT, (Object) null);
            }
        } catch (SQLException e) {
            throw Failures.of(e, file, false);
        }
    }

    /** Opens a connection that only reads, beside the writer. */
    Session openReader() throws StoreException {
        return connect(true, false);
    }

    /**
     * Opens a connection that only reads a file nobody writes. An ordinary one would have to make
     * the log's files first, which needs rights that a reader may not have.
     */
    Session openImmutable() throws StoreException {
        return connect(true, true);
    }

    /** What the first bytes of a file look like. */
    enum Format {
        /** Nothing: made, but never written. */
        EMPTY,
        /** A database. */
        PLAIN,
        /** A database that somebody encrypted, as the known driver does it. */
        ENCRYPTED,
        /** Anything else. */
        UNKNOWN
    }

    Format format() throws StoreException {
        return format(header());
    }

    private Format format(ByteBuffer header) {
        if (header.position() == 0 && !hasLog()) {
            return Format.EMPTY;
        }
        if (header.hasRemaining()) {
            return Format.UNKNOWN;
        }
        if (Arrays.equals(MAGIC, Arrays.copyOf(header.array(), MAGIC.length))) {
            return Format.PLAIN;
        }
        // The page's layout is told even there, so that it can be read at all.
        byte[] fractions =
                Arrays.copyOfRange(header.array(), FRACTIONS, FRACTIONS + PAYLOAD.length);
        return Arrays.equals(PAYLOAD, fractions) ? Format.ENCRYPTED : Format.UNKNOWN;
    }

    private ByteBuffer header() throws StoreException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (SeekableByteChannel in = Files.newByteChannel(file)) {
            while (header.hasRemaining() && in.read(header) >= 0) {
                // A short read may be followed by another one.
            }
            return header;
        } catch (IOException e) {
            throw Failures.denied(file, e);
        }
    }

    /** Refuses a file that is no database of this version, without touching it. */
    void check() throws StoreException {
        ByteBuffer header = header();
        switch (format(header)) {
            case EMPTY:
                return; // A process ended in between.
            case PLAIN:
                if (key.isGiven()) {
                    throw Failures.notEncrypted(file);
                }
                break;
            case ENCRYPTED:
                if (!key.isGiven()) {
                    throw Failures.encrypted(file);
                }
                break;
            default:
                throw Failures.corrupt(file, null);
        }
        int version = header.getInt(USER_VERSION);
        int application = header.getInt(APPLICATION_ID);
        boolean log = hasLog();
        boolean empty = false;
        if (log || key.isGiven() || version == 0) {
            // What the file says may be outdated by its log, which only SQLite can read.
            // A connection that only reads never moves the log into the file.
            try (Session session = log ? openReader() : openImmutable()) {
                version = Schema.version(session);
                application = (int) session.number("PRAGMA application_id", 0);
                empty = session.number("SELECT count(*) FROM sqlite_schema", 0) == 0;
            } catch (SQLException e) {
                throw Failures.of(e, file, false);
            }
        }
        if (!empty) {
            check(version, application);
        }
    }

    private void check(int version, int application) throws StoreException {
        if (application != Schema.APPLICATION) {
            throw new StoreException(
                    Kind.CORRUPT,
                    file + " is a database of another program; choose another folder with --data",
                    null);
        }
        if (version > Schema.VERSION) {
            throw new StoreException(
                    Kind.NEWER,
                    "the database "
                            + file
                            + " was written by a newer version (schema "
                            + version
                            + ", this one knows "
                            + Schema.VERSION
                            + "); update Backscroll, or choose another folder with --data",
                    null);
        }
    }

    private Session connect(boolean readOnly, boolean immutable) throws StoreException {
        Properties properties = new Properties();
        // By its name: older drivers, among them the one that encrypts, have no setter.
        properties.setProperty("jdbc.get_generated_keys", "false");
        key.addTo(properties);
        SQLiteConfig config = new SQLiteConfig(properties);
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(
                "jdbc:sqlite:file:"
                        + file.toUri().getRawPath()
                        + (immutable ? "?immutable=1" : ""));
        Session session = null;
        boolean connected = false;
        try {
            if (key.isGiven() && !canEncrypt()) {
                throw Failures.cannotEncrypt();
            }
            session = new Session((SQLiteConnection) source.getConnection());
            if (readOnly) {
                session.execute("PRAGMA cache_size = -4096");
                session.execute("PRAGMA temp_store = MEMORY");
            }
            connected = true;
            return session;
        } catch (SQLException e) {
            throw session == null && key.isGiven()
                    ? Failures.ofOpening(e, file)
                    : Failures.of(e, file, false);
        } catch (LinkageError e) {
            throw Failures.nativeLibrary(e);
        } finally {
            if (session != null && !connected) {
                session.close();
            }
        }
    }

    /** A driver that cannot takes a key, too, and writes plain text. */
    private static boolean canEncrypt() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite::memory:");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(CIPHER);
        }
    }
}
