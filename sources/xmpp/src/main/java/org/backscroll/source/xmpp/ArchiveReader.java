package org.backscroll.source.xmpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
    private final Set<Pages> reading = ConcurrentHashMap.newKeySet();
    private Pages pages;
    private volatile boolean closed;
    private Archive archive;
    private Slice slice;
    private Groups groups;
    private Moment moment;
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
        archive = new Archive(link, owner, room);
        targets = new Targets(archive);
        decoder = new Decoder(account, link.settings(), archive, targets);
        Optional<Place> begin = resumed ? edge.map(Place::of) : Optional.empty();
        Optional<Place> low =
                (backward ? Optional.<Place>empty() : begin).or(() -> Place.of(query.from()));
        Optional<Place> high =
                (backward ? begin : Optional.<Place>empty()).or(() -> Place.of(query.to()));
        window = new Window(low, high, backward, resumed);
        slice =
                new Slice(
                        room ? Optional.empty() : query.chat(),
                        low.map(Place::from),
                        high.map(Place::until),
                        List.of(),
                        backward);
        pages = cancellable(new Pages(archive, slice));
        groups = new Groups(pages, backward);
    }

    private Pages cancellable(Pages opened) {
        reading.add(opened);
        if (closed) {
            opened.cancel();
        }
        return opened;
    }

    /** Sees to it that there is a line, if there is one at all. */
    private boolean fill() throws SourceException, InterruptedException {
        while (lines.isEmpty() && !through) {
            Optional<Group> group = groups.next();
            if (moment == null) {
                Tally tally = group.isPresent() ? tally(group.get()) : new Tally(List.of(), none());
                moment = new Moment(window.cut(group, tally), backward, tally);
            }
            through = moment.cut().end();
            if (moment.cut().from() < moment.cut().to()) {
                targets.prepare(group.get());
                decode(group.get());
            }
            if (group.isEmpty() || group.get().last()) {
                moment = null;
            }
        }
        return !lines.isEmpty();
    }

    private static Function<Item, Optional<Envelope>> none() {
        return item -> Optional.empty();
    }

    /** Counts a time's records; where these are only a part of them, by reading them twice. */
    private Tally tally(Group group) throws SourceException, InterruptedException {
        Tally tally = new Tally(window.places(group.at()), decoder::envelope);
        if (group.last()) {
            group.items().forEach(tally::find);
        } else if (backward || !window.places(group.at()).isEmpty()) {
            String end = group.items().get(group.items().size() - 1).id();
            Pages counted = cancellable(new Pages(archive, slice.at(group.at())));
            try {
                count(new Groups(counted, false), group.at(), end, tally);
            } finally {
                counted.cancel();
                reading.remove(counted);
            }
        } else {
            tally.open();
        }
        return tally;
    }

    /** Backward only up to where the reading began: since then there may be more. */
    private void count(Groups parts, long at, String end, Tally tally)
            throws SourceException, InterruptedException {
        for (Optional<Group> part = parts.next(); part.isPresent(); part = parts.next()) {
            if (part.get().at() == at) {
                for (Item item : part.get().items()) {
                    tally.add(item);
                    if (backward && item.id().equals(end)) {
                        return;
                    }
                }
            }
        }
        if (backward) {
            throw new SourceException.Transient(
                    owner + " changed its archive while it was read", null);
        }
    }

    private void decode(Group part) {
        for (Moment.Wanted wanted : moment.take(part, decoder::envelope)) {
            lines.add(
                    new Line(
                            new Mark(part.at(), wanted.item().id()),
                            decoder.decode(wanted.item(), wanted.envelope(), wanted.number()),
                            wanted.item().size(),
                            wanted.last()));
        }
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
        reading.forEach(Pages::cancel);
    }
}
