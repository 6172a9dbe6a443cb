package org.backscroll.container;

import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Cursor;
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
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** A source whose messages are written while somebody follows it, or while nobody does. */
final class Telephone implements HistorySource {
    private static final Jid CHAT = Jid.of("49170000000@s.whatsapp.net");

    private final AccountId account;
    private final Lane lane =
            Lane.builder("messages", EnumSet.of(Kind.MESSAGES)).extent(Lane.Extent.RECENT).build();
    private final AtomicInteger written = new AtomicInteger();
    private volatile LiveSink line;

    /** How often somebody began to follow. */
    final AtomicInteger calls = new AtomicInteger();

    Telephone(AccountId account) {
        this.account = account;
    }

    /** A message that is delivered to nobody. */
    void write() {
        written.incrementAndGet();
    }

    /** A message that is delivered; when this returns it is safe. */
    void say() throws InterruptedException {
        line.accept(List.of(message(written.getAndIncrement())), List.of());
    }

    /** The line breaks. */
    void breakLine() {
        LiveSink broken = line;
        line = null;
        broken.lost(new SourceException.Transient("the line is dead", null));
    }

    boolean isFollowed() {
        return line != null;
    }

    private Entry message(int number) {
        return new Entry.MessageEntry(
                Message.builder(
                                new MessageKey(
                                        account, CHAT, MessageKey.Author.of(CHAT), "T" + number),
                                Instant.ofEpochSecond(1_700_000_000L + number))
                        .text("message " + number)
                        .build());
    }

    @Override
    public SourceInfo probe() {
        return new SourceInfo("a telephone", Optional.empty(), true);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(lane);
    }

    @Override
    public Optional<Closeable> live(LiveSink sink) {
        line = sink;
        calls.incrementAndGet();
        return Optional.of(() -> line = null);
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
        return new Reader(resume.map(cursor -> Integer.parseInt(cursor.value())).orElse(0));
    }

    private final class Reader implements HistoryReader {
        private int at;

        Reader(int at) {
            this.at = at;
        }

        @Override
        public Fetched next(int max) {
            List<Entry> entries = new ArrayList<>();
            int end = written.get();
            while (at < end && entries.size() < max) {
                entries.add(message(at++));
            }
            return HistoryChunk.builder(
                            new Cursor(String.valueOf(at)), at < end ? End.MORE : End.IDLE)
                    .entries(entries)
                    .build();
        }

        @Override
        public void committed(Cursor cursor) {
            // Nothing is kept for it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
