package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageType;
import org.backscroll.api.source.Entry;

/** Says of a call in words what became of it. */
final class Calls {
    private static final List<String> OUTCOMES =
            List.of(
                    "",
                    "missed",
                    "failed",
                    "declined",
                    "answered elsewhere",
                    "still going on",
                    "silenced",
                    "silenced");
    private static final List<String> RESULTS =
            List.of(
                    "",
                    "declined",
                    "cancelled",
                    "answered elsewhere",
                    "missed",
                    "invalid",
                    "not reached",
                    "planned",
                    "failed",
                    "given up",
                    "still going on");

    private Calls() {}

    /** A CallLogMessage, which stands in its chat. */
    static Content decode(Fields fields) throws IOException {
        boolean video = false;
        int outcome = 0;
        long seconds = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> video = fields.bool();
                case 2 -> outcome = fields.number32();
                case 3 -> seconds = fields.number64();
                default -> fields.skip();
            }
        }
        return Content.Shown.words(MessageType.CALL, text(video, OUTCOMES, outcome, seconds));
    }

    /** A CallLogRecord, which stands by itself and names its chat. */
    static RecordDecoder.Decoded record(Fields fields, AccountId account) throws IOException {
        boolean video = false;
        boolean incoming = false;
        int result = 0;
        long seconds = 0;
        OptionalLong start = OptionalLong.empty();
        String id = "";
        Optional<Jid> creator = Optional.empty();
        Optional<Jid> group = Optional.empty();
        Optional<Jid> other = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> result = fields.number32();
                case 4 -> seconds = fields.number64();
                case 5 -> start = OptionalLong.of(fields.number64());
                case 6 -> incoming = fields.bool();
                case 7 -> video = fields.bool();
                case 11 -> id = Key.id(fields.string());
                case 12 -> creator = Jids.optional(fields.string());
                case 13 -> group = Jids.optional(fields.string());
                case 14 -> {
                    Optional<Jid> one = Jids.optional(fields.message(f -> f.onlyString(1)));
                    other = other.or(() -> one);
                }
                default -> fields.skip();
            }
        }
        if (id.isEmpty() || start.isEmpty()) {
            throw new MalformedException("a call has no id or no time");
        }
        Optional<Jid> partner = incoming ? creator : other;
        Jid chat =
                group.or(() -> partner)
                        .orElseThrow(() -> new MalformedException("a call names nobody"));
        Instant at = Times.either(start.getAsLong());
        Author author = incoming ? new Author(false, creator) : Author.ME;
        Message message =
                Message.builder(new MessageKey(account, chat, author, id), at)
                        .type(MessageType.CALL)
                        .text(text(video, RESULTS, result, seconds))
                        .build();
        return new RecordDecoder.Decoded(chat, at, List.of(new Entry.MessageEntry(message)));
    }

    private static String text(boolean video, List<String> words, int number, long seconds) {
        String what = video ? "Video call" : "Voice call";
        String how = number >= 0 && number < words.size() ? words.get(number) : "";
        if (how.isEmpty() && seconds > 0) {
            how = seconds + " seconds";
        }
        return how.isEmpty() ? what : what + ", " + how;
    }
}
