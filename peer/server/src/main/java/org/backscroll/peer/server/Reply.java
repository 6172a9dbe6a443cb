package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.backscroll.formats.Json;
import org.backscroll.formats.PeerJson;

/** Sends answers that fit into memory. */
final class Reply {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    private static final int WORTH_ZIPPING = 1024;

    private Reply() {}

    /** An answer, compressed if the asker understands that. */
    static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "private, no-cache");
        headers.set("Vary", "Accept-Encoding");
        boolean zip = body.length >= WORTH_ZIPPING && understandsGzip(exchange);
        if (zip) {
            headers.set("Content-Encoding", "gzip");
        }
        send(exchange, 200, zip ? zipped(body) : body);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private static boolean understandsGzip(HttpExchange exchange) {
        List<String> accepted =
                exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of());
        return accepted.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(coding -> coding.strip().replace(" ", ""))
                .anyMatch(coding -> coding.startsWith("gzip") && !coding.endsWith(";q=0"));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(body);
        }
        return out.toByteArray();
    }

    /** Whether the asker has what a tag stands for, and was told so. */
    static boolean sendUnchanged(HttpExchange exchange, String tag) throws IOException {
        exchange.getResponseHeaders().set("ETag", tag);
        List<String> known = exchange.getRequestHeaders().getOrDefault("If-None-Match", List.of());
        if (known.stream().noneMatch(line -> line.contains(tag))) {
            return false;
        }
        exchange.sendResponseHeaders(304, -1);
        return true;
    }

    /** What is told instead of an answer. */
    static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", JSON);
        refusal.retryAfter()
                .ifPresent(after -> headers.set("Retry-After", Long.toString(after.toSeconds())));
        if (refusal.status() == 401) {
            headers.set("WWW-Authenticate", "Bearer");
        } else if (refusal.status() == 405) {
            headers.set("Allow", "GET");
        }
        String body =
                Json.toString(json -> PeerJson.error(json, refusal.code(), refusal.getMessage()));
        send(exchange, refusal.status(), (body + "\n").getBytes(UTF_8));
    }
}
