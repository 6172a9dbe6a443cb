package org.backscroll.tck;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.backscroll.api.Message;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Pending;
import org.backscroll.api.source.Rejected;

/** What came of reading a range, chunk by chunk. */
final class Walk {
    /** More chunks than an archive for tests has records: a reader that runs in a circle ends. */
    private static final int MAX_CHUNKS = 20_000;

    private static final int MAX_WAITS = 50;
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    final List<HistoryChunk> chunks = new ArrayList<>();

    /**
     * What is said of a later time is said of now, which is another one in each walk. A server may
     * have whole seconds only.
     */
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    static Walk of(HistorySource source, HistoryQuery query, Optional<Cursor> resume, int size)
            throws Exception {
        try (HistoryReader reader = source.open(query, resume)) {
            return rest(reader, size);
        }
    }

    static Walk rest(HistoryReader reader, int size) throws Exception {
        Walk walk = new Walk();
        do {
            walk.chunks.add(chunk(reader, size));
            if (walk.chunks.size() > MAX_CHUNKS) {
                throw new AssertionError("a reading does not end after " + MAX_CHUNKS + " chunks");
            }
        } while (walk.last().end() == End.MORE);
        return walk;
    }

    /** The next chunk; waits as long as the reader says that its answer is not here yet. */
    static HistoryChunk chunk(HistoryReader reader, int size) throws Exception {
        for (int i = 0; i < MAX_WAITS; i++) {
            Fetched fetched = reader.next(size);
            if (fetched instanceof HistoryChunk chunk) {
                return chunk;
            }
            Duration wait = ((Pending) fetched).retryIn();
            LockSupport.parkNanos((wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT).toNanos());
        }
        throw new AssertionError("there is no answer after " + MAX_WAITS + " times of asking");
    }

    /** Each chunk with a source and a reader of its own, as after a kill. */
    static Walk killedAfterEachChunk(Sources sources, HistoryQuery query, int size)
            throws Exception {
        Walk walk = new Walk();
        do {
            Optional<Cursor> resume =
                    walk.chunks.isEmpty() ? Optional.empty() : Optional.of(walk.last().next());
            try (HistoryReader reader = sources.source().open(query, resume)) {
                walk.chunks.add(chunk(reader, size));
            }
        } while (walk.last().end() == End.MORE && walk.chunks.size() < MAX_CHUNKS);
        return walk;
    }

    /** Makes sources. */
    interface Sources {
        HistorySource source() throws Exception;
    }

    HistoryChunk last() {
        return chunks.get(chunks.size() - 1);
    }

    /** What was told; of what is said of now, without when that was. */
    List<Entry> entries() {
        return chunks.stream()
                .flatMap(chunk -> chunk.entries().stream())
                .map(this::timeless)
                .toList();
    }

    private Entry timeless(Entry entry) {
        return entry instanceof Entry.Dated dated ? dated.withAsOf(timeless(dated.asOf())) : entry;
    }

    private AsOf timeless(AsOf asOf) {
        return asOf.time().isBefore(begun) ? asOf : new AsOf(Instant.MAX, asOf.sequence());
    }

    List<Message> messages() {
        return entries().stream()
                .filter(Entry.MessageEntry.class::isInstance)
                .map(entry -> ((Entry.MessageEntry) entry).message())
                .toList();
    }

    List<Rejected> rejected() {
        return chunks.stream().flatMap(chunk -> chunk.rejected().stream()).toList();
    }
}
