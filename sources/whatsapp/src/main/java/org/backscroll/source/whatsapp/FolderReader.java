package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * Reads one lane of a folder, file after file, in chunks of exactly as many messages as were asked
 * for. It looks one piece ahead, so that the last chunk says that it is the last.
 */
final class FolderReader implements HistoryReader {
    /** Opens a file if it belongs to a lane. */
    interface Opener {
        Optional<Pieces> open(Unit unit, String lane) throws IOException;
    }

    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final int ENTRIES_PER_MESSAGE = 4;

    private final List<Unit> units;
    private final Fingerprints prints;
    private final Opener opener;
    private final String lane;
    private final Filter filter;
    private final Consumer<Rejected> warn;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    private int index = -1; // of the file being read, or done with last
    private Pieces unit; // being read, if any
    private long within; // the fingerprint to go on in it
    private long taken; // of its pieces
    private Piece ahead;
    private int transfer = -1;

    FolderReader(
            List<Unit> units, Opener opener, String lane, Filter filter, Consumer<Rejected> warn) {
        this.units = units;
        this.prints = new Fingerprints(units);
        this.opener = opener;
        this.lane = lane;
        this.filter = filter;
        this.warn = warn;
    }

    /** Goes to where an earlier reader stopped. */
    void resume(Position position) throws SourceException {
        index = position.indexIn(units, prints);
        transfer = position.transfer();
        if (position.within().isEmpty() || index < 0) {
            return;
        }
        Position.Within place = position.within().get();
        index--;
        try {
            openNext();
            if (unit != null) {
                unit.startAt(place.from());
                taken = place.from().pieces();
            }
            while (taken < place.pieces()) {
                if (unit == null || unit.next().isEmpty()) {
                    throw new SourceException.CursorLost(
                            "the file " + position.name() + " has changed; all are read again");
                }
                taken++;
            }
        } catch (IOException e) {
            close();
            throw trouble(e);
        } catch (SourceException e) {
            close();
            throw e;
        }
    }

    @Override
    public HistoryChunk next(int maxMessages) throws SourceException, InterruptedException {
        if (maxMessages < 1) {
            throw new IllegalArgumentException("a chunk of at least one message is asked for");
        }
        lock.lockInterruptibly();
        try {
            return chunk(maxMessages);
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw new InterruptedException("interrupted while reading");
        } catch (IOException e) {
            throw trouble(e);
        } finally {
            if (closed) {
                closeUnit();
            }
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (lock.tryLock()) { // else the one who reads sees that it is closed, and closes
            try {
                closeUnit();
            } finally {
                lock.unlock();
            }
        }
    }

    private HistoryChunk chunk(int maxMessages)
            throws IOException, SourceException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        List<Covered> covered = new ArrayList<>();
        long maxEntries = (long) ENTRIES_PER_MESSAGE * maxMessages;
        long bytes = 0;
        int messages = 0;
        while (peek() != null) {
            boolean message = ahead instanceof Piece.Told told && told.isMessage();
            boolean any = entries.size() + rejected.size() > 0;
            if (message && messages == maxMessages
                    || entries.size() + rejected.size() >= maxEntries
                    || any && bytes + ahead.size() > MAX_BYTES) {
                break;
            }
            if (ahead instanceof Piece.Told told) {
                entries.add(told.entry());
                messages += message ? 1 : 0;
            } else if (ahead instanceof Piece.Bad bad) {
                rejected.add(bad.rejected());
                warn.accept(bad.rejected());
            } else if (ahead instanceof Piece.Ended ended) {
                end(ended).ifPresent(covered::add);
            }
            bytes += ahead.size();
            take();
        }
        End end = ahead != null ? End.MORE : atEnd();
        return HistoryChunk.builder(position().cursor(), end)
                .entries(entries)
                .rejected(rejected)
                .covered(covered)
                .fraction(fraction())
                .build();
    }

    private Optional<Covered> end(Piece.Ended ended) {
        boolean answers = SpoolLanes.base(lane).equals(Lanes.ANSWERS);
        if (ended.transfer() >= 0 && answers && filter.asksFor(ended.chat())) {
            transfer = ended.transfer();
        }
        return filter.wants(ended);
    }

    private End atEnd() {
        return switch (transfer) {
            case ChatState.NOTHING_OLDER -> End.BEGINNING;
            case ChatState.OLDER_WITHOUT_ACCESS -> End.NO_ACCESS;
            default -> End.IDLE;
        };
    }

    private Piece peek() throws IOException, SourceException, InterruptedException {
        while (ahead == null) {
            if (closed || Thread.interrupted()) {
                throw new InterruptedException("the reading was ended");
            }
            if (unit == null) {
                if (index + 1 == units.size()) {
                    return null;
                }
                openNext();
                continue;
            }
            Optional<Piece> next = unit.next();
            if (next.isEmpty()) {
                closeUnit();
            } else if (next.get() instanceof Piece.Told told && !filter.wants(told)) {
                taken++;
            } else {
                ahead = next.get();
                if (ahead instanceof Piece.Bad && unit.cutOff()) {
                    checkStill(units.get(index));
                }
            }
        }
        return ahead;
    }

    private void take() {
        ahead = null;
        taken++;
    }

    private void openNext() throws IOException, SourceException {
        index++;
        Optional<Pieces> opened = opener.open(units.get(index), lane);
        if (opened.isPresent()) {
            unit = opened.get();
            taken = 0;
            within = prints.within(index);
        }
    }

    /** A file that ends too early may only be on its way here. */
    private static void checkStill(Unit unit) throws IOException, SourceException {
        if (unit.sizeNow() != unit.size()) {
            throw new SourceException.Transient(
                    "the file " + unit.name() + " is still being written", null);
        }
    }

    /** Where it stands, behind all that was taken. */
    Position position() {
        if (unit != null && taken > 0) {
            Position.Within place = new Position.Within(taken, unit.checkpoint());
            return new Position(units.get(index).name(), within, transfer, Optional.of(place));
        }
        int done = unit == null ? index : index - 1;
        String name = done < 0 ? "" : units.get(done).name();
        return new Position(name, prints.upTo(done), transfer, Optional.empty());
    }

    private double fraction() {
        double read = 0;
        double all = 0;
        for (int i = 0; i < units.size(); i++) {
            long size = units.get(i).size();
            all += size;
            if (i < index || i == index && unit == null) {
                read += size;
            } else if (i == index) {
                read += size * unit.fraction();
            }
        }
        return all == 0 ? 1 : read / all;
    }

    private void closeUnit() {
        if (unit != null) {
            try {
                unit.close();
            } catch (IOException e) {
                // it was only read
            }
            unit = null;
        }
    }

    private SourceException trouble(IOException e) {
        String name = index >= 0 && index < units.size() ? units.get(index).name() : "the folder";
        return new SourceException.Transient(
                e instanceof NoSuchFileException
                        ? name + " vanished while it was to be read"
                        : name + " cannot be read now: " + e.getMessage(),
                e);
    }
}
