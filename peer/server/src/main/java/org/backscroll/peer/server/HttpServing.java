package org.backscroll.peer.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server at work: takes requests, lets a few at a time through, and tells what goes wrong. */
final class HttpServing implements HistoryServer.Serving {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServing.class);

    /** So many pages may be made at a time: each is a few MiB at most. */
    private static final int PAGES = 8;

    /** So many may follow. */
    private static final int FOLLOWERS = 32;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore pages = new Semaphore(PAGES);
    private final Semaphore followers = new Semaphore(FOLLOWERS);
    private final Stored stored;
    private final Access access;
    private final Pages answers;
    private final LiveStream live;

    private HttpServing(HttpServer server, Stored stored, HistoryServer.Settings settings) {
        this.server = server;
        this.stored = stored;
        access = new Access(settings.token(), settings.accounts());
        answers = new Pages(stored, access);
        live = new LiveStream(stored, closing);
        AtomicInteger number = new AtomicInteger();
        threads =
                Executors.newCachedThreadPool(
                        work -> {
                            Thread thread =
                                    new Thread(
                                            work,
                                            "backscroll-peer-server-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    static HttpServing start(Stored stored, HistoryServer.Settings settings) throws IOException {
        String where = settings.bind() + ":" + settings.port();
        HttpServer server;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(
                                    InetAddress.getByName(settings.bind()), settings.port()),
                            BACKLOG);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "there is no address " + settings.bind() + " here; choose another to bind to",
                    e);
        } catch (BindException e) {
            throw new IOException(
                    where + " cannot be listened at (" + e.getMessage() + "); choose another port",
                    e);
        }
        HttpServing serving = new HttpServing(server, stored, settings);
        server.setExecutor(serving.threads);
        server.createContext("/", serving::handle);
        server.start();
        LOG.info("serving at {}", serving.address());
        return serving;
    }

    @Override
    public URI address() {
        InetSocketAddress at = server.getAddress();
        String host = at.getAddress().getHostAddress();
        return URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                answer(exchange);
            } catch (Refusal refusal) {
                LOG.debug("{}: {}", exchange.getRequestURI().getPath(), refusal.getMessage());
                Reply.refuse(exchange, refusal);
            } catch (StoreException e) {
                LOG.warn("the store cannot be read for a peer: {}", e.getMessage());
                Reply.refuse(exchange, Refusal.unavailable("the store cannot be read now", LATER));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("a peer's request failed", e);
                Reply.refuse(
                        exchange, Refusal.unavailable("that failed; its log says more", LATER));
            }
        } catch (IOException e) {
            LOG.debug("the asker is gone", e);
        }
    }

    private void answer(HttpExchange exchange)
            throws IOException, Refusal, StoreException, InterruptedException {
        access.check(exchange);
        if (!exchange.getRequestMethod().equals("GET")) {
            throw Refusal.methodNotAllowed();
        }
        Request request = Request.of(exchange);
        List<String> path = request.path();
        if (path.equals(List.of("v1", "accounts"))) {
            answers.accounts(exchange);
            return;
        }
        if (path.size() != 4 || !path.subList(0, 2).equals(List.of("v1", "accounts"))) {
            throw Refusal.notFound("there is nothing here; see openapi.yaml");
        }
        AccountId account = access.account(path.get(2), stored.reads());
        switch (path.get(3)) {
            case "changes" ->
                    limited(pages, busy(), () -> answers.changes(exchange, account, request));
            case "messages" ->
                    limited(pages, busy(), () -> answers.messages(exchange, account, request));
            case "live" ->
                    limited(
                            followers,
                            Refusal.tooMany("there are followers enough", LATER),
                            () -> live.send(exchange, account, request));
            default -> throw Refusal.notFound("there is nothing here; see openapi.yaml");
        }
    }

    private static Refusal busy() {
        return Refusal.unavailable("busy with other requests", SOON);
    }

    private interface Work {
        void run() throws IOException, Refusal, StoreException, InterruptedException;
    }

    private static void limited(Semaphore permits, Refusal otherwise, Work work)
            throws IOException, Refusal, StoreException, InterruptedException {
        if (!permits.tryAcquire()) {
            throw otherwise;
        }
        try {
            work.run();
        } finally {
            permits.release();
        }
    }

    boolean isClosed() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
        LOG.info("no longer serving at {}", address());
    }
}
