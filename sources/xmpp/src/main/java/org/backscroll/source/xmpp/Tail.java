package org.backscroll.source.xmpp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an archive, read on as it grows. It begins with all of the newest time there is, so
 * that the records of that time have their order.
 */
final class Tail {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final int CHUNK = 500;

    private final Archive archive;
    private final Lane lane;
    private final AccountId account;
    private HistoryQuery query;
    private Optional<Cursor> cursor = Optional.empty();

    Tail(Archive archive, Lane lane, AccountId account) {
        this.archive = archive;
        this.lane = lane;
        this.account = account;
    }

    Jid owner() {
        return archive.owner();
    }

    /** Hands over what is new. Returns whether there was anything. */
    boolean read(LiveSink sink) throws SourceException, InterruptedException {
        if (query == null) {
            query = HistoryQuery.builder(lane).from(newest()).build();
        }
        try {
            return readOn(sink);
        } catch (SourceException.CursorLost e) {
            LOG.debug("The end of {} is looked for again: {}", archive.owner(), e.getMessage());
            query = null;
            cursor = Optional.empty();
            return true;
        }
    }

    private Bound newest() throws SourceException, InterruptedException {
        Slice end =
                new Slice(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), true);
        List<Item> page = archive.ask(end, Optional.empty()).take().items();
        return page.isEmpty()
                ? Bound.START
                : new Bound.Time(page.get(page.size() - 1).stamp().orElse(Instant.now()));
    }

    private boolean readOn(LiveSink sink) throws SourceException, InterruptedException {
        boolean any = false;
        End end = End.MORE;
        try (ArchiveReader reader =
                new ArchiveReader(
                        archive::link,
                        archive.owner(),
                        archive.isRoom(),
                        account,
                        query,
                        cursor.isPresent() ? Place.mark(cursor.get()) : Optional.empty())) {
            while (end == End.MORE) {
                HistoryChunk chunk = (HistoryChunk) reader.next(CHUNK);
                if (!cursor.equals(Optional.of(chunk.next()))) {
                    any = true;
                    // What could not be read stays a gap: the next catch-up reads it again and
                    // keeps it.
                    sink.accept(
                            chunk.entries(),
                            chunk.rejected().isEmpty() ? chunk.covered() : List.of());
                    cursor = Optional.of(chunk.next());
                }
                end = chunk.end();
            }
        }
        return any;
    }
}
