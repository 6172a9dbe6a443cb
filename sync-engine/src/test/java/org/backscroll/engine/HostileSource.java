package org.backscroll.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.backscroll.api.source.Pending;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;

/**
 * Does everything to be feared of a server, as a seed has it: fails in every way, answers with
 * less, nothing, the same again or what overlaps, loses cursors, says there is more where there is
 * not and the reverse, mixes bad records in, and blocks, with or without heed of being told to
 * stop.
 */
final class HostileSource implements HistorySource {
    private final Random random;
    private final int size;
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile boolean calm;

    /** Calls that block now. */
    final AtomicInteger blocked = new AtomicInteger();

    /** Blocked calls that were told to stop and did not. */
    final AtomicInteger stubborn = new AtomicInteger();

    private final Lane lane =
            Lane.builder("archive", EnumSet.of(Kind.MESSAGES)).extent(Lane.Extent.COMPLETE).build();

    HostileSource(long seed, int size) {
        random = new Random(seed);
        this.size = size;
    }

    /** From now on it behaves. */
    void calm() {
        calm = true;
        release.countDown();
    }

    private synchronized int dice(int sides) {
        return calm ? sides : random.nextInt(sides);
    }

    static boolean bad(int number) {
        return number % 13 == 5;
    }

    @Override
    public SourceInfo probe() {
        return new SourceInfo("hostile", Optional.empty(), false);
    }

    @Override
    public List<Lane> lanes() throws SourceException {
        trouble(40);
        return List.of(lane);
    }

    @Override
    public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) throws SourceException {
        trouble(20);
        if (resume.isPresent() && dice(8) == 0) {
            throw new SourceException.CursorLost("item-not-found");
        }
        return new Reader(resume.map(c -> Integer.parseInt(c.value())).orElse(0));
    }

    private void trouble(int sides) throws SourceException {
        switch (dice(sides)) {
            case 0 -> throw new SourceException.Transient("timed out", null);
            case 1 -> throw new SourceException.RateLimited("slow down", Duration.ofSeconds(3));
            case 2 -> throw new IllegalStateException("a bug");
            case 3 -> throw new NoClassDefFoundError("half a bundle");
            default -> {}
        }
    }

    private final class Reader implements HistoryReader {
        private volatile boolean closed;
        private int at;

        Reader(int at) {
            this.at = at;
        }

        @Override
        public Fetched next(int max) throws SourceException, InterruptedException {
            trouble(20);
            int say = dice(30);
            if (say == 0) {
                block(dice(3) == 0);
            } else if (say == 1) {
                throw new SourceException.CursorLost("expired");
            } else if (say == 2) {
                return new Pending(Duration.ofMillis(500), "asked, no answer yet");
            } else if (say == 3) {
                at = Math.max(0, at - 1 - dice(20)); // The same again, or an overlap.
            } else if (say == 4) {
                return chunk(List.of(), List.of(), End.MORE); // Nothing, and no way on.
            }
            int most = say == 5 ? 1 : say == 6 ? max + 1 : max;
            List<Entry> entries = new ArrayList<>();
            List<Rejected> rejected = new ArrayList<>();
            while (entries.size() < most && at < size) {
                if (bad(at)) {
                    rejected.add(new Rejected("unit", "record " + at, "broken", new byte[] {1}));
                } else {
                    entries.add(new Entry.MessageEntry(ScriptedSource.message(at)));
                }
                at++;
            }
            End end = at >= size ? End.IDLE : End.MORE;
            if (say == 7) {
                end = end == End.MORE ? End.IDLE : End.MORE; // A lie.
            }
            return chunk(entries, rejected, end);
        }

        private HistoryChunk chunk(List<Entry> entries, List<Rejected> rejected, End end) {
            return HistoryChunk.builder(new Cursor(String.valueOf(at)), end)
                    .entries(entries)
                    .rejected(rejected)
                    .build();
        }

        /** For ever, for all one can tell. */
        private void block(boolean deaf) throws InterruptedException {
            blocked.incrementAndGet();
            try {
                while (release.getCount() > 0 && (deaf || !closed)) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        if (!deaf) {
                            throw e;
                        }
                        stubborn.incrementAndGet();
                    }
                }
            } finally {
                blocked.decrementAndGet();
            }
            throw new InterruptedException("closed");
        }

        @Override
        public void committed(Cursor cursor) throws SourceException {
            trouble(20);
        }

        @Override
        public void close() {
            closed = true;
            if (dice(30) == 0) {
                throw new IllegalStateException("a bug");
            }
        }
    }
}
