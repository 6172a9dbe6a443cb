package org.backscroll.source.peer;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;
import org.backscroll.formats.ChangesJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes server-sent events until it is closed or the connection is lost, on a thread of its own.
 * The other side says every few seconds that it is still there; when it does not, that is a loss.
 */
final class PeerLive implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerLive.class);

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Peer peer;
    private final LiveSink sink;
    private final InputStream in;
    private final ScheduledExecutorService watch;
    private volatile long heard = System.nanoTime();
    private volatile boolean closed;

    private PeerLive(Peer peer, String name, LiveSink sink, InputStream in) {
        this.peer = peer;
        this.sink = sink;
        this.in = in;
        watch =
                Executors.newSingleThreadScheduledExecutor(
                        work -> daemon(work, "backscroll-peer-watch-" + name));
    }

    /** Returns once the other side follows, so that nothing is missed from then on. */
    static PeerLive open(Peer peer, String name, LiveSink sink)
            throws SourceException, InterruptedException {
        PeerLive live = new PeerLive(peer, name, sink, peer.live());
        long each = SILENCE.toSeconds() / 4;
        live.watch.scheduleWithFixedDelay(live::listen, each, each, TimeUnit.SECONDS);
        daemon(live::run, "backscroll-peer-live-" + name).start();
        return live;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void listen() {
        if (System.nanoTime() - heard > SILENCE.toNanos()) {
            LOG.debug("nothing was heard for {}", SILENCE);
            closeStream();
        }
    }

    private void run() {
        EventLines events = new EventLines(in, () -> heard = System.nanoTime());
        try {
            for (Optional<byte[]> page = events.next(); page.isPresent(); page = events.next()) {
                deliver(page.get());
            }
            lost("it ended", null);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            LOG.debug("following was ended", e);
        } catch (RuntimeException e) {
            LOG.warn("following failed", e);
            lost("it failed", e);
        } finally {
            close();
        }
    }

    private void deliver(byte[] event) throws IOException, InterruptedException {
        ChangesJson.Page page =
                ChangesJson.read(new ByteArrayInputStream(event), peer.setup().account(), "live");
        if (!page.rejected().isEmpty()) {
            LOG.warn("{} records cannot be read; a sync tells which", page.rejected().size());
        }
        if (!page.entries().isEmpty()) {
            sink.accept(page.entries(), List.of());
        }
    }

    private void lost(String why, Exception cause) {
        if (!closed) {
            sink.lost(
                    new SourceException.Transient(
                            "the connection to " + peer.setup().url() + " is lost: " + why, cause));
        }
    }

    private void closeStream() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("it is closed already", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        closeStream();
    }
}
