package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * Reads one lane of a spool. A file goes when its last piece is committed and nothing of it was
 * left out; a file that another reader has claimed is passed over.
 */
final class SpoolReader implements HistoryReader {
    private final Spool spool;
    private final Units opener;
    private final Filter filter;
    private final List<Unit> units;
    private final FolderReader reader;
    private final SpoolPosition resumed;
    private final Optional<Unit> begun;
    private final Set<Unit> mine = new HashSet<>();
    private final List<Finished> finished = new ArrayList<>();
    private final Queue<Uncommitted> uncommitted = new ArrayDeque<>();
    private boolean closed;

    /** A file that was read to its end. */
    private record Finished(Unit unit, boolean leftOut, boolean damaged) {}

    /** The files that are done with when a cursor is committed. */
    private record Uncommitted(Cursor cursor, List<Finished> files) {}

    /**
     * @param units the files, in the order in which to read them
     * @param lane a lane's id, of the spool
     * @param filter what of it is wanted
     * @param resume where to go on
     * @param warn told of what could not be read
     */
    SpoolReader(
            Spool spool,
            List<Unit> units,
            Units opener,
            String lane,
            Filter filter,
            SpoolPosition resume,
            Consumer<Rejected> warn)
            throws SourceException {
        this.spool = spool;
        this.opener = opener;
        this.filter = filter;
        resumed = resume;
        begun = resume.in(units);
        this.units = new ArrayList<>(units);
        begun.ifPresent(
                unit -> {
                    this.units.remove(unit);
                    this.units.add(0, unit);
                });
        reader = new FolderReader(this.units, this::open, lane, filter, warn);
    }

    @Override
    public HistoryChunk next(int maxMessages) throws SourceException, InterruptedException {
        HistoryChunk chunk = reader.next(maxMessages);
        Cursor cursor = position().cursor();
        synchronized (this) {
            uncommitted.add(new Uncommitted(cursor, List.copyOf(finished)));
            finished.clear();
        }
        HistoryChunk.Builder own =
                HistoryChunk.builder(cursor, chunk.end())
                        .entries(chunk.entries())
                        .rejected(chunk.rejected())
                        .covered(chunk.covered());
        chunk.fraction().ifPresent(own::fraction);
        return own.build();
    }

    /** How the history of the chat that was asked for is said to end; -1 when nothing is said. */
    int transfer() {
        return reader.position().transfer();
    }

    @Override
    public synchronized void committed(Cursor cursor) {
        boolean known = uncommitted.stream().anyMatch(chunk -> chunk.cursor().equals(cursor));
        while (known) {
            Uncommitted chunk = uncommitted.remove();
            chunk.files().forEach(this::stored);
            known = !chunk.cursor().equals(cursor);
        }
    }

    @Override
    public void close() {
        reader.close();
        synchronized (this) {
            closed = true;
            mine.forEach(spool::release);
            mine.clear();
        }
    }

    private void stored(Finished file) {
        if (mine.remove(file.unit())) {
            if (file.leftOut()) {
                spool.release(file.unit());
            } else {
                spool.stored(file.unit(), file.damaged());
            }
        }
    }

    private Optional<Pieces> open(Unit unit, String lane) throws IOException {
        if (!claim(unit)) {
            return Optional.empty();
        }
        Optional<Pieces> pieces = Optional.empty();
        try {
            pieces = opener.open(unit, lane).map(opened -> watched(unit, opened));
            if (pieces.isPresent() && begun.equals(Optional.of(unit))) {
                skip(pieces.get(), resumed.pieces());
            }
            return pieces;
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it was stored since the spool was looked into
        } finally {
            if (pieces.isEmpty()) {
                release(unit);
            }
        }
    }

    private synchronized boolean claim(Unit unit) {
        return !closed && spool.claim(unit) && mine.add(unit);
    }

    private synchronized void release(Unit unit) {
        if (mine.remove(unit)) {
            spool.release(unit);
        }
    }

    private Pieces watched(Unit unit, Pieces pieces) {
        return new Watched(
                pieces,
                filter,
                end -> {
                    synchronized (this) {
                        finished.add(new Finished(unit, end.leftOut(), end.damaged()));
                    }
                });
    }

    private static void skip(Pieces pieces, long count) throws IOException {
        for (long i = 0; i < count && pieces.next().isPresent(); i++) {
            // it was committed already
        }
    }

    private SpoolPosition position() throws SourceException {
        Position at = reader.position();
        if (at.within().isEmpty()) {
            return new SpoolPosition(at.name(), 0, 0);
        }
        Unit unit =
                units.stream()
                        .filter(one -> one.name().equals(at.name()))
                        .findFirst()
                        .orElseThrow();
        long before = begun.equals(Optional.of(unit)) ? resumed.pieces() : 0;
        long fingerprint = SpoolPosition.fingerprint(unit);
        return new SpoolPosition(unit.name(), fingerprint, before + at.within().get().pieces());
    }
}
