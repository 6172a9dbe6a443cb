package org.backscroll.source.peer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.SourceException;
import org.backscroll.formats.ChangesJson;

/**
 * Reads page by page: forward what is new or changed, whose cursors are the other side's revisions;
 * backward the messages of a chat.
 */
final class PeerReader implements HistoryReader {
    private static final int MAX = 1000;

    /** The beginning of a chat has no place behind it. */
    private static final Cursor BEGINNING = new Cursor("beginning");

    private final Peer peer;
    private final boolean backward;
    private final Map<String, String> asked = new TreeMap<>();
    private boolean through;
    private Peer.Request waiting;
    private boolean closed;

    PeerReader(Peer peer, HistoryQuery query, Optional<Cursor> resume) {
        this.peer = peer;
        backward = query.direction() == Direction.BACKWARD;
        query.chat().ifPresent(chat -> asked.put("chat", chat.value()));
        if (backward) {
            if (query.to() instanceof Bound.Message message) {
                asked.put("before", message.anchor().message().id());
            }
        } else {
            asked.put(
                    "kinds",
                    query.kinds().stream()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(",")));
        }
        resume.ifPresent(this::goOnAt);
    }

    private void goOnAt(Cursor cursor) {
        through = backward && cursor.equals(BEGINNING);
        asked.put(backward ? "from" : "since", cursor.value());
    }

    @Override
    public HistoryChunk next(int maxMessages) throws SourceException, InterruptedException {
        if (through && !isClosed()) {
            return HistoryChunk.builder(BEGINNING, End.BEGINNING).build();
        }
        asked.put("max", Integer.toString(Math.min(MAX, maxMessages)));
        Peer.Request request = peer.page(backward ? "messages" : "changes", asked);
        ChangesJson.Page page;
        synchronized (this) {
            if (closed) {
                request.cancel();
                throw new InterruptedException("the reading was ended");
            }
            waiting = request;
        }
        String unit = backward ? "messages" : "changes since " + asked.get("since");
        page = request.page(peer.setup().account(), unit);
        End end = page.more() ? End.MORE : backward ? End.BEGINNING : End.IDLE;
        Cursor next = page.next().isEmpty() ? BEGINNING : new Cursor(page.next());
        goOnAt(next);
        HistoryChunk.Builder chunk =
                HistoryChunk.builder(next, end).entries(page.entries()).rejected(page.rejected());
        if (page.fraction().isPresent() && !backward) {
            chunk.fraction(page.fraction().getAsDouble());
        }
        return chunk.build();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.cancel();
        }
    }
}
