package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.backscroll.api.source.Entry;

/** Makes of what is stored the entries that, told to an empty store, store the same. */
final class ChangeEntries {
    private final Session session;
    private final AccountId account;
    private final MessageTable table;
    private final Addresses addresses;

    ChangeEntries(Session session, AccountId account) {
        this.session = session;
        this.account = account;
        table = new MessageTable(session);
        addresses = new Addresses(session);
    }

    /** Adds what makes a message. Returns how many characters it has, about. */
    long message(long row, long chat, Jid jid, List<Entry> to) throws SQLException {
        Optional<MessageTable.Row> found = table.find(row);
        if (found.isEmpty()) {
            return 0;
        }
        MessageState state = found.get().state();
        long author = found.get().author();
        String authorJid = author > Addresses.ME ? addresses.jid(author).value() : "";
        MessageKey key =
                new MessageKey(
                        account,
                        jid,
                        MessageRows.author(author, authorJid),
                        Stored.id(found.get().mid()));
        List<Reaction> reactions = new ArrayList<>();
        List<Entry> removed = new ArrayList<>();
        session.each(
                ChangeSql.REACTIONS,
                r -> {
                    Author by = MessageRows.author(r.getLong(1), r.getString(2));
                    Instant at = Instant.ofEpochMilli(r.getLong(4));
                    if (r.getString(3).isEmpty()) {
                        removed.add(new Entry.Reacted(key, by, "", at));
                    } else {
                        reactions.add(new Reaction(by, r.getString(3), at));
                    }
                },
                chat,
                found.get().mid(),
                author);
        // An edit with a quote of its own is told by itself, so that the message's own quote stays.
        boolean apart = state.edited && state.editQuoted != null;
        to.add(new Entry.MessageEntry(message(key, state, apart, reactions)));
        if (apart) {
            to.add(
                    new Entry.Edit(
                            key,
                            state.text == null ? "" : state.text,
                            Optional.of(state.editQuoted),
                            Stored.instant(state.editedAt)));
        }
        to.addAll(removed);
        return size(state) + 64L * (reactions.size() + removed.size());
    }

    /** In characters, about. */
    private static long size(MessageState state) {
        long size = state.text == null ? 0 : state.text.length();
        if (state.media != null) {
            for (Map.Entry<String, String> attribute : state.media.attributes().entrySet()) {
                size += attribute.getKey().length() + attribute.getValue().length();
            }
        }
        return size;
    }

    private static Message message(
            MessageKey key, MessageState state, boolean withoutEdit, List<Reaction> reactions) {
        Message.Builder message =
                Message.builder(key, Instant.ofEpochMilli(state.timestamp))
                        .precision(Duration.ofMillis(state.precision))
                        .type(MessageType.of(state.type))
                        .deleted(state.deleted)
                        .starred(state.starred)
                        .reactions(reactions);
        if (state.hasOrder) {
            message.order(state.order);
        }
        if (state.text != null && !withoutEdit) {
            message.text(state.text);
        }
        if (state.edited && !withoutEdit) {
            message.editedAt(Stored.instant(state.editedAt));
        }
        if (state.quoted != null) {
            message.quotedId(state.quoted);
        }
        MessageStatus status = Stored.status(state.status);
        if (status != null) {
            message.status(status);
        }
        if (state.media != null) {
            message.media(state.media);
        }
        return message.build();
    }

    /**
     * A snapshot for each time at which attributes were told, one at least. None of a chat that
     * nobody sees: the one that was noted is gone, and another has its row.
     */
    List<Entry> chat(long chat, Jid jid) throws SQLException {
        if (session.number(ChangeSql.LISTED, 0, chat) == 0) {
            return List.of();
        }
        Map<AsOf, Map<Attribute, Object>> snapshots = new LinkedHashMap<>();
        session.each(
                ChangeSql.ATTRIBUTES,
                row -> {
                    Map<Attribute, Object> snapshot =
                            snapshots.computeIfAbsent(
                                    asOf(row, 3), asOf -> new EnumMap<>(Attribute.class));
                    snapshot.put(attribute(row.getInt(1)), row.getObject(2));
                },
                chat);
        if (snapshots.isEmpty()) {
            snapshots.put(AsOf.UNKNOWN, Map.of());
        }
        List<Entry> entries = new ArrayList<>();
        snapshots.forEach((asOf, values) -> entries.add(snapshot(jid, asOf, values)));
        return entries;
    }

    private static Attribute attribute(int number) throws SQLException {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.number == number) {
                return attribute;
            }
        }
        throw new SQLException("the table chat_attribute has the attribute " + number);
    }

    private static Entry snapshot(Jid chat, AsOf asOf, Map<Attribute, Object> values) {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, asOf);
        text(values, Attribute.NAME).ifPresent(snapshot::name);
        number(values, Attribute.UNREAD).map(Math::toIntExact).ifPresent(snapshot::unreadCount);
        flag(values, Attribute.ARCHIVED).ifPresent(snapshot::archived);
        flag(values, Attribute.MARKED_UNREAD).ifPresent(snapshot::markedUnread);
        number(values, Attribute.MUTED_UNTIL).map(Stored::instant).ifPresent(snapshot::mutedUntil);
        flag(values, Attribute.PINNED).ifPresent(snapshot::pinned);
        text(values, Attribute.DESCRIPTION).ifPresent(snapshot::description);
        number(values, Attribute.CREATED).map(Stored::instant).ifPresent(snapshot::created);
        text(values, Attribute.CREATED_BY).map(Jid::of).ifPresent(snapshot::createdBy);
        flag(values, Attribute.READ_ONLY).ifPresent(snapshot::readOnly);
        number(values, Attribute.DISAPPEARING_TIMER)
                .map(Duration::ofMillis)
                .ifPresent(snapshot::disappearingTimer);
        return snapshot.build();
    }

    private static Optional<String> text(Map<Attribute, Object> values, Attribute attribute) {
        return Optional.ofNullable(values.get(attribute)).map(String::valueOf);
    }

    private static Optional<Long> number(Map<Attribute, Object> values, Attribute attribute) {
        return Optional.ofNullable(values.get(attribute)).map(n -> ((Number) n).longValue());
    }

    private static Optional<Boolean> flag(Map<Attribute, Object> values, Attribute attribute) {
        return number(values, attribute).map(n -> n != 0);
    }

    Optional<Entry> participant(long chat, Jid jid, long address) throws SQLException {
        return session.first(
                ChangeSql.PARTICIPANT,
                row ->
                        new Entry.Membership(
                                jid,
                                Jid.of(row.getString(1)),
                                Participant.Role.valueOf(row.getString(2)),
                                Session.optionalLong(row, 3).map(Stored::instant),
                                asOf(row, 4)),
                chat,
                address);
    }

    Optional<Entry> name(long number, String jid) throws SQLException {
        return session.first(
                Sql.NAME,
                row ->
                        jid.equals(People.OWNER)
                                ? new Entry.OwnName(row.getString(1), asOf(row, 2))
                                : new Entry.Name(Jid.of(jid), row.getString(1), asOf(row, 2)),
                number,
                jid);
    }

    /** Nothing of a person who is known by another address since, and noted under that one. */
    List<Entry.Link> links(long number, long person) throws SQLException {
        boolean known = session.number(Sql.IDENTITY_CANONICAL, -1, number, person) == person;
        return known ? new Identities(session, addresses, number).links(person) : List.of();
    }

    private static AsOf asOf(ResultSet row, int column) throws SQLException {
        return new AsOf(Stored.instant(row.getLong(column)), row.getLong(column + 1));
    }
}
