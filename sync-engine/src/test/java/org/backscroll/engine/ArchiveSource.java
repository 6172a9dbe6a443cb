package org.backscroll.engine;

import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/**
 * One archive in the order of time, as a network server has it: read either way between marks,
 * proving what it covers.
 */
final class ArchiveSource implements HistorySource {
    static final Lane LANE =
            Lane.builder("archive", EnumSet.of(Kind.MESSAGES))
                    .order(Lane.Order.TIME)
                    .directions(EnumSet.allOf(Direction.class))
                    .build();

    final NavigableSet<Integer> numbers = new ConcurrentSkipListSet<>();
    final List<HistoryQuery> opened = new CopyOnWriteArrayList<>();

    /** Whether it delivers live. */
    volatile boolean live;

    /** Pushed as soon as somebody follows. */
    volatile int first = -1;

    /** How many followers there are now, and were ever. */
    final AtomicInteger followers = new AtomicInteger();

    final AtomicInteger followed = new AtomicInteger();

    /** Called before a page is given. */
    volatile Runnable beforePage = () -> {};

    /** Called before somebody follows. */
    volatile Runnable beforeLive = () -> {};

    private volatile LiveSink sink;

    @Override
    public Optional<Closeable> live(LiveSink to) {
        if (!live) {
            return Optional.empty();
        }
        sink = to;
        followed.incrementAndGet();
        beforeLive.run();
        followers.incrementAndGet();
        if (first >= 0) {
            push(first);
        }
        return Optional.of(followers::decrementAndGet);
    }

    /** A new message comes, and is delivered as a range of its own. */
    void push(int number) {
        numbers.add(number);
        Covered range =
                new Covered(LANE.id(), Optional.empty(), mark(number), mark(number), true, false);
        try {
            sink.accept(
                    List.of(new Entry.MessageEntry(ScriptedSource.message(number))),
                    List.of(range));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void drop() {
        sink.lost(new SourceException.Transient("the connection was reset", null));
    }

    void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            numbers.add(i);
        }
    }

    static Mark mark(int number) {
        return new Mark(ScriptedSource.message(number).timestamp().toEpochMilli(), "M" + number);
    }

    @Override
    public SourceInfo probe() {
        return new SourceInfo("archive", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(LANE);
    }

    private static int number(Bound bound, int otherwise) {
        if (bound instanceof Bound.At at) {
            return Integer.parseInt(at.mark().id().substring(1));
        }
        if (bound instanceof Bound.Time time) {
            return (int) (time.instant().getEpochSecond() - 1_700_000_000L) - 1;
        }
        if (bound instanceof Bound.Message message) {
            return Integer.parseInt(message.anchor().message().id().substring(1));
        }
        return otherwise;
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
        opened.add(query);
        boolean forward = query.direction() == Direction.FORWARD;
        NavigableSet<Integer> range =
                numbers.subSet(
                        number(query.from(), -1),
                        false,
                        number(query.to(), Integer.MAX_VALUE),
                        false);
        List<Integer> left = new ArrayList<>(forward ? range : range.descendingSet());
        resume.ifPresent(c -> left.removeIf(n -> before(n, Integer.parseInt(c.value()), forward)));
        return new HistoryReader() {
            private Optional<Integer> edge = resume.map(c -> Integer.parseInt(c.value()));

            @Override
            public Fetched next(int max) {
                beforePage.run();
                List<Integer> page = List.copyOf(left.subList(0, Math.min(max, left.size())));
                left.subList(0, page.size()).clear();
                boolean last = left.isEmpty();
                boolean beginning = last && !forward && query.from() instanceof Bound.Start;
                List<Covered> covered = new ArrayList<>();
                if (!page.isEmpty()) {
                    Mark first = mark(page.get(0));
                    Mark end = mark(page.get(page.size() - 1));
                    Mark low = forward ? edge.map(ArchiveSource::mark).orElse(first) : end;
                    Mark high = forward ? end : edge.map(ArchiveSource::mark).orElse(first);
                    if (forward && edge.isEmpty() && query.from() instanceof Bound.At at) {
                        low = at.mark();
                    }
                    if (last && forward && query.to() instanceof Bound.At at) {
                        high = at.mark();
                    }
                    if (!forward && edge.isEmpty() && query.to() instanceof Bound.At at) {
                        high = at.mark();
                    }
                    if (last && !forward && query.from() instanceof Bound.At at) {
                        low = at.mark();
                    }
                    covered.add(
                            new Covered("archive", Optional.empty(), low, high, true, beginning));
                    edge = Optional.of(page.get(page.size() - 1));
                }
                List<Entry> entries = new ArrayList<>();
                page.forEach(n -> entries.add(new Entry.MessageEntry(ScriptedSource.message(n))));
                End end = !last ? End.MORE : beginning ? End.BEGINNING : End.BOUND;
                return HistoryChunk.builder(new Cursor(edge.map(String::valueOf).orElse("0")), end)
                        .entries(entries)
                        .covered(covered)
                        .build();
            }

            @Override
            public void close() {}
        };
    }

    private static boolean before(int number, int cursor, boolean forward) {
        return forward ? number <= cursor : number >= cursor;
    }

    static Instant time(int number) {
        return ScriptedSource.message(number).timestamp();
    }
}
