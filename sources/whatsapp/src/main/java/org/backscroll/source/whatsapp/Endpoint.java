package org.backscroll.source.whatsapp;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.source.SourceException;

/**
 * The HTTP endpoint of a spool, on this machine's loopback address alone. It listens while somebody
 * needs it: who follows the spool, and who waits for an answer. Thread-safe.
 */
final class Endpoint {
    private static final int THREADS = 4;

    private final int port;
    private final Intake intake;
    private final Runnable onStart;
    private HttpServer server;
    private ExecutorService threads;
    private int users;

    /**
     * @param onStart run before it listens, when the port is its own
     */
    Endpoint(int port, Intake intake, Runnable onStart) {
        this.port = port;
        this.intake = intake;
        this.onStart = onStart;
    }

    /** Listens until the handle is closed, and the handles of all others. */
    synchronized Closeable open() throws SourceException {
        if (users == 0) {
            start();
        }
        users++;
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                leave();
            }
        };
    }

    private void start() throws SourceException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = HttpServer.create(address, 0);
        } catch (BindException e) {
            throw new SourceException.Transient(
                    "port "
                            + port
                            + " is in use; end the program that uses it, or set another"
                            + " http.port",
                    e);
        } catch (IOException e) {
            throw new SourceException.Transient(
                    "port " + port + " cannot be listened on: " + e.getMessage(), e);
        }
        onStart.run();
        threads =
                Executors.newFixedThreadPool(
                        THREADS,
                        work -> {
                            Thread thread = new Thread(work, "backscroll-intake-" + port);
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(threads);
        server.createContext("/", intake);
        server.start();
    }

    private synchronized void leave() {
        users--;
        if (users == 0) {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
