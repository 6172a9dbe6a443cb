package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.MessageType;

/** Decodes a protobuf {@code Message}: what somebody wrote, in whichever wrapping. */
final class ContentDecoder {
    /** Far more than any client nests; a bound for what is made to be deep. */
    private static final int MAX_DEPTH = 12;

    private static final int REVOKE = 0;
    private static final int EDIT = 14;

    private ContentDecoder() {}

    static Content decode(Fields fields) throws IOException {
        return decode(fields, 0);
    }

    private static Content decode(Fields fields, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("a message is wrapped too often");
        }
        Content content = null;
        boolean machinery = false;
        while (fields.next()) {
            Content found =
                    switch (fields.number()) {
                        case 1 -> text(fields.string(), Optional.empty());
                        case 6 -> fields.message(ContentDecoder::extendedText);
                        case 3 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.IMAGE));
                        case 7 ->
                                fields.message(f -> MediaDecoder.decode(f, MediaDecoder.DOCUMENT));
                        case 8 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.AUDIO));
                        case 9, 66 ->
                                fields.message(f -> MediaDecoder.decode(f, MediaDecoder.VIDEO));
                        case 26 ->
                                fields.message(f -> MediaDecoder.decode(f, MediaDecoder.STICKER));
                        case 4 -> fields.message(CardDecoder::contact);
                        case 13 -> fields.message(CardDecoder::contacts);
                        case 5 -> fields.message(CardDecoder::location);
                        case 18 -> fields.message(CardDecoder::liveLocation);
                        case 49, 60, 64 -> fields.message(CardDecoder::poll);
                        case 10 ->
                                skipped(
                                        fields,
                                        new Content.Shown(
                                                MessageType.CALL,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()));
                        case 12 -> {
                            int next = depth + 1;
                            yield fields.message(f -> protocol(f, next));
                        }
                        case 46 -> fields.message(ContentDecoder::reaction);
                        case 31 -> {
                            int next = depth + 1;
                            yield fields.message(f -> nested(f, 2, next));
                        }
                        case 37,
                                40,
                                53,
                                55,
                                58,
                                59,
                                62,
                                67,
                                74,
                                85,
                                87,
                                90,
                                91,
                                92,
                                93,
                                95,
                                96,
                                99,
                                100,
                                101,
                                103,
                                104,
                                106,
                                116,
                                118 -> {
                            int next = depth + 1;
                            yield fields.message(f -> nested(f, 1, next));
                        }
                        // group keys, context, votes, keeps, pins, encrypted reactions and answers
                        case 2, 15, 35, 50, 51, 56, 63, 76 -> skipped(fields, Content.NOTHING);
                        default -> skipped(fields, Content.UNREADABLE);
                    };
            if (found == Content.NOTHING) {
                machinery = true;
            } else if (content == null || content == Content.UNREADABLE) {
                content = found;
            }
        }
        if (content != null) {
            return content;
        }
        return machinery ? Content.NOTHING : Content.UNREADABLE;
    }

    private static Content skipped(Fields fields, Content content) throws IOException {
        fields.skip();
        return content;
    }

    private static Content nested(Fields fields, int number, int depth) throws IOException {
        Content content = Content.UNREADABLE;
        while (fields.next()) {
            if (fields.number() == number) {
                content = fields.message(f -> decode(f, depth));
            } else {
                fields.skip();
            }
        }
        return content;
    }

    static Content.Shown text(String text, Optional<String> quotedId) {
        return new Content.Shown(MessageType.TEXT, Optional.of(text), quotedId, Optional.empty());
    }

    private static Content extendedText(Fields fields) throws IOException {
        String text = "";
        Optional<String> quoted = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> text = fields.string();
                case 17 -> quoted = fields.message(ContentDecoder::quotedId);
                default -> fields.skip();
            }
        }
        return text(text, quoted);
    }

    /** A ContextInfo, of which only the message that is answered matters here. */
    static Optional<String> quotedId(Fields fields) throws IOException {
        String id = "";
        while (fields.next()) {
            if (fields.number() == 1) {
                id = fields.string();
            } else {
                fields.skip();
            }
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    private static Content reaction(Fields fields) throws IOException {
        Key target = null;
        String emoji = "";
        Optional<Instant> at = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> target = fields.message(Key::decode);
                case 2 -> emoji = fields.string();
                case 4 -> at = Optional.of(Times.millis(fields.number64()));
                default -> fields.skip();
            }
        }
        return target == null || target.id().isEmpty()
                ? Content.NOTHING
                : new Content.Reacted(target, emoji, at);
    }

    private static Content protocol(Fields fields, int depth) throws IOException {
        Key target = null;
        int type = 0;
        Content edited = null;
        Optional<Instant> at = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> target = fields.message(Key::decode);
                case 2 -> type = fields.number32();
                case 14 -> edited = fields.message(f -> decode(f, depth));
                case 15 -> at = Optional.of(Times.millis(fields.number64()));
                default -> fields.skip();
            }
        }
        if (target == null || target.id().isEmpty()) {
            return Content.NOTHING;
        }
        if (type == REVOKE) {
            return new Content.Revoked(target);
        }
        if (type == EDIT && edited instanceof Content.Shown shown && shown.text().isPresent()) {
            return new Content.Edited(target, shown.text().get(), shown.quotedId(), at);
        }
        return Content.NOTHING;
    }

    /** The non-empty ones of some texts, one a line. */
    static Optional<String> lines(List<String> texts) {
        List<String> filled = new ArrayList<>(texts);
        filled.removeIf(String::isEmpty);
        return filled.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", filled));
    }
}
