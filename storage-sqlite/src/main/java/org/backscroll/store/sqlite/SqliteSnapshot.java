package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreException;

/** One moment of the store: a read transaction on a connection of its own. */
final class SqliteSnapshot extends StoreReads implements Snapshots.Snapshot {
    private final Database database;
    private final ReadPool pool;
    private final ReadPool.Stamp stamp;
    private final Session session;
    private final BooleanSupplier abandoned;
    private final Consumer<SqliteSnapshot> onClose;
    private boolean closed;

    /**
     * @param abandoned see {@link StoreReads#abandoned()}
     * @param onClose told once it is closed
     */
    SqliteSnapshot(
            Database database,
            ReadPool pool,
            BooleanSupplier abandoned,
            Consumer<SqliteSnapshot> onClose)
            throws StoreException {
        this.database = database;
        this.pool = pool;
        this.abandoned = abandoned;
        this.onClose = onClose;
        stamp = pool.stamp();
        session = pool.open(stamp);
        try {
            session.execute("BEGIN");
            session.number(
                    "SELECT count(*) FROM meta", 0); // The moment is that of the first reading.
        } catch (SQLException e) {
            session.close();
            throw Failures.of(e, database.file(), pool.isClosed());
        }
    }

    @Override
    synchronized <T> T reading(ReadPool.Reading<T> work) throws StoreException {
        if (closed) {
            throw Failures.of(null, database.file(), true);
        }
        T result;
        try {
            result = work.read(session);
        } catch (SQLException e) {
            session.discard();
            if (!pool.valid(stamp)) {
                throw ReadPool.changed();
            }
            throw Failures.of(e, database.file(), pool.isClosed());
        }
        if (!pool.valid(stamp)) {
            throw ReadPool.changed();
        }
        return result;
    }

    @Override
    boolean abandoned() {
        return abandoned.getAsBoolean();
    }

    /** Breaks off what it reads now, from another thread. */
    void interrupt() {
        session.interrupt();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            session.close();
            onClose.accept(this);
        }
    }
}
