package org.backscroll.peer.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.ChangesJson;
import org.backscroll.formats.Json;
import org.backscroll.formats.PeerJson;

/** The answers that are one page each. */
final class Pages {
    private static final int DEFAULT = 500;

    private final Stored stored;
    private final Access access;

    Pages(Stored stored, Access access) {
        this.stored = stored;
        this.access = access;
    }

    /** What is served. */
    void accounts(HttpExchange exchange) throws IOException, Refusal, StoreException {
        List<AccountId> accounts = access.accounts(stored.reads());
        String body = Json.toString(json -> PeerJson.accounts(json, accounts)) + "\n";
        Reply.send(exchange, Reply.JSON, body.getBytes(UTF_8));
    }

    /** What is new or changed. */
    void changes(HttpExchange exchange, AccountId account, Request request)
            throws IOException, Refusal, StoreException {
        ChangesQuery query =
                new ChangesQuery(
                        request.text("since"),
                        request.number("max", DEFAULT, ChangesQuery.MAX),
                        kinds(request),
                        request.value("chat", Jid::of));
        ChangeFeed feed = stored.feed();
        // Older than the page, if anything: then it is sent once more.
        if (Reply.sendUnchanged(exchange, tag(feed.revision(), account, request))) {
            return;
        }
        send(exchange, feed.changes(account, query).orElseThrow(Refusal::gone));
    }

    private static String tag(String revision, AccountId account, Request request) {
        int hash = account.hashCode() * 31 + request.parameters().hashCode();
        return '"' + revision + '-' + HexFormat.of().toHexDigits(hash) + '"';
    }

    private static Set<Kind> kinds(Request request) throws Refusal {
        Optional<Set<Kind>> asked =
                request.value(
                        "kinds",
                        text -> {
                            Set<Kind> kinds = EnumSet.noneOf(Kind.class);
                            for (String name : text.split(",")) {
                                kinds.add(Kind.valueOf(name.toUpperCase(Locale.ROOT)));
                            }
                            return kinds;
                        });
        return asked.orElse(ChangesQuery.ALL);
    }

    /** Messages of a chat before one of them, newest first. */
    void messages(HttpExchange exchange, AccountId account, Request request)
            throws IOException, Refusal, StoreException {
        Jid chat =
                request.value("chat", Jid::of)
                        .orElseThrow(() -> Refusal.badRequest("chat is missing"));
        int max = request.number("max", DEFAULT, MessageQuery.MAX_LIMIT);
        MessageQuery query = MessageQuery.newest(chat, max).withDuplicates();
        HistoryReads reads = stored.reads();
        Page<Message> page;
        if (request.text("from").isPresent()) {
            page = page(reads, account, query.from(request.text("from").get()));
        } else if (request.text("before").isPresent()) {
            page = before(reads, account, query, request.text("before").get());
        } else {
            page = page(reads, account, query);
        }
        List<Entry.MessageEntry> entries =
                page.items().stream().map(Entry.MessageEntry::new).toList();
        boolean more = page.next().isPresent();
        send(
                exchange,
                new Changes(List.copyOf(entries), page.next().orElse(""), more, more ? 0 : 1));
    }

    private static Page<Message> before(
            HistoryReads reads, AccountId account, MessageQuery query, String id)
            throws Refusal, StoreException {
        MessageQuery one = MessageQuery.newest(query.chat(), 1).withDuplicates().around(id);
        Page<Message> anchor = reads.messages(account, one);
        // One that was pruned has nothing before it any more.
        return anchor.items().isEmpty() || anchor.next().isEmpty()
                ? new Page<>(List.of(), Optional.empty())
                : page(reads, account, query.from(anchor.next().get()));
    }

    private static Page<Message> page(HistoryReads reads, AccountId account, MessageQuery query)
            throws Refusal, StoreException {
        try {
            return reads.messages(account, query);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("from is no cursor of this chat");
        }
    }

    private static void send(HttpExchange exchange, Changes changes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ChangesJson.write(changes, body);
        Reply.send(exchange, Reply.NDJSON, body.toByteArray());
    }
}
