package org.backscroll.source.whatsapp;

import java.util.Map;
import java.util.Optional;
import org.backscroll.api.MessageType;

/** The tables of messages that are made of texts: what businesses send, answers, invitations. */
final class Cards {
    private static final MessageType EVENT = MessageType.of("event");
    private static final MessageType INVITE = MessageType.of("invite");
    private static final MessageType PRODUCT = MessageType.of("product");
    private static final MessageType PAYMENT = MessageType.of("payment");

    private static final Card.Part DOCUMENT = new Card.File(MediaDecoder.DOCUMENT);
    private static final Card.Part IMAGE = new Card.File(MediaDecoder.IMAGE);
    private static final Card.Part VIDEO = new Card.File(MediaDecoder.VIDEO);
    private static final Card.Part TEXT = Card.TEXT;
    private static final Card.Part CONTEXT = Card.CONTEXT;

    /** A kind of message and its fields. */
    record Layout(MessageType type, Map<Integer, Card.Part> parts) {}

    private static final Card.Part LABEL = group(Map.of(1, Card.ITEM));

    private static final Map<Integer, Card.Part> TEMPLATE =
            Map.of(
                    1, DOCUMENT,
                    2, TEXT,
                    3, IMAGE,
                    4, VIDEO,
                    6, TEXT,
                    7, TEXT,
                    8, group(Map.of(1, LABEL, 2, LABEL, 3, LABEL)));

    private static final Card.Part HEADER =
            group(Map.of(1, TEXT, 2, TEXT, 3, DOCUMENT, 4, IMAGE, 7, VIDEO));
    private static final Card.Part BODY = group(Map.of(1, TEXT));
    private static final Map<Integer, Card.Part> INTERACTIVE =
            Map.of(
                    1, HEADER,
                    2, BODY,
                    3, BODY,
                    7, group(Map.of(1, group(Map.of(1, HEADER, 2, BODY, 3, BODY)))),
                    15, CONTEXT);

    private static final Map<Integer, Layout> BY_FIELD =
            Map.ofEntries(
                    card(25, MessageType.TEXT, template()), // template
                    card(29, MessageType.TEXT, Map.of(2, TEXT, 3, CONTEXT)), // its button
                    card(36, MessageType.TEXT, list()),
                    card(39, MessageType.TEXT, Map.of(1, TEXT, 4, CONTEXT, 5, TEXT)), // its row
                    card(42, MessageType.TEXT, buttons()),
                    card(43, MessageType.TEXT, Map.of(2, TEXT, 3, CONTEXT)), // one of them
                    card(45, MessageType.TEXT, INTERACTIVE),
                    card(48, MessageType.TEXT, Map.of(1, BODY, 15, CONTEXT)), // its answer
                    card(28, INVITE, invitation("Group invitation: ", 4, 6, 7)),
                    card(78, INVITE, invitation("Invitation to run the channel: ", 2, 4, 6)),
                    card(113, INVITE, invitation("Channel invitation: ", 2, 4, 5)),
                    card(75, EVENT, event()),
                    card(122, EVENT, Map.of(1, CONTEXT, 3, new Card.Words("Event: "), 6, TEXT)),
                    card(61, MessageType.CALL, plannedCall()),
                    card(72, MessageType.CALL, Map.of(4, new Card.Words("Call: "))),
                    card(30, PRODUCT, product()),
                    card(38, PRODUCT, Map.of(6, TEXT, 7, new Card.Words("Order: "), 17, CONTEXT)),
                    card(41, PAYMENT, Map.of(1, new Card.Words("Invoice: "))),
                    card(86, MessageType.STICKER, stickerPack()));

    private Cards() {}

    /** The kind that a field of a Message is, if it is one of these. */
    static Optional<Layout> of(int field) {
        return Optional.ofNullable(BY_FIELD.get(field));
    }

    private static Map.Entry<Integer, Layout> card(
            int field, MessageType type, Map<Integer, Card.Part> parts) {
        return Map.entry(field, new Layout(type, parts));
    }

    private static Card.Part group(Map<Integer, Card.Part> parts) {
        return new Card.Group(parts);
    }

    private static Map<Integer, Card.Part> template() {
        return Map.of(2, group(TEMPLATE), 3, CONTEXT, 4, group(TEMPLATE), 5, group(INTERACTIVE));
    }

    private static Map<Integer, Card.Part> list() {
        Card.Part rows = group(Map.of(1, Card.ITEM));
        return Map.of(1, TEXT, 2, TEXT, 5, group(Map.of(1, TEXT, 2, rows)), 7, TEXT, 8, CONTEXT);
    }

    private static Map<Integer, Card.Part> buttons() {
        return Map.of(
                1, TEXT,
                2, DOCUMENT,
                3, IMAGE,
                4, VIDEO,
                6, TEXT,
                7, TEXT,
                8, CONTEXT,
                9, group(Map.of(2, LABEL)));
    }

    private static Map<Integer, Card.Part> invitation(
            String before, int name, int caption, int context) {
        return Map.of(name, new Card.Words(before), caption, TEXT, context, CONTEXT);
    }

    private static Map<Integer, Card.Part> event() {
        return Map.of(
                1,
                CONTEXT,
                2,
                new Card.Flag("Cancelled"),
                3,
                new Card.Words("Event: "),
                4,
                TEXT,
                5,
                group(Map.of(3, new Card.Words("Place: "), 4, TEXT)),
                6,
                TEXT,
                7,
                new Card.Time("From: "),
                8,
                new Card.Time("To: "));
    }

    private static Map<Integer, Card.Part> plannedCall() {
        return Map.of(1, new Card.Time("Call planned for "), 3, TEXT);
    }

    private static Map<Integer, Card.Part> product() {
        Card.Part shot = group(Map.of(1, IMAGE, 3, TEXT, 4, TEXT, 8, TEXT));
        Card.Part catalogue = group(Map.of(1, IMAGE, 2, TEXT, 3, TEXT));
        return Map.of(1, shot, 4, catalogue, 5, TEXT, 6, TEXT, 17, CONTEXT);
    }

    private static Map<Integer, Card.Part> stickerPack() {
        return Map.of(2, new Card.Words("Sticker pack: "), 3, TEXT, 10, TEXT, 11, CONTEXT);
    }
}
