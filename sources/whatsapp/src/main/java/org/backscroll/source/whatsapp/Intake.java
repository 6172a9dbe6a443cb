package org.backscroll.source.whatsapp;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes chunks that are posted and answers 201 once they are in the spool and on the disk, else one
 * line that says what to do. Thread-safe.
 */
final class Intake implements HttpHandler {
    static final String PATH = "/history";

    /** The notification of a container: JSON on one line, or protobuf in base64. */
    static final String NOTIFICATION = "History-Notification";

    /** The most of a refused body that is read all the same, in bytes. */
    private static final long PASSED_OVER = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Deposit deposit;
    private final long most;
    private final byte[] token;

    /** A refusal. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /**
     * @param most the largest body, in bytes
     * @param token what the sender must know; empty for nothing
     */
    Intake(Deposit deposit, long most, String token) {
        this.deposit = deposit;
        this.most = most;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                check(exchange);
                answer(exchange, 201, take(exchange));
            } catch (Refused e) {
                passOver(exchange.getRequestBody());
                answer(exchange, e.status, e.getMessage());
            } catch (MalformedException e) { // all of the body was read
                answer(exchange, 400, e.getMessage());
            } catch (SourceException | IOException e) {
                LOG.warn("A posted chunk cannot be kept: {}", e.getMessage());
                answer(exchange, 503, "it cannot be kept now; send it again");
            }
        }
    }

    /** Lets in only who means to, from this machine: no page in a browser, no guessed name. */
    private void check(HttpExchange exchange) throws Refused {
        Headers headers = exchange.getRequestHeaders();
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            throw new Refused(404, "there is nothing here; post to " + PATH);
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            throw new Refused(405, "post history-sync chunks here");
        }
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (headers.containsKey("Origin") || !HERE.contains(host.replaceFirst(":[0-9]+$", ""))) {
            throw new Refused(403, "only programs on this machine may post here");
        }
        String bearer = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
        byte[] given = bearer.replaceFirst("^Bearer ", "").getBytes(StandardCharsets.UTF_8);
        if (token.length > 0 && !MessageDigest.isEqual(token, given)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new Refused(401, "send the header Authorization: Bearer TOKEN, with http.token");
        }
    }

    private String take(HttpExchange exchange) throws IOException, SourceException {
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (length != null && length.length() > 18 || size(length) > most) {
            throw tooLarge();
        }
        Optional<byte[]> notification = Optional.empty();
        boolean json = false;
        String told = headers.getFirst(NOTIFICATION);
        if (told != null) {
            json = told.stripLeading().startsWith("{");
            notification = Optional.of(json ? told.getBytes(StandardCharsets.UTF_8) : base64(told));
        }
        Path part = deposit.part();
        try {
            long size;
            try (OutputStream out = Files.newOutputStream(part)) {
                size = copy(exchange.getRequestBody(), out);
            }
            if (size == 0) {
                throw new Refused(400, "the body is empty; post a chunk's bytes");
            }
            return deposit.take(part, notification, json);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long size(String length) throws Refused {
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            throw new Refused(400, "Content-Length is not a number");
        }
    }

    private long copy(InputStream body, OutputStream out) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long size = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            size += count;
            if (size > most) {
                throw tooLarge();
            }
            out.write(buffer, 0, count);
        }
        return size;
    }

    /** A sender who is cut off while sending does not see the answer; so much is read in vain. */
    private static void passOver(InputStream body) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long left = PASSED_OVER;
        int count = 0;
        while (left > 0 && count >= 0) {
            count = body.read(buffer);
            left -= count;
        }
    }

    private Refused tooLarge() {
        return new Refused(
                413,
                "it is larger than "
                        + most / (1024 * 1024)
                        + " MiB; put it into the spool folder,"
                        + " or set a larger http.max.mib");
    }

    private static byte[] base64(String text) throws Refused {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    400,
                    NOTIFICATION + " is neither JSON nor protobuf in base64; send one of them");
        }
    }

    private static void answer(HttpExchange exchange, int status, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
