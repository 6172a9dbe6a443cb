package org.backscroll.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
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
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/** Lanes in the order of arrival, with troubles that a test puts in their way. */
final class ScriptedSource implements HistorySource {
    static final AccountId ACCOUNT = AccountId.of("phone");
    static final Jid CHAT = Jid.of("4917000000@s.whatsapp.net");

    private final Lane recent =
            Lane.builder("recent", EnumSet.of(Kind.MESSAGES)).extent(Lane.Extent.RECENT).build();
    private final Lane older =
            Lane.builder("older", EnumSet.of(Kind.MESSAGES)).extent(Lane.Extent.OLDER).build();
    private final int recentCount;
    private int olderCount;

    /** Thrown, one a call of next. */
    final Deque<SourceException> troubles = new ArrayDeque<>();

    final List<Cursor> committed = new CopyOnWriteArrayList<>();
    final List<Optional<Cursor>> opened = new CopyOnWriteArrayList<>();
    final Set<Integer> bad = Set.of(7);
    final AtomicInteger asked = new AtomicInteger();
    volatile int blockAt = -1;
    volatile boolean forgetful;
    volatile String forgetfulLane = "";
    final CountDownLatch blocked = new CountDownLatch(1);

    /** Run when a chunk is acknowledged. */
    volatile Runnable onCommitted = () -> {};

    /** Run when a reader is closed. */
    volatile Runnable onClose = () -> {};

    /** Lets a blocked fetch go on. */
    final Semaphore gate = new Semaphore(0);

    ScriptedSource(int recentCount, int olderCount) {
        this.recentCount = recentCount;
        this.olderCount = olderCount;
    }

    synchronized void grow(int by) {
        olderCount += by;
    }

    @Override
    public SourceInfo probe() {
        return new SourceInfo("scripted", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() {
        return List.of(older, recent);
    }

    @Override
    public synchronized HistoryReader open(HistoryQuery query, Optional<Cursor> resume)
            throws SourceException {
        opened.add(resume);
        if (forgetful && resume.isPresent()) {
            forgetful = false;
            throw new SourceException.CursorLost("the cursor is too old");
        }
        if (query.lane().id().equals(forgetfulLane) && resume.isPresent()) {
            forgetfulLane = "";
            throw new SourceException.CursorLost("the cursor is too old");
        }
        boolean isRecent = query.lane().id().equals("recent");
        int base = isRecent ? 100_000 : 0;
        int size = isRecent ? recentCount : olderCount;
        int at = resume.map(c -> Integer.parseInt(c.value())).orElse(0);
        return new Reader(base, size, at);
    }

    private final class Reader implements HistoryReader {
        private final int base;
        private final int size;
        private volatile boolean closed;
        private int at;

        Reader(int base, int size, int at) {
            this.base = base;
            this.size = size;
            this.at = at;
        }

        @Override
        public Fetched next(int max) throws SourceException, InterruptedException {
            asked.incrementAndGet();
            synchronized (ScriptedSource.this) {
                if (!troubles.isEmpty()) {
                    throw troubles.pop();
                }
            }
            if (blockAt >= 0 && base + at >= blockAt) {
                blocked.countDown();
                gate.acquire();
                if (closed) {
                    throw new InterruptedException("closed");
                }
            }
            List<Entry> entries = new ArrayList<>();
            List<Rejected> rejected = new ArrayList<>();
            while (entries.size() < max && at < size) {
                if (bad.contains(base + at)) {
                    rejected.add(new Rejected("unit", "record " + at, "broken", new byte[] {1}));
                } else {
                    entries.add(new Entry.MessageEntry(message(base + at)));
                }
                at++;
            }
            return HistoryChunk.builder(
                            new Cursor(String.valueOf(at)), at >= size ? End.IDLE : End.MORE)
                    .entries(entries)
                    .rejected(rejected)
                    .fraction(size == 0 ? 1 : (double) at / size)
                    .build();
        }

        @Override
        public void committed(Cursor cursor) {
            committed.add(cursor);
            onCommitted.run();
        }

        @Override
        public void close() {
            closed = true;
            gate.release();
            onClose.run();
        }
    }

    static Message message(int number) {
        return Message.builder(
                        new MessageKey(ACCOUNT, CHAT, MessageKey.Author.of(CHAT), "M" + number),
                        Instant.ofEpochSecond(1_700_000_000L + number))
                .text("message " + number)
                .build();
    }
}
