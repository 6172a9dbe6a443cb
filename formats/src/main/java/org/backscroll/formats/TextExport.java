package org.backscroll.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.Reaction;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;

/**
 * Writes chats as a log that people read: chat by chat (ordered by JID), day by day, a line for
 * each message, what belongs to it indented below. Control characters are replaced, so that no text
 * can pass for a line of its own. Equal stores give equal bytes for an equal time zone.
 */
public final class TextExport {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String NO_TIME = "??:??:??";
    private static final String INDENT = "          ";
    private static final int QUOTED = 120;

    private final Writer out;
    private final ZoneId zone;

    private TextExport(Writer out, ZoneId zone) {
        this.out = out;
        this.zone = zone;
    }

    /**
     * Writes the chats of an account, or one of them. Holds a page of messages and the addresses of
     * the chats in memory.
     *
     * @param reads preferably a snapshot
     * @param chat the only chat to write, by any of its addresses; empty for all
     * @param zone whose times are shown
     * @param to is flushed, not closed
     */
    public static Written write(
            HistoryReads reads, AccountId account, Optional<Jid> chat, ZoneId zone, OutputStream to)
            throws IOException, StoreException {
        Writer out = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
        TextExport export = new TextExport(out, zone);
        long conversations = 0;
        long messages = 0;
        for (Jid one : new Chats(reads, account).addresses(chat)) {
            Optional<ConversationInfo> info = reads.conversation(account, one);
            if (info.isPresent()) {
                out.write(conversations == 0 ? "" : "\n\n");
                export.heading(info.get());
                Transcript transcript = new Transcript(reads, account, zone, info.get());
                messages += transcript.tell(export.new Log(transcript));
                conversations++;
            }
        }
        out.flush();
        return new Written(conversations, messages, 0);
    }

    private void heading(ConversationInfo info) throws IOException {
        String title = PlainText.title(info.conversation());
        line(title);
        line("=".repeat(Math.min(79, title.codePointCount(0, title.length()))));
        line(
                "account "
                        + info.conversation().account()
                        + ", "
                        + PlainText.count(info.conversation().messageCount(), "message")
                        + ", times in "
                        + zone);
        if (info.description().isPresent()) {
            indented(INDENT, PlainText.clean(info.description().get()));
        }
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /** Lines, each behind the same beginning. */
    private void indented(String beginning, String text) throws IOException {
        for (String part : text.split("\n", -1)) {
            line((beginning + part).stripTrailing());
        }
    }

    private final class Log implements Transcript.Sink {
        private final Transcript transcript;

        Log(Transcript transcript) {
            this.transcript = transcript;
        }

        @Override
        public void day(Optional<LocalDate> day) throws IOException {
            line("");
            line("--- " + day.map(LocalDate::toString).orElse("at an unknown time") + " ---");
        }

        @Override
        public void message(Message message, Optional<Transcript.Quote> quote) throws IOException {
            String time =
                    org.backscroll.api.Plausible.is(message.timestamp())
                            ? TIME.format(message.timestamp().atZone(zone))
                            : NO_TIME;
            String head = time + "  " + PlainText.oneLine(transcript.who(message)) + ":";
            String body = body(message);
            String[] lines = body.split("\n", 2);
            if (quote.isPresent()) {
                line(head);
                line(INDENT + "> " + quoted(quote.get()));
                indented(INDENT, body);
            } else {
                line((head + " " + lines[0]).stripTrailing());
                if (lines.length > 1) {
                    indented(INDENT, lines[1]);
                }
            }
            if (!message.reactions().isEmpty()) {
                line(INDENT + "reactions: " + reactions(message.reactions()));
            }
        }

        private String quoted(Transcript.Quote quote) {
            return quote.message()
                    .map(
                            message ->
                                    PlainText.oneLine(transcript.who(message))
                                            + ": "
                                            + PlainText.beginning(body(message), QUOTED))
                    .orElse("(a message that is not here)");
        }

        private String body(Message message) {
            StringBuilder body = new StringBuilder();
            if (message.deleted()) {
                body.append("(deleted)");
            }
            PlainText.attachment(message).ifPresent(what -> append(body, what));
            message.text().ifPresent(text -> append(body, PlainText.clean(text)));
            message.editedAt()
                    .ifPresent(
                            at ->
                                    append(
                                            body,
                                            org.backscroll.api.Plausible.is(at)
                                                    ? "(edited "
                                                            + DATE_AND_TIME.format(at.atZone(zone))
                                                            + ")"
                                                    : "(edited)"));
            if (message.starred()) {
                append(body, "(starred)");
            }
            return body.toString();
        }

        private static void append(StringBuilder body, String part) {
            body.append(body.isEmpty() || part.isEmpty() ? "" : " ").append(part);
        }

        private String reactions(List<Reaction> reactions) {
            return String.join(
                    ", ",
                    reactions.stream()
                            .map(
                                    r ->
                                            PlainText.oneLine(r.emoji())
                                                    + " "
                                                    + PlainText.oneLine(transcript.who(r.author())))
                            .toList());
        }
    }
}
