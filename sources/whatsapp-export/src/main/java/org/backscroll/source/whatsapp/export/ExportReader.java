package org.backscroll.source.whatsapp.export;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;

/**
 * Reads exported chats, file after file, in chunks of exactly as many messages as were asked for.
 * It looks one piece ahead, so that the last chunk says that it is the last.
 */
final class ExportReader implements HistoryReader {
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final int ENTRIES_PER_MESSAGE = 4;

    private final Setup setup;
    private final Surveys surveys;
    private final List<Export> exports;
    private final Filter filter;
    private final Warnings warnings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;

    private int index = -1; // of the file being read, or done with last
    private Pieces open; // its pieces, while it is being read
    private long taken; // of them
    private Piece ahead;

    ExportReader(
            Setup setup, Surveys surveys, List<Export> exports, Filter filter, Warnings warnings) {
        this.setup = setup;
        this.surveys = surveys;
        this.exports = exports;
        this.filter = filter;
        this.warnings = warnings;
    }

    /** Goes to where an earlier reader stopped. */
    void resume(Position position) throws SourceException {
        index = position.indexIn(exports, setup);
        if (position.pieces().isEmpty() || index < 0) {
            return;
        }
        index--;
        try {
            openNext();
            while (taken < position.pieces().getAsLong()) {
                if (open.next().isEmpty()) {
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
                closeOpen();
            }
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (lock.tryLock()) { // else the one who reads sees that it is closed, and closes
            try {
                closeOpen();
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
        long bytes = 0;
        int messages = 0;
        while (peek() != null) {
            boolean message = ahead instanceof Piece.Told told && told.isMessage();
            int all = entries.size() + rejected.size();
            if (message && messages == maxMessages
                    || all >= (long) ENTRIES_PER_MESSAGE * maxMessages
                    || all > 0 && bytes + ahead.size() > MAX_BYTES) {
                break;
            }
            if (ahead instanceof Piece.Told told) {
                entries.add(told.entry());
                messages += message ? 1 : 0;
            } else if (ahead instanceof Piece.Bad bad) {
                rejected.add(bad.rejected());
                warnings.damaged(bad.rejected());
            } else if (ahead instanceof Piece.Ended ended) {
                filter.wants(ended).ifPresent(covered::add);
            }
            bytes += ahead.size();
            ahead = null;
            taken++;
        }
        return HistoryChunk.builder(position().cursor(), ahead == null ? End.IDLE : End.MORE)
                .entries(entries)
                .rejected(rejected)
                .covered(covered)
                .fraction(fraction())
                .build();
    }

    private Piece peek() throws IOException, SourceException, InterruptedException {
        while (ahead == null) {
            if (closed || Thread.interrupted()) {
                throw new InterruptedException("the reading was ended");
            }
            if (open == null) {
                if (index + 1 == exports.size()) {
                    return null;
                }
                openNext();
                continue;
            }
            Optional<Piece> next = open.next();
            if (next.isEmpty()) {
                closeOpen();
            } else if (filter.wants(open.chat()) && wanted(next.get())) {
                ahead = next.get();
            } else {
                taken++;
            }
        }
        return ahead;
    }

    private boolean wanted(Piece piece) {
        return !(piece instanceof Piece.Told told) || filter.wants(told);
    }

    private void openNext() throws IOException {
        index++;
        taken = 0;
        Export export = exports.get(index);
        open = new Pieces(setup, surveys, export, line -> warnings.hint(export, line));
    }

    private Position position() {
        if (open != null && taken > 0) {
            return position(index, OptionalLong.of(taken));
        }
        return position(open == null ? index : index - 1, OptionalLong.empty());
    }

    private Position position(int at, OptionalLong pieces) {
        String name = at < 0 ? "" : exports.get(at).name();
        return new Position(name, Position.fingerprint(exports, at, setup), pieces);
    }

    private double fraction() {
        double read = 0;
        double all = 0;
        for (int i = 0; i < exports.size(); i++) {
            long size = exports.get(i).size();
            all += size;
            if (i < index || i == index && open == null) {
                read += size;
            } else if (i == index) {
                read += size * open.fraction();
            }
        }
        return all == 0 ? 1 : read / all;
    }

    private void closeOpen() {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it was only read
            }
            open = null;
        }
    }

    private SourceException trouble(IOException e) {
        String name = exports.get(Math.max(0, index)).name();
        return new SourceException.Transient(
                e instanceof NoSuchFileException
                        ? name + " vanished while it was to be read"
                        : name + " cannot be read now: " + e.getMessage(),
                e);
    }
}
