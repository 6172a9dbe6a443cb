package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.ChangesJson;

/**
 * Tells what happens from now on, as server-sent events: each is a page of changes, with its
 * revision as id. The store is asked whether there is a new revision a few times a second: that
 * also shows what another process wrote.
 */
final class LiveStream {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PING = Duration.ofSeconds(5);
    private static final int PAGE = 200;

    private final Stored stored;
    private final CountDownLatch closing;

    /**
     * @param closing counted down when the server ends
     */
    LiveStream(Stored stored, CountDownLatch closing) {
        this.stored = stored;
        this.closing = closing;
    }

    /** Sends until the asker is gone, the server ends or the store goes. */
    void send(HttpExchange exchange, AccountId account, Request request)
            throws IOException, Refusal, StoreException, InterruptedException {
        Optional<String> asked =
                request.text("since")
                        .or(
                                () ->
                                        Optional.ofNullable(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Last-Event-ID")));
        String since = asked.isPresent() ? asked.get() : stored.feed().revision();
        Changes changes = page(account, since);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            comment(out, "following");
            long pinged = System.nanoTime();
            boolean open = true;
            while (open) {
                if (!changes.entries().isEmpty()) {
                    event(out, changes);
                }
                since = changes.next();
                open = changes.more() || !closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (System.nanoTime() - pinged > PING.toNanos()) {
                    comment(out, "still here");
                    pinged = System.nanoTime();
                }
                if (open && (changes.more() || !stored.feed().revision().equals(since))) {
                    changes = page(account, since);
                } else {
                    changes = new Changes(List.of(), since, false, 1);
                }
            }
        }
    }

    private Changes page(AccountId account, String since) throws Refusal, StoreException {
        return stored.feed()
                .changes(account, ChangesQuery.since(Optional.of(since), PAGE))
                .orElseThrow(Refusal::gone);
    }

    private static void comment(OutputStream out, String text) throws IOException {
        out.write((": " + text + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    /** JSON has no line breaks of its own, so each line of the page is a line of data. */
    private static void event(OutputStream out, Changes changes) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        ChangesJson.write(changes, page);
        ByteArrayOutputStream event = new ByteArrayOutputStream(page.size() + 100);
        event.writeBytes(("id: " + changes.next() + "\n").getBytes(UTF_8));
        for (String line : page.toString(UTF_8).split("\n")) {
            event.writeBytes(("data: " + line + "\n").getBytes(UTF_8));
        }
        event.write('\n');
        event.writeTo(out);
        out.flush();
    }
}
