package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;

/**
 * The connections that read, a few at a time.
 *
 * <p>Beside a writer, in this process or another, they are ordinary ones. Of data that nobody
 * writes and that were closed properly they are immutable ones, which take no locks and make no
 * files; then the file is looked at again after each reading, and what was read while somebody
 * began to write is read again.
 */
final class ReadPool implements AutoCloseable {
    private static final int SIZE = 4;
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final boolean besideWriter;
    private final Semaphore permits = new Semaphore(SIZE, true);
    private final Deque<Pooled> idle = new ArrayDeque<>();
    private final Set<Session> busy = new HashSet<>();
    private boolean closed;

    /**
     * How the file is to be opened now.
     *
     * @param file what it looks like, if nobody writes it; empty for an ordinary connection
     * @param identity which file it is: another one may take its place; null where that is unknown
     */
    record Stamp(Optional<String> file, Object identity) {
        boolean immutable() {
            return file.isPresent();
        }
    }

    private record Pooled(Session session, Stamp stamp) {}

    /** Work with a session. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Session session) throws SQLException;
    }

    /**
     * @param besideWriter whether the writer is in this process, so that there always is one
     */
    ReadPool(Database database, boolean besideWriter) {
        this.database = database;
        this.besideWriter = besideWriter;
    }

    /** Reads in one transaction, that is, of one moment. */
    <T> T read(Reading<T> work) throws StoreException {
        return use(false, session -> session.read(() -> work.read(session)));
    }

    /**
     * Reads in one transaction, on a connection that remembers nothing: FTS5, asked whether its
     * index is whole, looks for what it remembers of it, and takes what others changed since for
     * damage.
     */
    <T> T readAfresh(Reading<T> work) throws StoreException {
        return use(true, session -> session.read(() -> work.read(session)));
    }

    /** For what makes a transaction of its own. May be done again from the beginning. */
    <T> T use(Reading<T> work) throws StoreException {
        return use(false, work);
    }

    private <T> T use(boolean afresh, Reading<T> work) throws StoreException {
        permits.acquireUninterruptibly();
        try {
            for (int attempt = 1; ; attempt++) {
                Stamp stamp = stamp();
                Session session = borrow(stamp, afresh);
                boolean good = false;
                try {
                    T result = work.read(session);
                    good = valid(stamp);
                    if (good) {
                        return result;
                    }
                } catch (SQLException e) {
                    if (valid(stamp) || attempt == ATTEMPTS) {
                        throw Failures.of(e, database.file(), isClosed());
                    }
                } finally {
                    giveBack(new Pooled(session, stamp), good && !afresh);
                }
                if (attempt == ATTEMPTS) {
                    throw changed();
                }
            }
        } finally {
            permits.release();
        }
    }

    /** A connection outside the pool, for a long reading. */
    Session open(Stamp stamp) throws StoreException {
        return stamp.immutable() ? database.openImmutable() : database.openReader();
    }

    /** How to open the file now. */
    Stamp stamp() {
        if (besideWriter) {
            return new Stamp(Optional.empty(), null);
        }
        if (database.hasLog() || FolderLock.isHeld(database.folder())) {
            return new Stamp(Optional.empty(), identity());
        }
        try {
            BasicFileAttributes now = attributes();
            return new Stamp(Optional.of(now.lastModifiedTime() + " " + now.size()), now.fileKey());
        } catch (IOException e) {
            return new Stamp(Optional.of("gone"), null);
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(database.file(), BasicFileAttributes.class);
    }

    private Object identity() {
        try {
            return attributes().fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether what was read under a stamp can be relied on. */
    boolean valid(Stamp stamp) {
        if (stamp.immutable()) {
            return stamp.equals(stamp());
        }
        return besideWriter || Objects.equals(stamp.identity(), identity());
    }

    static StoreException changed() {
        return new StoreException(
                Kind.BUSY,
                "somebody began to write the data, or replaced them, while they were read; try again",
                null);
    }

    private Session borrow(Stamp stamp, boolean afresh) throws StoreException {
        synchronized (this) {
            checkOpen();
            while (!afresh && !idle.isEmpty()) {
                Pooled pooled = idle.pop();
                if (pooled.stamp().equals(stamp)) {
                    busy.add(pooled.session());
                    return pooled.session();
                }
                pooled.session().close();
            }
        }
        Session session = open(stamp);
        synchronized (this) {
            if (closed) {
                session.close();
            }
            checkOpen();
            busy.add(session);
        }
        return session;
    }

    private synchronized void giveBack(Pooled pooled, boolean keep) {
        busy.remove(pooled.session());
        if (keep && !closed) {
            idle.push(pooled);
        } else {
            pooled.session().close();
        }
    }

    private void checkOpen() throws StoreException {
        if (closed) {
            throw Failures.of(null, database.file(), true);
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Breaks off what is being read; its threads close the connections. */
    @Override
    public synchronized void close() {
        closed = true;
        busy.forEach(Session::interrupt);
        idle.forEach(pooled -> pooled.session().close());
        idle.clear();
    }
}
