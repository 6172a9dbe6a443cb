package org.backscroll.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.backscroll.api.AccountId;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.backscroll.api.store.SyncBatch;

/** The store: one connection that writes, a few that read. */
final class SqliteStore extends StoreReads
        implements HistoryStore,
                MessageSearch,
                SearchIndex,
                Quarantine,
                Snapshots,
                StoreCheck,
                AutoCloseable {
    /** For how long closing lets a batch that is being committed come to its end. */
    private static final long GRACE_MILLIS = 2000;

    private final Database database;
    private final UUID id;
    private final ReadPool pool;
    private final Set<SqliteSnapshot> snapshots = ConcurrentHashMap.newKeySet();

    /** Guards everything below; null where these data are only read. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private final FolderLock lock;
    private final Session writer;
    private final LeaseTable leases;
    private final BatchWriter batches;
    private final Retention retention;
    private final PartIndex parts;
    private final IndexFollower follower;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;

    private SqliteStore(
            Database database,
            FolderLock lock,
            Session writer,
            QuarantineTable.Bounds quarantine,
            Clock clock)
            throws StoreException {
        this.database = database;
        this.lock = lock;
        this.writer = writer;
        pool = new ReadPool(database, writer != null);
        if (writer == null) {
            leases = null;
            batches = null;
            parts = null;
            follower = null;
            id = pool.read(Schema::id);
        } else {
            JobTable jobs = new JobTable(writer);
            leases = new LeaseTable(writer, jobs, clock);
            batches = new BatchWriter(writer, jobs, leases, quarantine, clock);
            parts = new PartIndex(writer);
            follower = new IndexFollower(() -> writing(parts::advance));
            try {
                id = Schema.id(writer);
            } catch (SQLException e) {
                throw Failures.of(e, database.file(), false);
            }
        }
        retention = new SqliteRetention(writer, pool, new Turns(), () -> batches.forget(), clock);
    }

    /** Writing, one after the other. */
    private final class Turns implements Writing {
        @Override
        public <T, E extends Exception> T transaction(Session.Work<T, E> work)
                throws E, StoreException {
            return writing(work);
        }

        @Override
        public <T, E extends Exception> T unchecked(Session.Work<T, E> work)
                throws E, StoreException {
            return alone(() -> writer.writeUnchecked(work));
        }

        @Override
        public <T, E extends Exception> T alone(Session.Work<T, E> work) throws E, StoreException {
            return SqliteStore.this.alone(work);
        }
    }

    /** Opens the data of a folder for writing, with the bounds that hold unless configured. */
    static SqliteStore open(Database database, Clock clock) throws StoreException {
        return open(database, QuarantineTable.Bounds.DEFAULT, clock);
    }

    /**
     * Opens the data of a folder for writing, which makes what is not there, and finishes a restore
     * that was broken off.
     *
     * @throws StoreException of any kind; nothing stays open then
     */
    static SqliteStore open(Database database, QuarantineTable.Bounds quarantine, Clock clock)
            throws StoreException {
        SqliteStore store = openStill(database, quarantine, clock);
        store.follower.start();
        return store;
    }

    /** The same, but the index that follows behind stays where it is, until {@link #catchUp()}. */
    static SqliteStore openStill(Database database, QuarantineTable.Bounds quarantine, Clock clock)
            throws StoreException {
        database.createFolder();
        FolderLock lock = FolderLock.acquire(database.folder());
        Session writer = null;
        SqliteStore store = null;
        try {
            new Replacement(database).finish();
            writer = database.openWriter();
            store = new SqliteStore(database, lock, writer, quarantine, clock);
            return store;
        } finally {
            if (store == null) {
                if (writer != null) {
                    writer.close();
                }
                lock.close();
            }
        }
    }

    /**
     * Opens the data of a folder for reading, beside a writer if there is one. Makes nothing.
     *
     * @throws StoreException of any kind; nothing stays open then
     */
    static SqliteStore openReadOnly(Database database) throws StoreException {
        if (!Files.exists(database.file())) {
            throw absent(database);
        }
        if (!Files.isReadable(database.file())) {
            throw Failures.denied(database.file(), (Throwable) null);
        }
        database.check();
        int version;
        try (ReadPool probe = new ReadPool(database, false)) {
            version = probe.read(Schema::version);
        }
        if (version == 0) {
            throw absent(database);
        }
        if (version < Schema.READABLE) {
            throw new StoreException(
                    Kind.OTHER,
                    "the data in "
                            + database.folder()
                            + " are of an older version; run a command that writes, which brings them"
                            + " up to date",
                    null);
        }
        return new SqliteStore(
                database, null, null, QuarantineTable.Bounds.DEFAULT, Clock.systemUTC());
    }

    private static StoreException absent(Database database) {
        return new StoreException(
                Kind.ABSENT,
                "there are no data in "
                        + database.folder()
                        + " yet; add a source first: source add TYPE NAME key=value",
                null);
    }

    Path location() {
        return database.file();
    }

    boolean readOnly() {
        return writer == null;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    <T> T reading(ReadPool.Reading<T> work) throws StoreException {
        return pool.read(work);
    }

    @Override
    boolean abandoned() {
        return writer == null && !FolderLock.isHeld(database.folder());
    }

    private <T, E extends Exception> T writing(Session.Work<T, E> work) throws E, StoreException {
        return alone(() -> writer.write(work));
    }

    /** Does what cannot be done in a transaction, while nobody else writes. */
    private <T, E extends Exception> T alone(Session.Work<T, E> work) throws E, StoreException {
        if (writer == null) {
            throw readOnlyData();
        }
        writing.lock();
        boolean done = false;
        try {
            if (closed) {
                throw Failures.of(null, database.file(), true);
            }
            T result = work.run();
            done = true;
            return result;
        } catch (SQLException e) {
            throw Failures.of(e, database.file(), closed);
        } finally {
            if (!done && batches != null) {
                batches.forget();
            }
            writing.unlock();
        }
    }

    private StoreException readOnlyData() {
        return new StoreException(
                Kind.DENIED,
                "the data in " + database.folder() + " are open for reading only",
                null);
    }

    @Override
    public Optional<Lease> acquire(JobKey key, String owner, Duration ttl) throws StoreException {
        Objects.requireNonNull(owner, "owner");
        return writing(() -> leases.acquire(key, owner, ttl));
    }

    @Override
    public Lease renew(Lease lease, Duration ttl) throws StaleException, StoreException {
        return writing(() -> leases.renew(lease, ttl));
    }

    @Override
    public void release(Lease lease) throws StoreException {
        writing(
                () -> {
                    leases.release(lease);
                    return null;
                });
    }

    @Override
    public Applied apply(SyncBatch batch) throws StaleException, StoreException {
        if (!batch.lease().key().equals(batch.job().key())) {
            throw new IllegalArgumentException("the lease is for another key than the job's");
        }
        if (batch.job().status() == SyncStatus.INTERRUPTED) {
            throw new IllegalArgumentException("INTERRUPTED is shown, never stored");
        }
        if (follower == null) {
            throw readOnlyData();
        }
        follower.begun();
        try {
            return writing(() -> batches.apply(batch));
        } finally {
            follower.ended();
        }
    }

    /** What is new or changed; lives as long as the store. */
    ChangeFeed changeFeed() {
        return new SqliteChangeFeed(pool, this::follow);
    }

    /** That is a single, short transaction, which SQLite lets happen beside another's. */
    private void follow() throws StoreException {
        if (writer == null) {
            database.follow();
        } else {
            writing(
                    () -> {
                        SqliteChangeFeed.begin(writer);
                        return null;
                    });
        }
    }

    /** Forgets on purpose; lives as long as the store. */
    Retention retention() {
        return retention;
    }

    @Override
    public SearchResult search(AccountId account, SearchQuery query) throws StoreException {
        return reading(session -> new Search(session).search(account, query));
    }

    @Override
    public List<Held> quarantined(int limit) throws StoreException {
        return reading(session -> new QuarantineTable(session).newest(limit));
    }

    @Override
    public Optional<Held> quarantined(long id) throws StoreException {
        return reading(session -> new QuarantineTable(session).find(id));
    }

    @Override
    public void retried(Set<Long> read, Set<Long> again) throws StoreException {
        writing(
                () -> {
                    new QuarantineTable(writer).retried(read, again);
                    return null;
                });
    }

    @Override
    public Snapshot snapshot() throws StoreException {
        if (closed) {
            throw Failures.of(null, database.file(), true);
        }
        SqliteSnapshot snapshot =
                new SqliteSnapshot(database, pool, this::abandoned, snapshots::remove);
        snapshots.add(snapshot);
        return snapshot;
    }

    /**
     * Copies all of one moment into a file in the making; a sync goes on meanwhile.
     *
     * @throws UncheckedIOException if that file cannot be made
     */
    void copyTo(PartialFile part) throws StoreException {
        pool.use(
                session -> {
                    try {
                        part.clear();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return session.update(CopySql.COPY, part.path().toString());
                });
    }

    @Override
    public long rebuild() throws StoreException {
        writing(
                () -> {
                    writer.update(WordSql.WORDS_REBUILD);
                    parts.clear();
                    return null;
                });
        catchUp();
        return reading(session -> session.number(Sql.MESSAGE_COUNT, 0));
    }

    @Override
    public boolean catchUp(Duration max) throws StoreException {
        long end = System.nanoTime() + max.toNanos();
        boolean more = true;
        while (more && System.nanoTime() - end < 0) {
            more = writing(parts::advance);
        }
        return !more;
    }

    /** Takes the index that follows behind to where the messages are. */
    void catchUp() throws StoreException {
        boolean more = true;
        while (more) {
            more = writing(parts::advance);
        }
    }

    @Override
    public List<Finding> check() throws StoreException {
        return pool.readAfresh(
                session -> {
                    Checks checks = new Checks(database.file());
                    checks.read(session);
                    return checks.findings();
                });
    }

    /**
     * Closes everything. A batch that is being committed gets a moment to end, then it is broken
     * off, which rolls it back.
     */
    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return; // The folder may be somebody else's by now.
        }
        closed = true;
        pool.close();
        for (SqliteSnapshot snapshot : snapshots) {
            snapshot.interrupt();
            snapshot.close();
        }
        if (writer == null) {
            return;
        }
        boolean alone = tryLock();
        if (!alone) {
            writer.interrupt();
            alone = tryLock();
        }
        try {
            writer.close();
        } finally {
            lock.close();
            if (alone) {
                writing.unlock();
            }
            follower.close();
        }
    }

    private boolean tryLock() {
        try {
            return writing.tryLock(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
