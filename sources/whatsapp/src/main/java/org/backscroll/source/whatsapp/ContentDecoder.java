package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.MessageType;

/** Decodes a protobuf {@code Message}: what somebody wrote, in whichever wrapping. */
final class ContentDecoder {
    /** Far more than any client nests; a bound for what is made to be deep. */
    private static final int MAX_DEPTH = 12;

    private static final int REVOKE = 0;
    private static final int EPHEMERAL_SETTING = 3;
    private static final int EDIT = 14;

    /** Messages that hold nothing but another message. */
    private static final Set<Integer> WRAPPERS =
            Set.of(
                    37, 40, 53, 55, 58, 59, 62, 67, 74, 85, 87, 90, 91, 92, 93, 95, 96, 99, 100,
                    101, 103, 104, 106, 116, 118, 126, 131);

    /** Those of them whose content may be looked at once. */
    private static final Set<Integer> VIEW_ONCE = Set.of(37, 55, 59);

    private static final Content.Shown CALL = Content.Shown.words(MessageType.CALL, "Call");

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
        Optional<Content> unknown = Optional.empty();
        while (fields.next()) {
            Optional<Content> found = field(fields, depth);
            if (found.isEmpty()) {
                unknown = Optional.of(Unsupported.decode(fields));
            } else if (found.get() == Content.NOTHING) {
                machinery = true;
            } else if (content == null || isUnreadable(content)) {
                content = found.get();
            }
        }
        if (content != null) {
            return content;
        }
        return unknown.orElse(machinery ? Content.NOTHING : Content.UNREADABLE);
    }

    private static boolean isUnreadable(Content content) {
        return content instanceof Content.Shown shown
                && shown.type().equals(MessageType.UNKNOWN)
                && shown.text().isEmpty()
                && shown.media().isEmpty();
    }

    /** What a field says; empty, and not yet read, if it is of a kind that is not known. */
    private static Optional<Content> field(Fields fields, int depth) throws IOException {
        int number = fields.number();
        Optional<Cards.Layout> card = Cards.of(number);
        if (card.isPresent()) {
            Cards.Layout layout = card.get();
            return Optional.of(fields.message(f -> Card.decode(f, layout.type(), layout.parts())));
        }
        if (WRAPPERS.contains(number)) {
            Content inside = fields.message(f -> nested(f, 1, depth + 1));
            return Optional.of(VIEW_ONCE.contains(number) ? viewOnce(inside) : inside);
        }
        return Optional.ofNullable(
                switch (number) {
                    case 1 -> text(fields.string(), Context.NONE);
                    case 6 -> fields.message(ContentDecoder::extendedText);
                    case 3 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.IMAGE));
                    case 7 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.DOCUMENT));
                    case 8 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.AUDIO));
                    case 9, 66 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.VIDEO));
                    case 26 -> fields.message(f -> MediaDecoder.decode(f, MediaDecoder.STICKER));
                    case 4 -> fields.message(CardDecoder::contact);
                    case 13 -> fields.message(CardDecoder::contacts);
                    case 5 -> fields.message(CardDecoder::location);
                    case 18 -> fields.message(CardDecoder::liveLocation);
                    case 49, 60, 64, 111, 119 -> fields.message(Poll::decode);
                    case 88, 115 -> fields.message(Notices::pollResult);
                    case 83 -> fields.message(Notices::album);
                    case 51 -> fields.message(Notices::kept);
                    case 63 -> fields.message(Notices::pinned);
                    case 10 -> skipped(fields, CALL);
                    case 69 -> fields.message(Calls::decode);
                    case 12 -> fields.message(f -> protocol(f, depth + 1));
                    case 46 -> fields.message(ContentDecoder::reaction);
                    case 31 -> fields.message(f -> nested(f, 2, depth + 1));
                    case 77 -> fields.message(f -> comment(f, depth + 1));
                    case 16 -> fields.message(f -> payment(f, "Payment", 2, depth + 1));
                    case 22 -> fields.message(f -> payment(f, "Payment request", 4, depth + 1));
                    case 23 -> skipped(fields, notice("Payment request declined"));
                    case 24 -> skipped(fields, notice("Payment request cancelled"));
                    case 54 -> skipped(fields, notice("Asked for the phone number"));
                    // keys, context, votes, encrypted add-ons, what only devices tell each other
                    case 2, 15, 35, 47, 50, 56, 71, 76, 82, 123, 127 ->
                            skipped(fields, Content.NOTHING);
                    case 80 -> skipped(fields, Content.UNREADABLE); // still to come
                    default -> null;
                });
    }

    private static Content.Shown notice(String text) {
        return Content.Shown.words(MessageType.SYSTEM, text);
    }

    /** A CommentMessage: words below a post. */
    private static Content comment(Fields fields, int depth) throws IOException {
        Content content = Content.UNREADABLE;
        Optional<Key> target = Optional.empty();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> content = fields.message(f -> decode(f, depth));
                case 2 -> target = Optional.of(fields.message(Key::decode));
                default -> fields.skip();
            }
        }
        return content instanceof Content.Shown shown && shown.context().quotedId().isEmpty()
                ? new Content.Shown(
                        shown.type(), shown.text(), Context.quoting(target), shown.media())
                : content;
    }

    /** Money, with a note. */
    private static Content payment(Fields fields, String what, int note, int depth)
            throws IOException {
        Content content = nested(fields, note, depth);
        Optional<String> words =
                content instanceof Content.Shown shown ? shown.text() : Optional.empty();
        return Content.Shown.words(
                MessageType.of("payment"), what + words.map(text -> ": " + text).orElse(""));
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

    /** A phone may have taken out all that there was to look at; that there was something stays. */
    private static Content viewOnce(Content content) {
        Content there = content == Content.NOTHING ? Content.UNREADABLE : content;
        return there instanceof Content.Shown shown
                ? new Content.Shown(
                        shown.type(), shown.text(), shown.context().viewOnce(), shown.media())
                : there;
    }

    private static Content.Shown text(String text, Context context) {
        return new Content.Shown(MessageType.TEXT, Optional.of(text), context, Optional.empty());
    }

    private static Content extendedText(Fields fields) throws IOException {
        String text = "";
        Context context = Context.NONE;
        boolean viewOnce = false;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> text = fields.string();
                case 17 -> context = fields.message(Context::decode);
                case 30 -> viewOnce = fields.bool();
                default -> fields.skip();
            }
        }
        return text(text, viewOnce ? context.viewOnce() : context);
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
        String seconds = "0";
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> target = fields.message(Key::decode);
                case 2 -> type = fields.number32();
                case 4 -> seconds = Integer.toUnsignedString(fields.number32());
                case 14 -> edited = fields.message(f -> decode(f, depth));
                case 15 -> at = Optional.of(Times.millis(fields.number64()));
                default -> fields.skip();
            }
        }
        if (type == EPHEMERAL_SETTING) {
            return notice(Stubs.disappearing(List.of(seconds)));
        }
        if (target == null || target.id().isEmpty()) {
            return Content.NOTHING;
        }
        if (type == REVOKE) {
            return new Content.Revoked(target);
        }
        if (type == EDIT && edited instanceof Content.Shown shown && shown.text().isPresent()) {
            return new Content.Edited(target, shown.text().get(), shown.context().quotedId(), at);
        }
        return Content.NOTHING;
    }
}
