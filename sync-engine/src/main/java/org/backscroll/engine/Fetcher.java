package org.backscroll.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's hands at its source: opens readers, takes chunks, and fetches the next one while the last
 * is committed. At most one chunk is fetched ahead, so that memory stays bounded. Used by the job's
 * thread.
 */
final class Fetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

    private final Job job;
    private final Settings settings;
    private final Time time;

    private SourceCalls calls;
    private Open open;
    private Ahead ahead;

    /** A range that is being read. */
    private record Open(HistoryQuery query, HistoryReader reader) {}

    /** A chunk that is on its way. */
    private record Ahead(int most, SourceCalls.Answer<Fetched> answer) {}

    Fetcher(Job job, Settings settings, Time time) {
        this.job = job;
        this.settings = settings;
        this.time = time;
    }

    List<Lane> lanes(Part<HistorySource> source) throws SourceException, InterruptedException {
        return calls(source).call(source.service()::lanes);
    }

    /** Whether the next chunk of a range is there or on its way already. */
    boolean isAhead(Part<HistorySource> source, HistoryQuery query, int most) {
        return reads(source, query) && ahead != null && ahead.most() <= most;
    }

    /**
     * The next chunk of a range.
     *
     * @param resume where to go on, if the range has to be opened
     */
    Fetched next(
            Part<HistorySource> source,
            HistoryQuery query,
            Supplier<Optional<Cursor>> resume,
            int most)
            throws SourceException, InterruptedException {
        if (!reads(source, query) || ahead != null && ahead.most() > most) {
            close();
            open(source, query, resume.get());
        }
        if (ahead == null) {
            ahead(most);
        }
        SourceCalls.Answer<Fetched> answer = ahead.answer();
        ahead = null;
        return calls.await(answer, Optional.of(closing()));
    }

    /** Begins to fetch the next chunk of the range that is open. */
    void ahead(int most) {
        HistoryReader reader = open.reader();
        ahead = new Ahead(most, calls.begin(() -> reader.next(most)));
    }

    private boolean reads(Part<HistorySource> source, HistoryQuery query) {
        return open != null
                && calls.source() == source
                && !calls.broken()
                && open.query().equals(query);
    }

    private void open(Part<HistorySource> source, HistoryQuery query, Optional<Cursor> resume)
            throws SourceException, InterruptedException {
        SourceCalls at = calls(source);
        HistoryReader reader =
                at.call(
                        () -> {
                            HistoryReader opened = source.service().open(query, resume);
                            if (at.broken()) {
                                opened.close(); // Nobody waits for it any more.
                            }
                            return opened;
                        });
        open = new Open(query, reader);
    }

    private SourceCalls calls(Part<HistorySource> source) throws SourceException {
        if (calls != null && (calls.source() != source || calls.broken())) {
            close();
            calls.close();
            calls = null;
        }
        if (calls == null) {
            if (source.abandoned() >= settings.abandonedMax()) {
                throw new SourceException.Permanent(
                        "source '"
                                + job.source()
                                + "' is disabled: "
                                + source.abandoned()
                                + " calls to it have not returned although they were told to; update its bundle or"
                                + " start it anew",
                        null);
            }
            calls = new SourceCalls(source, job, settings, time);
        }
        return calls;
    }

    /**
     * Tells the source that a chunk is safe, after what is being fetched. Trouble with that is the
     * source's own: the chunk is safe all the same.
     */
    void committed(Cursor cursor) {
        if (open == null || calls.broken()) {
            return;
        }
        HistoryReader reader = open.reader();
        calls.begin(
                () -> {
                    try {
                        reader.committed(cursor);
                    } catch (SourceException | RuntimeException | LinkageError e) {
                        LOG.warn(
                                "Source {} could not acknowledge a committed chunk: {}",
                                job.source(),
                                e.getMessage());
                        LOG.debug("Cause", e);
                    }
                    return null;
                });
    }

    /**
     * Closes the reader once what was committed is told; what was fetched ahead is dropped. A fetch
     * that is still on its way is broken off.
     */
    @Override
    public void close() {
        if (open == null) {
            return;
        }
        Runnable closing = closing();
        boolean pending = ahead != null && !ahead.answer().isDone();
        ahead = null;
        open = null;
        if (pending) {
            calls.breakOff(Optional.of(closing));
        } else {
            calls.close(closing);
        }
    }

    private Runnable closing() {
        HistoryReader reader = open.reader();
        return () -> close(reader);
    }

    private void close(HistoryReader reader) {
        try {
            reader.close();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Source {} failed to close a reader", job.source(), e);
        }
    }

    /** Closes the reader and ends the thread that reads. */
    void end() {
        close();
        if (calls != null) {
            calls.close();
            calls = null;
        }
    }
}
