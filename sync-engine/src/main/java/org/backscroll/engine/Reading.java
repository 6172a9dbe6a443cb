package org.backscroll.engine;

import java.util.Optional;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open reader of a source, closed when the source goes away or the job is stopped. */
final class Reading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Part<HistorySource> source;
    private final HistoryQuery query;
    private final HistoryReader reader;
    private final Interruptible interruptible;
    private final Runnable onRetire;

    private Reading(
            Part<HistorySource> source,
            HistoryQuery query,
            HistoryReader reader,
            Interruptible interruptible) {
        this.source = source;
        this.query = query;
        this.reader = reader;
        this.interruptible = interruptible;
        this.onRetire =
                () -> {
                    interruptible.interrupt();
                    closeQuietly();
                };
        source.onRetire(onRetire);
    }

    interface Call<T> {
        T get() throws SourceException, InterruptedException;
    }

    /**
     * Calls a source so that the call can be interrupted and the source's going away waits for it.
     */
    static <T> T guarded(Part<HistorySource> source, Interruptible interruptible, Call<T> call)
            throws SourceException, InterruptedException {
        if (!source.enter()) {
            throw new InterruptedException("the source is going away");
        }
        Runnable onRetire = interruptible::interrupt;
        try {
            interruptible.enter();
            source.onRetire(onRetire);
            return call.get();
        } catch (RuntimeException | LinkageError e) {
            throw unexpected(source, e);
        } finally {
            source.forget(onRetire);
            interruptible.exit();
            source.exit();
        }
    }

    private static SourceException unexpected(Part<HistorySource> source, Throwable e) {
        return new SourceException.Transient(
                "the source '"
                        + source.property(HistorySource.NAME)
                        + "' failed in an unexpected way; the log has the details",
                e);
    }

    static Reading open(
            Part<HistorySource> source,
            HistoryQuery query,
            Optional<Cursor> resume,
            Interruptible interruptible)
            throws SourceException, InterruptedException {
        HistoryReader reader =
                guarded(source, interruptible, () -> source.service().open(query, resume));
        return new Reading(source, query, reader, interruptible);
    }

    boolean reads(Part<HistorySource> from, HistoryQuery what) {
        return source == from && query.equals(what);
    }

    Fetched next(int maxMessages) throws SourceException, InterruptedException {
        return guarded(source, interruptible, () -> reader.next(maxMessages));
    }

    /**
     * Tells the source that a chunk is safe, also when the job is being stopped. Trouble with that
     * is the source's own: the chunk is safe all the same.
     */
    void committed(Cursor cursor) {
        if (!source.enter()) {
            return;
        }
        try {
            reader.committed(cursor);
        } catch (SourceException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "Source {} could not acknowledge a committed chunk: {}",
                    source.property(HistorySource.NAME),
                    e.getMessage());
            LOG.debug("Cause", e);
        } finally {
            source.exit();
        }
    }

    @Override
    public void close() {
        source.forget(onRetire);
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            reader.close();
        } catch (RuntimeException e) {
            LOG.warn("Source {} failed to close a reader", source.property(HistorySource.NAME), e);
        }
    }
}
