package org.backscroll.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.Plausible;
import org.backscroll.api.Reaction;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;

/**
 * Writes chats as pages that need nothing but themselves: no script, no picture, no font from
 * elsewhere. Whatever stands in a message is text. Equal stores give equal bytes for an equal time
 * zone.
 */
public final class HtmlExport {
    /** The page that lists the others. */
    public static final String INDEX = "index.html";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final int QUOTED = 200;
    private static final int HEAD = 4096;
    private static final int MAX_NAME = 40;

    private final HistoryReads reads;
    private final AccountId account;
    private final ZoneId zone;

    private HtmlExport(HistoryReads reads, AccountId account, ZoneId zone) {
        this.reads = reads;
        this.account = account;
        this.zone = zone;
    }

    /** Where pages go to. */
    public interface Pages {
        /**
         * Writes one page.
         *
         * @param name the file's name: small letters, digits, dots and dashes
         * @param page writes its content
         */
        void write(String name, Page page) throws IOException, StoreException;
    }

    /** The content of a page. */
    public interface Page {
        /** Writes it; the stream stays open. */
        void to(OutputStream out) throws IOException, StoreException;
    }

    /**
     * Writes one chat as a page. Holds a page of messages in memory.
     *
     * @param reads preferably a snapshot
     * @param chat by any of its addresses; nothing is written if it is unknown
     * @param zone whose times are shown
     * @param out is flushed, not closed
     */
    public static Written write(
            HistoryReads reads, AccountId account, Jid chat, ZoneId zone, OutputStream out)
            throws IOException, StoreException {
        Optional<ConversationInfo> info = reads.conversation(account, chat);
        return info.isEmpty()
                ? new Written(0, 0, 0)
                : new Written(
                        1, new HtmlExport(reads, account, zone).page(info.get(), false, out), 0);
    }

    /**
     * Writes an account: each chat as a page, and last {@link #INDEX}, which links them, newest
     * first. A chat's page has the same name each time. Holds a page of messages and the addresses
     * of the chats in memory.
     *
     * @param reads preferably a snapshot
     * @param zone whose times are shown
     */
    public static Written write(HistoryReads reads, AccountId account, ZoneId zone, Pages pages)
            throws IOException, StoreException {
        HtmlExport export = new HtmlExport(reads, account, zone);
        long[] counts = new long[2];
        for (Jid chat : new Chats(reads, account).addresses(Optional.empty())) {
            Optional<ConversationInfo> info = reads.conversation(account, chat);
            if (info.isPresent()) {
                counts[0]++;
                pages.write(fileName(chat), out -> counts[1] += export.page(info.get(), true, out));
            }
        }
        pages.write(INDEX, export::index);
        return new Written(counts[0], counts[1], 0);
    }

    /**
     * Whether a file is a page of an export.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean isPage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), UTF_8).contains(Html.GENERATOR);
        }
    }

    /** The name of a chat's page: readable, the same each time, and no other chat's. */
    static String fileName(Jid chat) {
        String readable = chat.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String stem = readable.substring(0, Math.min(MAX_NAME, readable.length()));
        return "chat-" + stem + "-" + Html.fingerprint(chat.value()) + ".html";
    }

    private void index(OutputStream to) throws IOException, StoreException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
        String title = "Chats of " + account;
        out.write(Html.head(title));
        out.write("<header>\n<h1>" + Html.escape(title) + "</h1>\n");
        out.write("<p class=\"about\">Times in " + Html.escape(zone.getId()) + "</p>\n</header>\n");
        out.write("<main>\n<table>\n<thead><tr><th scope=\"col\">Chat</th>");
        out.write("<th scope=\"col\">Messages</th><th scope=\"col\">Last</th></tr></thead>\n");
        out.write("<tbody>\n");
        new Chats(reads, account).newestFirst(chat -> row(chat, out));
        out.write("</tbody>\n</table>\n</main>\n" + Html.foot());
        out.flush();
    }

    private void row(Conversation chat, Writer out) throws IOException {
        out.write("<tr><td><a href=\"" + fileName(chat.jid()) + "\">");
        out.write(Html.isolated(chat.name().orElse(chat.jid().value())));
        out.write("</a></td><td class=\"number\">");
        out.write(String.format(Locale.ROOT, "%,d", chat.messageCount()));
        out.write("</td><td>");
        out.write(
                chat.lastMessage()
                        .map(message -> time(message.timestamp(), DATE_AND_TIME))
                        .orElse(""));
        out.write("</td></tr>\n");
    }

    private long page(ConversationInfo info, boolean indexed, OutputStream to)
            throws IOException, StoreException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
        Conversation chat = info.conversation();
        out.write(Html.head(PlainText.title(chat)));
        out.write("<header>\n");
        if (indexed) {
            out.write("<nav><a href=\"" + INDEX + "\">All chats</a></nav>\n");
        }
        out.write("<h1>" + Html.isolated(chat.name().orElse(chat.jid().value())) + "</h1>\n");
        out.write("<p class=\"about\">" + Html.isolated(chat.jid().value()) + ", account ");
        out.write(Html.isolated(account.value()) + ", ");
        out.write(PlainText.count(chat.messageCount(), "message"));
        out.write(", times in " + Html.escape(zone.getId()) + "</p>\n");
        if (info.description().isPresent()) {
            out.write(paragraph(info.description().get()));
        }
        out.write("</header>\n<main>\n");
        Transcript transcript = new Transcript(reads, account, zone, info);
        Log log = new Log(transcript, out);
        long messages = transcript.tell(log);
        out.write(log.open ? "</section>\n" : "");
        out.write("</main>\n" + Html.foot());
        out.flush();
        return messages;
    }

    private static String paragraph(String text) {
        return "<p dir=\"auto\" lang=\"\">" + Html.escape(text) + "</p>\n";
    }

    private String time(Instant time, DateTimeFormatter shown) {
        if (!Plausible.is(time)) {
            return "?";
        }
        return "<time datetime=\"" + time + "\">" + shown.format(time.atZone(zone)) + "</time>";
    }

    private static String anchor(Message message) {
        String author = message.fromMe() ? "me" : message.sender().map(Jid::value).orElse("");
        return "m-" + Html.fingerprint(author + " " + message.id());
    }

    private final class Log implements Transcript.Sink {
        private final Transcript transcript;
        private final Writer out;
        private boolean open;

        Log(Transcript transcript, Writer out) {
            this.transcript = transcript;
            this.out = out;
        }

        @Override
        public void day(Optional<LocalDate> day) throws IOException {
            String id = "day-" + day.map(LocalDate::toString).orElse("unknown");
            out.write(open ? "</section>\n" : "");
            open = true;
            out.write("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
            out.write(
                    day.map(d -> "<time datetime=\"" + d + "\">" + DAY.format(d) + "</time>")
                            .orElse("At an unknown time"));
            out.write("</h2>\n");
        }

        @Override
        public void message(Message message, Optional<Transcript.Quote> quote) throws IOException {
            out.write("<article id=\"" + anchor(message) + "\"");
            out.write(message.fromMe() ? " class=\"me\">\n" : ">\n");
            out.write("<header><b>" + Html.isolated(transcript.who(message)) + "</b> ");
            out.write(time(message.timestamp(), TIME));
            out.write(message.starred() ? " <span>starred</span>" : "");
            out.write("</header>\n");
            if (quote.isPresent()) {
                out.write("<blockquote>" + quoted(quote.get()) + "</blockquote>\n");
            }
            if (message.deleted()) {
                out.write("<p><em>deleted</em></p>\n");
            }
            Optional<String> attachment = PlainText.attachment(message);
            if (attachment.isPresent()) {
                out.write("<p>" + Html.isolated(attachment.get()) + "</p>\n");
            }
            if (message.text().isPresent()) {
                out.write(paragraph(message.text().get()));
            }
            if (message.editedAt().isPresent()) {
                out.write("<footer>edited ");
                out.write(time(message.editedAt().get(), DATE_AND_TIME) + "</footer>\n");
            }
            reactions(message.reactions());
            out.write("</article>\n");
        }

        private String quoted(Transcript.Quote quote) {
            if (quote.message().isEmpty()) {
                return "<em>a message that is not here</em>";
            }
            Message message = quote.message().get();
            String text =
                    message.deleted()
                            ? "deleted"
                            : message.text()
                                    .or(() -> PlainText.attachment(message))
                                    .map(t -> PlainText.beginning(t, QUOTED))
                                    .orElse("");
            return "<a href=\"#"
                    + anchor(message)
                    + "\"><b>"
                    + Html.isolated(transcript.who(message))
                    + "</b> "
                    + Html.isolated(text)
                    + "</a>";
        }

        private void reactions(List<Reaction> reactions) throws IOException {
            if (reactions.isEmpty()) {
                return;
            }
            out.write("<ul class=\"reactions\" aria-label=\"Reactions\">");
            for (Reaction reaction : reactions) {
                out.write("<li>" + Html.isolated(reaction.emoji()) + " ");
                out.write(Html.isolated(transcript.who(reaction.author())) + "</li>");
            }
            out.write("</ul>\n");
        }
    }
}
