package org.backscroll.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** A source with a defect that shows once. */
final class ThrowingOnce implements HistorySource {
    private final HistorySource real;
    private final AtomicBoolean thrown = new AtomicBoolean();

    ThrowingOnce(HistorySource real) {
        this.real = real;
    }

    @Override
    public SourceInfo probe() throws SourceException {
        return real.probe();
    }

    @Override
    public List<Lane> lanes() throws SourceException {
        return real.lanes();
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        if (thrown.compareAndSet(false, true)) {
            throw new NullPointerException("a defect");
        }
        return real.open(query, resume);
    }
}
