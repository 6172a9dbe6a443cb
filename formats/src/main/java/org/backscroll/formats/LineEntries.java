package org.backscroll.formats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;

/**
 * What the lines of an export tell a store. Throws {@link IllegalArgumentException} for what cannot
 * be.
 */
final class LineEntries {
    private static final String LID = "lid";

    private final AccountId account;

    /**
     * @param account whose all entries shall be
     */
    LineEntries(AccountId account) {
        this.account = account;
    }

    /** A message, without the stars and reactions that lines of their own tell. */
    Message message(JsonFields line) {
        Message.Builder message = Message.builder(key(line), line.requiredTime("timestamp"));
        message.type(line.value("type", MessageType::of).orElse(MessageType.TEXT));
        line.number("order").ifPresent(message::order);
        line.text("text").ifPresent(message::text);
        line.text("quoted_id").ifPresent(message::quotedId);
        line.time("edited_at").ifPresent(message::editedAt);
        message.deleted(line.flag("deleted"));
        line.value("status", MessageStatus::valueOf).ifPresent(message::status);
        List<Reaction> reactions = new ArrayList<>();
        for (JsonFields reaction : line.list("reactions", JsonFields.class)) {
            reactions.add(
                    new Reaction(
                            reaction.value("sender_jid", Jid::of).map(Author::of).orElse(Author.ME),
                            reaction.requiredText("emoji"),
                            reaction.requiredTime("timestamp")));
        }
        message.reactions(reactions);
        line.object("media").map(LineEntries::media).ifPresent(message::media);
        return message.build();
    }

    /** Which message a line is of. */
    MessageKey key(JsonFields line) {
        Optional<Jid> sender = line.value("sender_jid", Jid::of);
        return new MessageKey(
                account,
                line.requiredValue("chat_jid", Jid::of),
                new Author(line.flag("from_me"), sender),
                line.requiredText("id"));
    }

    static Media media(JsonFields fields) {
        Media.Builder media = Media.builder();
        fields.text("mime_type").ifPresent(media::mimeType);
        fields.text("file_name").ifPresent(media::fileName);
        fields.number("size").ifPresent(media::size);
        OptionalLong duration = fields.number("duration_ms");
        if (duration.isPresent()) {
            media.duration(Duration.ofMillis(duration.getAsLong()));
        }
        fields.object("attributes").ifPresent(more -> media.attributes(more.texts()));
        return media.build();
    }

    /** A message with a reaction of its list told to be nobody's known, instead of one's own. */
    static Message withUnknownReaction(Message message, JsonFields line) {
        Reaction own =
                new Reaction(Author.ME, line.requiredText("emoji"), line.requiredTime("timestamp"));
        List<Reaction> reactions = new ArrayList<>(message.reactions());
        if (!reactions.remove(own)) {
            throw new IllegalArgumentException("the message before it has no such reaction");
        }
        reactions.add(new Reaction(Author.UNKNOWN, own.emoji(), own.timestamp()));
        return message.toBuilder().reactions(reactions).build();
    }

    /** A message with how exact its time is. Of what it is a duplicate, a store finds out anew. */
    static Message withPrecision(Message message, JsonFields line) {
        return message.toBuilder().precision(precision(line)).build();
    }

    /** How exact a time is; exact, when it is not said. */
    static Duration precision(JsonFields fields) {
        return Duration.ofMillis(fields.number("precision_ms").orElse(0));
    }

    /**
     * A chat, its members and its other addresses; its name is left out. All of it is older than
     * what any source says. What is as when nothing was said is not said.
     */
    List<Entry> conversation(JsonFields line) {
        Jid chat = line.requiredValue("jid", Jid::of);
        List<Entry> entries = new ArrayList<>();
        for (Jid alias : jids(line, "aliases")) {
            entries.add(alias(chat, alias, jids(line, "aliases")));
        }
        entries.add(snapshot(chat, line));
        for (JsonFields member : line.list("participants", JsonFields.class)) {
            entries.add(
                    new Entry.Membership(
                            chat,
                            member.requiredValue("jid", Jid::of),
                            member.requiredValue("role", Participant.Role::valueOf),
                            member.time("left"),
                            AsOf.HEARSAY));
        }
        return entries;
    }

    private static Entry snapshot(Jid chat, JsonFields line) {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, AsOf.HEARSAY);
        unread(line).ifPresent(snapshot::unreadCount);
        said(line, "is_archived").ifPresent(snapshot::archived);
        said(line, "is_marked_unread").ifPresent(snapshot::markedUnread);
        if (line.flag("is_muted")) {
            snapshot.mutedUntil(line.time("muted_until").orElse(Instant.MAX));
        }
        said(line, "is_pinned").ifPresent(snapshot::pinned);
        line.text("description").ifPresent(snapshot::description);
        line.time("created").ifPresent(snapshot::created);
        line.value("created_by", Jid::of).ifPresent(snapshot::createdBy);
        writing(line, snapshot);
        return snapshot.build();
    }

    /** Whether a chat may be written to, and how long what is written stays. */
    static void writing(JsonFields fields, Entry.ChatSnapshot.Builder chat) {
        fields.maybeFlag("is_read_only").ifPresent(chat::readOnly);
        OptionalLong timer = fields.number("disappearing_timer_ms");
        if (timer.isPresent()) {
            chat.disappearingTimer(Duration.ofMillis(timer.getAsLong()));
        }
    }

    /** A chat's own name, older than what any source says. */
    static Entry named(Jid chat, String name) {
        return Entry.ChatSnapshot.builder(chat, AsOf.HEARSAY).name(name).build();
    }

    /**
     * A link that makes neither address one by phone if it is not: only lines of identities tell
     * that.
     */
    private static Entry alias(Jid chat, Jid alias, List<Jid> all) {
        return all.stream()
                .filter(jid -> jid.server().equals(LID))
                .min(Jid::compareTo)
                .map(lid -> new Entry.Link(lid, alias.equals(lid) ? chat : alias))
                .orElseGet(() -> new Entry.Link(chat, alias));
    }

    private static List<Jid> jids(JsonFields line, String name) {
        List<Jid> jids = new ArrayList<>();
        for (String jid : line.list(name, String.class)) {
            jids.add(Jid.of(jid));
        }
        return jids;
    }

    private static OptionalInt unread(JsonFields line) {
        long unread = line.number("unread_count").orElse(0);
        if (unread != (int) unread) {
            throw new IllegalArgumentException("its unread_count is too large");
        }
        return unread == 0 ? OptionalInt.empty() : OptionalInt.of((int) unread);
    }

    private static Optional<Boolean> said(JsonFields line, String name) {
        return line.flag(name) ? Optional.of(true) : Optional.empty();
    }

    static Entry ownName(JsonFields line) {
        return new Entry.OwnName(line.requiredText("name"), asOf(line));
    }

    static Entry identity(JsonFields line) {
        return new Entry.Link(
                line.requiredValue("jid", Jid::of), line.requiredValue("alias", Jid::of));
    }

    static Entry.Name name(JsonFields line) {
        return new Entry.Name(
                line.requiredValue("jid", Jid::of), line.requiredText("name"), asOf(line));
    }

    private static AsOf asOf(JsonFields line) {
        return new AsOf(
                line.time("as_of").orElse(AsOf.UNKNOWN.time()), line.number("sequence").orElse(0));
    }
}
