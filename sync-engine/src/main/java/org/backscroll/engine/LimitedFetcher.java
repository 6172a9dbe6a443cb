package org.backscroll.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;

/** A job's hands at its source, kept within the limits that all jobs share. */
final class LimitedFetcher implements AutoCloseable {
    private final Job job;
    private final Limits limits;
    private final Fetcher fetcher;

    LimitedFetcher(Job job, Limits limits, Settings settings, Time time) {
        this.job = job;
        this.limits = limits;
        fetcher = new Fetcher(job, settings, time);
    }

    List<Lane> lanes(Part<HistorySource> source) throws SourceException, InterruptedException {
        return fetcher.lanes(source);
    }

    /**
     * What the job has to wait for before it takes the next chunk; nothing if that is on its way.
     */
    Optional<Limits.Hold> hold(
            Part<HistorySource> source, HistoryQuery query, int most, Limits.Work work) {
        return fetcher.isAhead(source, query, most)
                ? Optional.empty()
                : limits.enter(source, job, work);
    }

    /** The next chunk of a range; see {@link Fetcher#next}. How it goes is told to the limits. */
    Fetched next(
            Part<HistorySource> source,
            HistoryQuery query,
            Supplier<Optional<Cursor>> resume,
            int most)
            throws SourceException, InterruptedException {
        boolean decided = false;
        try {
            Fetched fetched = fetcher.next(source, query, resume, most);
            limits.succeeded(source);
            decided = true;
            return fetched;
        } catch (SourceException.RateLimited e) {
            limits.keepAway(source, e.retryAfter());
            decided = true;
            throw e;
        } catch (SourceException.Transient e) {
            limits.failed(source);
            decided = true;
            throw e;
        } finally {
            if (!decided) {
                limits.undecided(source);
            }
        }
    }

    /** Begins to fetch the next chunk of the range that is open, if the limits allow it now. */
    void ahead(Part<HistorySource> source, Limits.Work work, int most) {
        if (job.wanted() && limits.enter(source, job, work).isEmpty()) {
            fetcher.ahead(most);
        }
    }

    void committed(Cursor cursor) {
        fetcher.committed(cursor);
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /** Lets go of the source altogether. */
    void end() {
        limits.rest(job);
        fetcher.end();
    }
}
