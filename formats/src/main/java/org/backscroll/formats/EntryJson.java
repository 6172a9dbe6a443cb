package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;

/**
 * The JSON of what a source tells, one object for each entry: all of it, so that what is read is
 * equal to what was written (times to the millisecond). An author is a JID, empty text for the
 * account's owner, and null for somebody unknown.
 */
public final class EntryJson {
    private EntryJson() {}

    /** An entry, as an object. */
    public static void entry(JsonGenerator json, Entry entry) throws IOException {
        json.writeStartObject();
        if (entry instanceof Entry.MessageEntry message) {
            json.writeStringField("kind", "message");
            message(json, message.message());
        } else if (entry instanceof Entry.Edit edit) {
            json.writeStringField("kind", "edit");
            key(json, edit.target());
            Json.text(json, "text", edit.text());
            Json.text(json, "quoted_id", edit.quotedId());
            Json.time(json, "at", edit.at());
        } else if (entry instanceof Entry.Revocation revocation) {
            json.writeStringField("kind", "revocation");
            key(json, revocation.target());
            author(json, "by", revocation.by());
            json.writeBooleanField("vouched", revocation.vouched());
            Json.time(json, "at", revocation.at());
        } else if (entry instanceof Entry.Reacted reacted) {
            json.writeStringField("kind", "reaction");
            key(json, reacted.target());
            author(json, "by", reacted.by());
            Json.text(json, "emoji", reacted.emoji());
            Json.time(json, "at", reacted.at());
        } else if (entry instanceof Entry.Receipt receipt) {
            json.writeStringField("kind", "receipt");
            key(json, receipt.target());
            Json.text(json, "status", receipt.status().name());
        } else if (entry instanceof Entry.ChatSnapshot snapshot) {
            json.writeStringField("kind", "chat");
            snapshot(json, snapshot);
        } else if (entry instanceof Entry.Name name) {
            json.writeStringField("kind", "name");
            Json.text(json, "jid", name.jid().value());
            Json.text(json, "name", name.name());
            asOf(json, name.asOf());
        } else if (entry instanceof Entry.OwnName name) {
            json.writeStringField("kind", "own_name");
            Json.text(json, "name", name.name());
            asOf(json, name.asOf());
        } else if (entry instanceof Entry.Link link) {
            json.writeStringField("kind", "link");
            Json.text(json, "jid", link.phone().value());
            Json.text(json, "alias", link.alias().value());
        } else if (entry instanceof Entry.Membership member) {
            json.writeStringField("kind", "member");
            Json.text(json, "chat_jid", member.chat().value());
            Json.text(json, "jid", member.jid().value());
            Json.text(json, "role", member.role().name());
            Json.time(json, "left", member.left());
            asOf(json, member.asOf());
        } else {
            throw new IllegalArgumentException("no JSON for a " + entry.getClass());
        }
        json.writeEndObject();
    }

    /** A covered range, as an object. */
    public static void covered(JsonGenerator json, Covered range) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", "covered");
        Json.text(json, "lane", range.lane());
        Json.text(json, "chat_jid", range.chat().map(Jid::value));
        json.writeNumberField("from", range.from().position());
        Json.text(json, "from_id", range.from().id());
        json.writeNumberField("to", range.to().position());
        Json.text(json, "to_id", range.to().id());
        json.writeBooleanField("proven", range.proven());
        json.writeBooleanField("beginning", range.beginning());
        json.writeEndObject();
    }

    private static void message(JsonGenerator json, Message message) throws IOException {
        key(json, message.key());
        Json.text(json, "sender_name", message.senderName());
        Json.time(json, "timestamp", message.timestamp());
        Json.number(json, "order", message.order());
        Json.text(json, "type", message.type().name());
        Json.text(json, "text", message.text());
        Json.text(json, "quoted_id", message.quotedId());
        Json.time(json, "edited_at", message.editedAt());
        json.writeBooleanField("deleted", message.deleted());
        json.writeBooleanField("starred", message.starred());
        Json.textOf(json, "status", message.status());
        Json.list(json, "reactions", message.reactions(), EntryJson::reaction);
        if (!message.precision().isZero()) {
            json.writeNumberField("precision_ms", message.precision().toMillis());
        }
        json.writeFieldName("media");
        if (message.media().isPresent()) {
            MessageJson.media(json, message.media().get());
        } else {
            json.writeNull();
        }
    }

    private static void reaction(JsonGenerator json, Reaction reaction) throws IOException {
        json.writeStartObject();
        author(json, "by", reaction.author());
        Json.text(json, "emoji", reaction.emoji());
        Json.time(json, "at", reaction.timestamp());
        json.writeEndObject();
    }

    private static void snapshot(JsonGenerator json, Entry.ChatSnapshot chat) throws IOException {
        Json.text(json, "chat_jid", chat.chat().value());
        asOf(json, chat.asOf());
        Json.text(json, "name", chat.name());
        OptionalInt unread = chat.unreadCount();
        Json.number(
                json,
                "unread_count",
                unread.isPresent() ? OptionalLong.of(unread.getAsInt()) : OptionalLong.empty());
        Json.flag(json, "is_archived", chat.archived());
        Json.flag(json, "is_marked_unread", chat.markedUnread());
        Json.time(json, "muted_until", chat.mutedUntil());
        Json.flag(json, "is_pinned", chat.pinned());
        Json.text(json, "description", chat.description());
        Json.time(json, "created", chat.created());
        Json.text(json, "created_by", chat.createdBy().map(Jid::value));
        Json.flag(json, "is_read_only", chat.readOnly());
        Json.millis(json, "disappearing_timer_ms", chat.disappearingTimer());
    }

    private static void key(JsonGenerator json, MessageKey key) throws IOException {
        Json.text(json, "account", key.account().value());
        Json.text(json, "chat_jid", key.chat().value());
        author(json, "author", key.author());
        Json.text(json, "id", key.id());
    }

    private static void author(JsonGenerator json, String name, Author author) throws IOException {
        Json.text(json, name, author.fromMe() ? Optional.of("") : author.jid().map(Jid::value));
    }

    private static void asOf(JsonGenerator json, AsOf asOf) throws IOException {
        Json.time(json, "as_of", asOf.time());
        json.writeNumberField("sequence", asOf.sequence());
    }

    /**
     * Reads what {@link #entry} wrote.
     *
     * @param line one JSON object in UTF-8
     * @return empty if it is of a kind this version does not know
     * @throws IllegalArgumentException if it cannot be; the message says why, in one line
     */
    public static Optional<Entry> entry(byte[] line) {
        return entry(JsonFields.parse(line));
    }

    static Optional<Entry> entry(JsonFields fields) {
        return Optional.ofNullable(
                switch (fields.requiredText("kind")) {
                    case "message" -> new Entry.MessageEntry(message(fields));
                    case "edit" ->
                            new Entry.Edit(
                                    key(fields),
                                    fields.requiredText("text"),
                                    fields.text("quoted_id"),
                                    fields.requiredTime("at"));
                    case "revocation" ->
                            new Entry.Revocation(
                                    key(fields),
                                    author(fields, "by"),
                                    fields.flag("vouched"),
                                    fields.requiredTime("at"));
                    case "reaction" ->
                            new Entry.Reacted(
                                    key(fields),
                                    author(fields, "by"),
                                    fields.requiredText("emoji"),
                                    fields.requiredTime("at"));
                    case "receipt" ->
                            new Entry.Receipt(
                                    key(fields),
                                    fields.requiredValue("status", MessageStatus::valueOf));
                    case "chat" -> snapshot(fields);
                    case "name" ->
                            new Entry.Name(
                                    fields.requiredValue("jid", Jid::of),
                                    fields.requiredText("name"),
                                    asOf(fields));
                    case "own_name" -> new Entry.OwnName(fields.requiredText("name"), asOf(fields));
                    case "link" ->
                            new Entry.Link(
                                    fields.requiredValue("jid", Jid::of),
                                    fields.requiredValue("alias", Jid::of));
                    case "member" ->
                            new Entry.Membership(
                                    fields.requiredValue("chat_jid", Jid::of),
                                    fields.requiredValue("jid", Jid::of),
                                    fields.requiredValue("role", Participant.Role::valueOf),
                                    fields.time("left"),
                                    asOf(fields));
                    default -> null;
                });
    }

    /**
     * Reads what {@link #covered} wrote.
     *
     * @param line one JSON object in UTF-8
     * @return empty if it is something else
     * @throws IllegalArgumentException if it cannot be
     */
    public static Optional<Covered> covered(byte[] line) {
        JsonFields fields = JsonFields.parse(line);
        return fields.requiredText("kind").equals("covered")
                ? Optional.of(
                        new Covered(
                                fields.requiredText("lane"),
                                fields.value("chat_jid", Jid::of),
                                mark(fields, "from"),
                                mark(fields, "to"),
                                fields.flag("proven"),
                                fields.flag("beginning")))
                : Optional.empty();
    }

    private static Mark mark(JsonFields fields, String name) {
        return new Mark(
                fields.number(name)
                        .orElseThrow(() -> new IllegalArgumentException("it has no " + name)),
                fields.requiredText(name + "_id"));
    }

    private static Message message(JsonFields fields) {
        Message.Builder message = Message.builder(key(fields), fields.requiredTime("timestamp"));
        message.type(fields.requiredValue("type", MessageType::of));
        fields.text("sender_name").ifPresent(message::senderName);
        fields.number("order").ifPresent(message::order);
        fields.text("text").ifPresent(message::text);
        fields.text("quoted_id").ifPresent(message::quotedId);
        fields.time("edited_at").ifPresent(message::editedAt);
        message.deleted(fields.flag("deleted")).starred(fields.flag("starred"));
        fields.value("status", MessageStatus::valueOf).ifPresent(message::status);
        List<Reaction> reactions = new ArrayList<>();
        for (JsonFields reaction : fields.list("reactions", JsonFields.class)) {
            Instant at = reaction.requiredTime("at");
            reactions.add(new Reaction(author(reaction, "by"), reaction.requiredText("emoji"), at));
        }
        message.reactions(reactions);
        message.precision(LineEntries.precision(fields));
        fields.object("media").map(LineEntries::media).ifPresent(message::media);
        return message.build();
    }

    private static Entry.ChatSnapshot snapshot(JsonFields fields) {
        Entry.ChatSnapshot.Builder chat =
                Entry.ChatSnapshot.builder(fields.requiredValue("chat_jid", Jid::of), asOf(fields));
        fields.text("name").ifPresent(chat::name);
        fields.number("unread_count").ifPresent(n -> chat.unreadCount(Math.toIntExact(n)));
        fields.maybeFlag("is_archived").ifPresent(chat::archived);
        fields.maybeFlag("is_marked_unread").ifPresent(chat::markedUnread);
        fields.time("muted_until").ifPresent(chat::mutedUntil);
        fields.maybeFlag("is_pinned").ifPresent(chat::pinned);
        fields.text("description").ifPresent(chat::description);
        fields.time("created").ifPresent(chat::created);
        fields.value("created_by", Jid::of).ifPresent(chat::createdBy);
        LineEntries.writing(fields, chat);
        return chat.build();
    }

    private static MessageKey key(JsonFields fields) {
        return new MessageKey(
                fields.requiredValue("account", AccountId::of),
                fields.requiredValue("chat_jid", Jid::of),
                author(fields, "author"),
                fields.requiredText("id"));
    }

    private static Author author(JsonFields fields, String name) {
        Optional<String> text = fields.text(name);
        if (text.isEmpty()) {
            return Author.UNKNOWN;
        }
        return text.get().isEmpty() ? Author.ME : Author.of(fields.requiredValue(name, Jid::of));
    }

    private static AsOf asOf(JsonFields fields) {
        return new AsOf(fields.requiredTime("as_of"), fields.number("sequence").orElse(0));
    }
}
