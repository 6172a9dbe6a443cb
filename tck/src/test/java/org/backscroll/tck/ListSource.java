package org.backscroll.tck;

import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** A sound source over two lists. What is to be broken overrides a method. */
class ListSource implements HistorySource {
    static final AccountId ACCOUNT = AccountId.of("tck");
    static final Lane ARCHIVE =
            Lane.builder("archive", EnumSet.of(Kind.MESSAGES, Kind.CONVERSATIONS))
                    .directions(EnumSet.allOf(Direction.class))
                    .order(Lane.Order.TIME)
                    .build();
    static final Lane NAMES = Lane.builder("names", EnumSet.of(Kind.NAMES)).build();

    /** An entry, or a record that cannot be read. */
    final List<Object> archive = new ArrayList<>();

    private final List<Object> names = new ArrayList<>();

    ListSource() {
        for (int i = 0; i < 30; i++) {
            add(i);
            if (i % 10 == 3) {
                archive.add(new Rejected("list", "record " + i, "it is torn", new byte[] {1}));
            }
            names.add(new Entry.Name(Jid.of(i + "@example.org"), "N" + i, AsOf.UNKNOWN));
        }
    }

    final void add(int i) {
        Jid chat = Jid.of("c" + i % 3 + "@example.org");
        Instant time = Said.at(i / 2);
        MessageKey key = new MessageKey(ACCOUNT, chat, MessageKey.Author.of(chat), "m" + i);
        archive.add(new Entry.MessageEntry(Message.builder(key, time).text("t" + i).build()));
        if (i % 7 == 0) {
            archive.add(Said.snapshot(chat, AsOf.UNKNOWN).name("C" + i).build());
        }
    }

    @Override
    public SourceInfo probe() throws SourceException {
        return new SourceInfo("two lists", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(ARCHIVE, NAMES);
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        return new Reader(query, resume.isPresent() ? place(resume.get()) : 0);
    }

    int place(Cursor cursor) throws SourceException {
        try {
            return Integer.parseInt(cursor.value());
        } catch (NumberFormatException e) {
            throw new SourceException.CursorLost("this cursor is not one of the list's");
        }
    }

    @Override
    public Optional<HistoryReader> reread(List<Rejected> records) throws SourceException {
        return records.get(0).unit().equals("list")
                ? Optional.of(new Reader(HistoryQuery.builder(ARCHIVE).build(), 0))
                : Optional.empty();
    }

    @Override
    public Optional<Closeable> live(LiveSink sink) throws SourceException {
        return Optional.empty();
    }

    /** Whether a record is covered. */
    boolean wanted(HistoryQuery query, Object record) {
        if (record instanceof Entry.MessageEntry e) {
            Message message = e.message();
            return query.kinds().contains(Kind.MESSAGES)
                    && query.chat().map(message.chat()::equals).orElse(true)
                    && (!(query.from() instanceof Bound.Time from)
                            || !message.timestamp().isBefore(from.instant()))
                    && (!(query.to() instanceof Bound.Time to)
                            || message.timestamp().isBefore(to.instant()));
        }
        return !(record instanceof Entry.ChatSnapshot)
                || query.kinds().contains(Kind.CONVERSATIONS);
    }

    /** Changes a chunk on its way out. */
    HistoryChunk out(HistoryChunk chunk, int size) {
        return chunk;
    }

    /** How many of the records that are left one chunk takes. */
    int take(List<Object> left, int size) {
        int messages = 0;
        int taken = 0;
        for (Object record : left) {
            messages += record instanceof Entry.MessageEntry ? 1 : 0;
            if (messages > size || taken == 4 * size) {
                break;
            }
            taken++;
        }
        return taken;
    }

    class Reader implements HistoryReader {
        final HistoryQuery query;
        int place;
        volatile boolean closed;

        Reader(HistoryQuery query, int place) {
            this.query = query;
            this.place = place;
        }

        private List<Object> records() {
            List<Object> all = new ArrayList<>(query.lane().id().equals("names") ? names : archive);
            if (query.direction() == Direction.BACKWARD) {
                java.util.Collections.reverse(all);
            }
            return all;
        }

        @Override
        public HistoryChunk next(int size) throws SourceException, InterruptedException {
            if (closed || Thread.interrupted()) {
                throw new InterruptedException("closed");
            }
            List<Object> all = records();
            List<Object> left = all.subList(Math.min(place, all.size()), all.size());
            int taken = take(left, size);
            List<Entry> entries = new ArrayList<>();
            List<Rejected> rejected = new ArrayList<>();
            for (Object record : left.subList(0, taken)) {
                if (record instanceof Rejected r) {
                    rejected.add(r);
                } else if (wanted(query, record)) {
                    entries.add((Entry) record);
                }
            }
            place += taken;
            return out(
                    HistoryChunk.builder(
                                    new Cursor("" + place),
                                    place < all.size() ? End.MORE : End.IDLE)
                            .entries(entries)
                            .rejected(rejected)
                            .covered(
                                    List.of(
                                            new Covered(
                                                    query.lane().id(),
                                                    Optional.empty(),
                                                    new Mark(0, ""),
                                                    new Mark(place, ""),
                                                    true,
                                                    false)))
                            .build(),
                    size);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** A chunk with other contents. */
    static HistoryChunk with(HistoryChunk c, List<Entry> entries, List<Rejected> rejected) {
        return HistoryChunk.builder(c.next(), c.end()).entries(entries).rejected(rejected).build();
    }
}
