package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.source.Entry;

/** Turns one message record of the wire into what a store is told. */
final class RecordDecoder {
    private final AccountId account;

    RecordDecoder(AccountId account) {
        this.account = account;
    }

    /**
     * One record.
     *
     * @param chat where it stands
     * @param sent when it was sent
     * @param entries what it says; the message, if it is one, comes first
     */
    record Decoded(Jid chat, Instant sent, List<Entry> entries) {}

    /** Decodes a HistorySyncMsg: a message with its number within the chat. */
    Decoded historySyncMsg(byte[] array, int offset, int length, Optional<Jid> chat)
            throws IOException {
        return Fields.decode(
                array,
                offset,
                length,
                fields -> {
                    WebMessage message = null;
                    OptionalLong order = OptionalLong.empty();
                    while (fields.next()) {
                        switch (fields.number()) {
                            case 1 -> message = fields.message(WebMessage::decode);
                            case 2 -> order = OptionalLong.of(fields.number64());
                            default -> fields.skip();
                        }
                    }
                    if (message == null) {
                        throw new MalformedException("a record holds no message");
                    }
                    return tell(message, chat, order);
                });
    }

    /** Decodes a WebMessageInfo that stands by itself, as status posts do. */
    Decoded webMessage(byte[] array, int offset, int length, Jid chat) throws IOException {
        WebMessage message = Fields.decode(array, offset, length, WebMessage::decode);
        return tell(message, Optional.of(chat), OptionalLong.empty());
    }

    /** Decodes a CallLogRecord. */
    Decoded call(byte[] array, int offset, int length) throws IOException {
        return Fields.decode(array, offset, length, fields -> Calls.record(fields, account));
    }

    private Decoded tell(WebMessage message, Optional<Jid> conversation, OptionalLong order)
            throws MalformedException {
        Key key = message.key;
        if (key == null || key.id().isEmpty()) {
            throw new MalformedException("a message has no id");
        }
        Jid chat =
                conversation
                        .or(key::chat)
                        .orElseThrow(() -> new MalformedException("a message names no chat"));
        if (message.sent.isEmpty() && message.stub == 0) {
            throw new MalformedException("a message has no time");
        }
        Instant sent = message.sent.orElse(Instant.EPOCH);
        Author author = key.author(chat, message.participant);
        MessageKey id = new MessageKey(account, chat, author, key.id());
        List<Entry> entries = new ArrayList<>(1 + message.reactions.size());
        // A stub that came with a content is only a mark on it; without one it is all there is.
        boolean stubbed = message.stub != 0 && saysNothing(message.content);
        boolean shows =
                message.content instanceof Content.Shown
                        || message.content instanceof Content.Asked;
        if (stubbed || shows) {
            entries.add(new Entry.MessageEntry(shown(message, id, sent, order, stubbed)));
        } else if (message.content instanceof Content.Edited edit) {
            MessageKey target = target(chat, author, edit.target());
            entries.add(
                    new Entry.Edit(target, edit.text(), edit.quotedId(), edit.at().orElse(sent)));
        } else if (message.content instanceof Content.Revoked revoked) {
            MessageKey target = target(chat, author, revoked.target());
            // The owner's own phone let it pass, so whoever did it in a group was allowed to.
            boolean vouched = !target.author().equals(author);
            entries.add(new Entry.Revocation(target, author, vouched, sent));
        } else if (message.content instanceof Content.Reacted reacted) {
            MessageKey target = target(chat, author, reacted.target());
            entries.add(
                    new Entry.Reacted(target, author, reacted.emoji(), reacted.at().orElse(sent)));
        }
        for (WebMessage.ReactionOn reaction : message.reactions) {
            Author by = reaction.key().author(chat, Optional.empty());
            entries.add(new Entry.Reacted(id, by, reaction.emoji(), reaction.at().orElse(sent)));
        }
        return new Decoded(chat, sent, entries);
    }

    private static boolean saysNothing(Content content) {
        return content == Content.NOTHING
                || content instanceof Content.Shown shown
                        && shown.type().equals(MessageType.UNKNOWN);
    }

    private static Message shown(
            WebMessage message, MessageKey id, Instant sent, OptionalLong order, boolean stubbed) {
        Message.Builder builder = Message.builder(id, sent).starred(message.starred);
        order.ifPresent(builder::order);
        message.addOns
                .received(id.chat())
                .filter(seen -> message.status.filter(s -> s.compareTo(seen) >= 0).isEmpty())
                .or(() -> message.status)
                .ifPresent(builder::status);
        if (!message.pushName.isBlank() && !message.pushName.equals("-")) {
            builder.senderName(message.pushName);
        }
        if (message.stub == Stubs.REVOKE || message.stub == Stubs.ADMIN_REVOKE) {
            return builder.type(MessageType.UNKNOWN).deleted(true).build();
        }
        if (stubbed) {
            String text = Stubs.text(message.stub, message.parameters);
            if (!text.isEmpty()) {
                builder.text(text);
            }
            if (message.content instanceof Content.Shown content) {
                with(Optional.empty(), content.context().attributes()).ifPresent(builder::media);
            }
            return builder.type(Stubs.type(message.stub)).build();
        }
        Content.Shown content =
                message.content instanceof Content.Asked asked
                        ? asked.poll().shown(message.addOns.votes(id.chat()))
                        : (Content.Shown) message.content;
        builder.type(content.type());
        content.text().ifPresent(builder::text);
        content.context().quotedId().ifPresent(builder::quotedId);
        Map<String, String> more = new TreeMap<>(content.context().attributes());
        more.putAll(message.addOns.attributes(id.chat()));
        with(content.media(), more).ifPresent(builder::media);
        return builder.build();
    }

    /** What else is known of a message goes with what is attached to it. */
    private static Optional<Media> with(Optional<Media> media, Map<String, String> more) {
        if (more.isEmpty()) {
            return media;
        }
        Media.Builder builder = Media.builder().attributes(more);
        media.ifPresent(
                known -> {
                    known.mimeType().ifPresent(builder::mimeType);
                    known.fileName().ifPresent(builder::fileName);
                    known.size().ifPresent(builder::size);
                    known.duration().ifPresent(builder::duration);
                    builder.attributes(known.attributes());
                });
        return Optional.of(builder.build());
    }

    private MessageKey target(Jid chat, Author speaker, Key target) {
        return new MessageKey(account, chat, target.targetOf(speaker, chat), target.id());
    }

    /** A WebMessageInfo as it stands on the wire. */
    private static final class WebMessage {
        /** A reaction that is kept with its message; the key is its own and names who reacted. */
        record ReactionOn(Key key, String emoji, Optional<Instant> at) {}

        private static final MessageStatus[] STATUSES = MessageStatus.values();

        private Key key;
        private Content content = Content.UNREADABLE;
        private Optional<Instant> sent = Optional.empty();
        private Optional<MessageStatus> status = Optional.empty();
        private Optional<Jid> participant = Optional.empty();
        private boolean starred;
        private String pushName = "";
        private int stub;
        private final List<String> parameters = new ArrayList<>();
        private final List<ReactionOn> reactions = new ArrayList<>();
        private final AddOns addOns = new AddOns();

        static WebMessage decode(Fields fields) throws IOException {
            WebMessage message = new WebMessage();
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> message.key = fields.message(Key::decode);
                    case 2 -> message.content = fields.message(ContentDecoder::decode);
                    case 3 -> message.sent = Optional.of(Times.seconds(fields.number64()));
                    case 4 -> message.status = status(fields.number32());
                    case 5 -> message.participant = Jids.optional(fields.string());
                    case 17 -> message.starred = fields.bool();
                    case 19 -> message.pushName = fields.string();
                    case 24 -> message.stub = fields.number32();
                    case 26 -> Capped.add(message.parameters, fields.string());
                    case 40 -> fields.read(message.addOns::receipt);
                    case 41 -> Capped.add(message.reactions, fields.message(WebMessage::reaction));
                    case 45 -> fields.read(message.addOns::vote);
                    case 49 -> fields.read(f -> message.addOns.mark(f, "kept_in_chat"));
                    case 54 -> fields.read(f -> message.addOns.mark(f, "pinned_in_chat"));
                    case 61 -> fields.read(message.addOns::reply);
                    default -> fields.skip();
                }
            }
            message.reactions.removeIf(reaction -> reaction.key() == null);
            return message;
        }

        private static Optional<MessageStatus> status(int number) {
            return number >= 0 && number < STATUSES.length
                    ? Optional.of(STATUSES[number])
                    : Optional.empty();
        }

        private static ReactionOn reaction(Fields fields) throws IOException {
            Key key = null;
            String emoji = "";
            Optional<Instant> at = Optional.empty();
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> key = fields.message(Key::decode);
                    case 2 -> emoji = fields.string();
                    case 4 -> at = Optional.of(Times.millis(fields.number64()));
                    default -> fields.skip();
                }
            }
            return new ReactionOn(key, emoji, at);
        }
    }
}
