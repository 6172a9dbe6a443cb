package org.backscroll.source.xmpp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Rejected;

/** Says what a record of an archive means. */
final class Decoder {
    private static final Set<String> ANSWERING = Set.of(Names.REPLY);

    private final AccountId account;
    private final Settings settings;
    private final Optional<Jid> room;
    private final Targets targets;
    private final String unit;

    /**
     * @param archive the address whose archive the records are from
     * @param targets finds what messages in rooms refer to
     */
    Decoder(AccountId account, Settings settings, Archive archive, Targets targets) {
        this.account = account;
        this.settings = settings;
        this.targets = targets;
        room = archive.isRoom() ? Optional.of(archive.owner()) : Optional.empty();
        unit = archive.owner().value();
    }

    /** What one record told. */
    record Decoded(List<Entry> entries, Optional<Rejected> rejected) {
        int messages() {
            int count = 0;
            for (Entry entry : entries) {
                count += entry instanceof Entry.MessageEntry ? 1 : 0;
            }
            return count;
        }
    }

    /** Who wrote a record and where; empty if it does not say so in a readable way. */
    Optional<Envelope> envelope(Item item) {
        try {
            return item.message().map(m -> Envelope.of(item, m, settings, room));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * @param known who wrote it and where, if that can be read
     * @param order its number among the chat's records of the same time
     */
    Decoded decode(Item item, Optional<Envelope> known, int order) {
        try {
            if (item.raw().isCut()) {
                throw new IllegalArgumentException(
                        "it has more than " + Stanzas.MAX_MESSAGE + " characters");
            }
            Node message =
                    item.message()
                            .orElseThrow(() -> new IllegalArgumentException("it holds no message"));
            Instant at =
                    item.stamp()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "it does not say when it was sent"));
            return new Decoded(entries(item, message, known, at, order), Optional.empty());
        } catch (IllegalArgumentException e) {
            return new Decoded(
                    List.of(),
                    Optional.of(
                            new Rejected(
                                    unit,
                                    "record " + item.id(),
                                    reason(e),
                                    item.raw().toString().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static String reason(IllegalArgumentException e) {
        return e.getMessage() == null ? "it cannot be read" : e.getMessage();
    }

    private List<Entry> entries(
            Item item, Node message, Optional<Envelope> known, Instant at, int order) {
        String type = message.attribute("type").orElse("normal");
        // A room's messages belong to its own archive; some servers keep them twice.
        if (type.equals("error") || room.isEmpty() && type.equals("groupchat")) {
            return List.of();
        }
        Envelope envelope = known.orElseGet(() -> Envelope.of(item, message, settings, room));
        List<Entry> entries = new ArrayList<>(1);
        References.marker(message).ifPresent(marker -> receipts(envelope, marker, entries));
        Optional<String> retracted = References.retraction(message);
        Optional<String> reacted = References.reactions(message);
        if (References.tombstone(message)) {
            entries.add(
                    new Entry.MessageEntry(
                            builder(envelope, message, at, order).deleted(true).build()));
        } else if (retracted.isPresent()) {
            retraction(envelope, message, retracted.get(), at).ifPresent(entries::add);
        } else if (reacted.isPresent()) {
            reactions(envelope, message, reacted.get(), at, entries);
        } else {
            text(message)
                    .ifPresent(text -> entries.add(written(envelope, message, text, at, order)));
        }
        return entries;
    }

    private static Optional<String> text(Node message) {
        return message.child("body")
                .map(Node::text)
                .flatMap(body -> Fallbacks.strip(message, body, ANSWERING));
    }

    private Entry written(Envelope envelope, Node message, String text, Instant at, int order) {
        Optional<String> quoted = References.reply(message).map(this::quoted);
        Optional<String> corrected = References.correction(message);
        if (corrected.isPresent()) {
            return new Entry.Edit(
                    key(envelope.chat(), envelope.author(), corrected.get()), text, quoted, at);
        }
        Message.Builder builder = builder(envelope, message, at, order).text(text);
        quoted.ifPresent(builder::quotedId);
        if (message.child("encryption", Names.ENCRYPTION).isPresent()) {
            // The text is word for clients that cannot decrypt, in whatever language.
            builder.type(MessageType.UNKNOWN);
        }
        return new Entry.MessageEntry(builder.build());
    }

    private Message.Builder builder(Envelope envelope, Node message, Instant at, int order) {
        Instant sent =
                message.child("delay", Names.DELAY)
                        .flatMap(delay -> delay.attribute("stamp"))
                        .flatMap(Stamps::parse)
                        .filter(stamp -> stamp.isBefore(at))
                        .orElse(at);
        Message.Builder builder =
                Message.builder(key(envelope.chat(), envelope.author(), envelope.id()), sent)
                        .order(order);
        envelope.nick().filter(nick -> !nick.isBlank()).ifPresent(builder::senderName);
        if (envelope.author().fromMe()) {
            builder.status(MessageStatus.SENT);
        }
        return builder;
    }

    /** The key's id of a message that is answered. */
    private String quoted(String id) {
        return room.isEmpty() ? id : targets.find(id).map(Envelope::id).orElse(id);
    }

    private Optional<Entry> retraction(Envelope by, Node message, String id, Instant at) {
        if (room.isEmpty()) {
            return Optional.of(
                    new Entry.Revocation(key(by.chat(), by.author(), id), by.author(), false, at));
        }
        // Only the room itself, which has no nickname, speaks for its moderators.
        boolean vouched = by.nick().isEmpty() && References.moderated(message);
        return targets.find(id)
                .map(
                        target ->
                                new Entry.Revocation(
                                        key(target.chat(), target.author(), target.id()),
                                        by.author(),
                                        vouched,
                                        at));
    }

    private void reactions(Envelope by, Node message, String id, Instant at, List<Entry> entries) {
        StringBuilder emoji = new StringBuilder();
        message.child("reactions", Names.REACTIONS).stream()
                .flatMap(reactions -> reactions.children().stream())
                .filter(child -> child.name().equals("reaction"))
                .forEach(child -> emoji.append(child.text().strip()));
        for (MessageKey target : targets(by, id)) {
            entries.add(new Entry.Reacted(target, by.author(), emoji.toString(), at));
        }
    }

    /** In a chat of two, either may have written what is referred to; only one of them did. */
    private List<MessageKey> targets(Envelope by, String id) {
        if (room.isEmpty()) {
            return List.of(key(by.chat(), Author.ME, id), key(by.chat(), Author.of(by.chat()), id));
        }
        return targets.find(id).stream()
                .map(target -> key(target.chat(), target.author(), target.id()))
                .toList();
    }

    /** Who says that it was received speaks of what the other one wrote. */
    private void receipts(Envelope by, Node marker, List<Entry> entries) {
        Optional<String> id = marker.attribute("id");
        if (id.isEmpty()) {
            return;
        }
        MessageStatus status =
                marker.name().equals("received") ? MessageStatus.DELIVERED : MessageStatus.READ;
        targets(by, id.get()).stream()
                .filter(target -> !target.author().equals(by.author()))
                .forEach(target -> entries.add(new Entry.Receipt(target, status)));
    }

    private MessageKey key(Jid chat, Author author, String id) {
        return new MessageKey(account, chat, author, id);
    }
}
