package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what arrives in a spool from now on, whatever its type, until it is closed. What lies
 * there already is left to syncs. Looks rather than being told, for networked and mounted folders
 * tell nothing. Has a thread of its own.
 */
final class Follower implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** How often to look. */
    private static final long LOOK_MILLIS = 250;

    /** How many messages are delivered at once. */
    private static final int MESSAGES = 1000;

    private final Spool spool;
    private final Units units;
    private final LiveSink sink;
    private final Set<Unit> leftToSyncs;
    private boolean closed;

    private Follower(Spool spool, Units units, LiveSink sink, List<Unit> present) {
        this.spool = spool;
        this.units = units;
        this.sink = sink;
        leftToSyncs = new HashSet<>(present);
    }

    /** Begins; what arrives after this returns is delivered. */
    static Follower start(Spool spool, Units units, LiveSink sink, String source)
            throws SourceException {
        Follower follower = new Follower(spool, units, sink, spool.list());
        Thread thread = new Thread(follower::run, "backscroll-spool-" + source);
        thread.setDaemon(true);
        thread.start();
        return follower;
    }

    private void run() {
        try {
            while (pause()) {
                for (Unit unit : spool.list()) {
                    if (!isClosed() && !leftToSyncs.contains(unit)) {
                        deliver(unit);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The following was ended");
        } catch (SourceException e) {
            sink.lost(e);
        } catch (RuntimeException e) {
            LOG.error("Following the spool failed", e);
            sink.lost(new SourceException.Transient("following the spool failed", e));
        }
    }

    private void deliver(Unit unit) throws InterruptedException {
        try {
            String lane = units.lane(unit);
            if (lane.equals(Lanes.ANSWERS) && spool.awaited() > 0) {
                return;
            }
            deliver(unit, lane);
        } catch (IOException | SourceException e) {
            LOG.warn("{} is left to the next sync: {}", unit.name(), e.getMessage());
            leftToSyncs.add(unit);
        }
    }

    private void deliver(Unit unit, String lane) throws SourceException, InterruptedException {
        Filter everything =
                new Filter(HistoryQuery.builder(SpoolLanes.whole(lane)).build(), Set.of());
        try (SpoolReader reader =
                new SpoolReader(
                        spool,
                        List.of(unit),
                        units,
                        SpoolLanes.id(lane),
                        everything,
                        SpoolPosition.START,
                        rejected -> leaveDamage(unit))) {
            HistoryChunk chunk;
            do {
                chunk = reader.next(MESSAGES);
                if (!chunk.entries().isEmpty() || !chunk.covered().isEmpty()) {
                    sink.accept(chunk.entries(), chunk.covered());
                }
                if (!leftToSyncs.contains(unit)) {
                    reader.committed(chunk.next());
                }
            } while (chunk.end() == End.MORE && !isClosed());
        }
    }

    /** A sync can put what cannot be read into quarantine, a live delivery cannot. */
    private void leaveDamage(Unit unit) {
        if (leftToSyncs.add(unit)) {
            LOG.warn(
                    "{} is damaged; what can be read of it is kept, and the next sync puts the rest"
                            + " into quarantine",
                    unit.name());
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Returns whether to go on. */
    private synchronized boolean pause() throws InterruptedException {
        if (!closed) {
            wait(LOOK_MILLIS);
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
