package org.backscroll.dist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between two programs that speak HTTP and spoils some of what they say: it answers that the
 * server is busy, hangs up without an answer, or in the midst of one.
 */
final class FlakyProxy implements Closeable {
    private static final List<String> PASSED_ON = List.of("Authorization", "Accept-Encoding");
    private static final List<String> PASSED_BACK =
            List.of("Content-Type", "Content-Encoding", "ETag", "Retry-After");

    private final URI behind;
    private final double rate;
    private final Random random;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger spoilt = new AtomicInteger();

    /**
     * @param rate how many of all requests are spoilt, 0 to 1; the second one always is
     */
    FlakyProxy(URI behind, double rate, long seed) throws IOException {
        this.behind = behind;
        this.rate = rate;
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    int spoilt() {
        return spoilt.get();
    }

    private synchronized int fate() {
        boolean spoil = requests.incrementAndGet() == 2 || random.nextDouble() < rate;
        return spoil ? spoilt.getAndIncrement() % 3 : -1;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (fate()) {
                case 0 -> {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                    exchange.sendResponseHeaders(503, -1);
                }
                case 1 -> forward(exchange, true);
                case 2 -> {
                    // closing without an answer hangs up
                }
                default -> forward(exchange, false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, boolean cut)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI().toString()));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        for (String name : PASSED_BACK) {
            response.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        try (InputStream in = response.body()) {
            if (cut) {
                byte[] all = in.readAllBytes();
                exchange.sendResponseHeaders(response.statusCode(), all.length + 1L);
                exchange.getResponseBody().write(all, 0, all.length / 2);
                return;
            }
            exchange.sendResponseHeaders(response.statusCode(), 0);
            OutputStream out = exchange.getResponseBody();
            byte[] block = new byte[8192];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                out.write(block, 0, read);
                out.flush();
            }
            out.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
