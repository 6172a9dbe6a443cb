package org.backscroll.source.xmpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.SourceException;

/**
 * Reads a range of an archive, forward or backward. A chunk ends between two times wherever it may,
 * so that the records of one time stay together; only a time with more messages than are asked for
 * is cut.
 */
final class ArchiveReader implements HistoryReader {
    /** What a chunk's records may take, in characters of XML. */
    private static final int MAX_CHARACTERS = 2 * 1024 * 1024;

    private final Opening opening;
    private final Jid owner;
    private final boolean room;
    private final AccountId account;
    private final HistoryQuery query;
    private final boolean backward;
    private final boolean resumed;
    private final Deque<Line> lines = new ArrayDeque<>();
    private Optional<Mark> edge;
    private boolean through;
    private volatile Pages pages;
    private volatile boolean closed;
    private Groups groups;
    private Window window;
    private Targets targets;
    private Decoder decoder;

    /** Gives the connection to read on. */
    @FunctionalInterface
    interface Opening {
        Link get() throws SourceException, InterruptedException;
    }

    /** A record that is decoded and waits for its chunk. */
    private record Line(Mark mark, Decoder.Decoded told, int size, boolean lastOfTime) {}

    /**
     * @param owner whose archive
     * @param room whether that is a room
     * @param resume the last record that was read, if the reading goes on
     */
    ArchiveReader(
            Opening opening,
            Jid owner,
            boolean room,
            AccountId account,
            HistoryQuery query,
            Optional<Mark> resume) {
        this.opening = opening;
        this.owner = owner;
        this.room = room;
        this.account = account;
        this.query = query;
        backward = query.direction() == Direction.BACKWARD;
        resumed = resume.isPresent();
        edge = resume.or(() -> Place.edge(backward ? query.to() : query.from()));
    }

    @Override
    public Fetched next(int maxMessages) throws SourceException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the reader is closed");
        }
        open();
        List<Line> taken = new ArrayList<>();
        int messages = 0;
        int entries = 0;
        long size = 0;
        while (fill()) {
            Line line = lines.peekFirst();
            messages += line.told().messages();
            entries += line.told().entries().size() + 1;
            size += line.size();
            boolean full =
                    messages > maxMessages || entries > 4L * maxMessages || size > MAX_CHARACTERS;
            if (full && !taken.isEmpty()) {
                giveBack(taken);
                break;
            }
            taken.add(lines.pollFirst());
        }
        return chunk(taken, lines.isEmpty() && through);
    }

    /** A time that was begun is left for the next chunk, unless it is all there is in this one. */
    private void giveBack(List<Line> taken) {
        int keep = taken.size();
        while (keep > 0 && !taken.get(keep - 1).lastOfTime()) {
            keep--;
        }
        while (keep > 0 && taken.size() > keep) {
            lines.addFirst(taken.remove(taken.size() - 1));
        }
    }

    private void open() throws SourceException, InterruptedException {
        if (pages != null) {
            return;
        }
        Link link = opening.get();
        Archive archive = new Archive(link, owner, room);
        targets = new Targets(archive);
        decoder = new Decoder(account, link.settings(), archive, targets);
        Optional<Place> begin = resumed ? edge.map(Place::of) : Optional.empty();
        Optional<Place> low =
                (backward ? Optional.<Place>empty() : begin).or(() -> Place.of(query.from()));
        Optional<Place> high =
                (backward ? begin : Optional.<Place>empty()).or(() -> Place.of(query.to()));
        window =
                new Window(
                        low,
                        high,
                        backward,
                        resumed,
                        item -> decoder.envelope(item).map(Envelope::id));
        Pages opened =
                new Pages(
                        archive,
                        new Slice(
                                room ? Optional.empty() : query.chat(),
                                low.map(Place::from),
                                high.map(Place::until),
                                List.of(),
                                backward));
        groups = new Groups(opened, backward);
        pages = opened;
        if (closed) {
            opened.cancel();
        }
    }

    /** Sees to it that there is a line, if there is one at all. */
    private boolean fill() throws SourceException, InterruptedException {
        while (lines.isEmpty() && !through) {
            Optional<Group> group = groups.next();
            Window.Cut cut = window.cut(group);
            through = cut.end();
            if (cut.from() < cut.to()) {
                targets.prepare(group.get());
                decode(group.get(), cut);
            }
        }
        return !lines.isEmpty();
    }

    private void decode(Group group, Window.Cut cut) {
        List<Line> decoded = new ArrayList<>();
        Map<Jid, Integer> numbers = new HashMap<>();
        for (int i = 0; i < cut.to(); i++) {
            Item item = group.items().get(i);
            Optional<Envelope> envelope = decoder.envelope(item);
            int number =
                    envelope.map(known -> numbers.merge(known.chat(), 1, Integer::sum) - 1)
                            .orElse(0);
            if (i >= cut.from()) {
                boolean last = i == (backward ? cut.from() : cut.to() - 1);
                decoded.add(
                        new Line(
                                new Mark(group.at(), item.id()),
                                decoder.decode(item, envelope, number),
                                item.size(),
                                last));
            }
        }
        if (backward) {
            Collections.reverse(decoded);
        }
        lines.addAll(decoded);
    }

    private HistoryChunk chunk(List<Line> taken, boolean last) {
        Optional<Mark> begin = edge.or(() -> taken.stream().findFirst().map(Line::mark));
        boolean fromStart = !backward && edge.isEmpty() && query.from() instanceof Bound.Start;
        Optional<Mark> read =
                taken.isEmpty() ? edge : Optional.of(taken.get(taken.size() - 1).mark());
        Optional<Mark> end = read;
        if (last) {
            end = Place.edge(backward ? query.from() : query.to()).or(() -> read);
        }
        boolean beginning = last && backward && query.from() instanceof Bound.Start;
        HistoryChunk.Builder chunk =
                HistoryChunk.builder(Place.cursor(read), last ? end() : End.MORE)
                        .entries(
                                taken.stream()
                                        .flatMap(line -> line.told().entries().stream())
                                        .toList())
                        .rejected(
                                taken.stream()
                                        .flatMap(line -> line.told().rejected().stream())
                                        .toList());
        if (query.kinds().contains(Kind.MESSAGES)) {
            Optional<Jid> chat = room ? Optional.empty() : query.chat();
            chunk.covered(
                    Coverage.between(
                                    query.lane().id(),
                                    chat,
                                    backward ? end : begin,
                                    backward ? begin : end,
                                    beginning || fromStart)
                            .stream()
                            .toList());
        }
        edge = read.or(() -> edge);
        return chunk.build();
    }

    private End end() {
        if (backward) {
            return query.from() instanceof Bound.Start ? End.BEGINNING : End.BOUND;
        }
        return query.to() instanceof Bound.End ? End.IDLE : End.BOUND;
    }

    @Override
    public void close() {
        closed = true;
        Pages open = pages;
        if (open != null) {
            open.cancel();
        }
    }
}
