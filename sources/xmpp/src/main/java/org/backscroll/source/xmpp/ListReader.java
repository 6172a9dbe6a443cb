package org.backscroll.source.xmpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.SourceException;

/** Reads what has no order and is asked for as a whole. What was read before is read again. */
final class ListReader implements HistoryReader {
    private static final Cursor ALL = new Cursor("all");

    private final Listing listing;
    private Deque<Entry> left;
    private volatile boolean closed;

    /** Asks for all of it. */
    @FunctionalInterface
    interface Listing {
        List<Entry> get() throws SourceException, InterruptedException;
    }

    ListReader(Listing listing) {
        this.listing = listing;
    }

    @Override
    public Fetched next(int maxMessages) throws SourceException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the reader is closed");
        }
        if (left == null) {
            left = new ArrayDeque<>(listing.get());
        }
        List<Entry> taken = new ArrayList<>();
        while (!left.isEmpty() && taken.size() < 4L * maxMessages) {
            taken.add(left.poll());
        }
        Cursor cursor = left.isEmpty() ? ALL : new Cursor(left.size() + " left");
        return HistoryChunk.builder(cursor, left.isEmpty() ? End.IDLE : End.MORE)
                .entries(taken)
                .build();
    }

    @Override
    public void close() {
        closed = true;
    }
}
