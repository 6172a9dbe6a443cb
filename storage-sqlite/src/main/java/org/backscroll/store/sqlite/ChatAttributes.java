package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;

/** Writes what snapshots say of chats: of each attribute the newest, of two as new the greater. */
final class ChatAttributes {
    private final Session session;

    ChatAttributes(Session session) {
        this.session = session;
    }

    void add(Entry.ChatSnapshot snapshot, ChatTable.Chat chat) throws SQLException {
        Writing to = new Writing(chat.id, snapshot);
        to.put(Attribute.NAME, snapshot.name().filter(name -> !name.isEmpty()).orElse(null));
        to.put(
                Attribute.UNREAD,
                snapshot.unreadCount().isPresent()
                        ? Long.valueOf(snapshot.unreadCount().getAsInt())
                        : null);
        to.put(Attribute.ARCHIVED, snapshot.archived().map(ChatAttributes::flag).orElse(null));
        to.put(
                Attribute.MARKED_UNREAD,
                snapshot.markedUnread().map(ChatAttributes::flag).orElse(null));
        to.put(Attribute.MUTED_UNTIL, snapshot.mutedUntil().map(Stored::millis).orElse(null));
        to.put(Attribute.PINNED, snapshot.pinned().map(ChatAttributes::flag).orElse(null));
        to.put(
                Attribute.DESCRIPTION,
                snapshot.description().filter(text -> !text.isEmpty()).orElse(null));
        to.put(Attribute.CREATED, snapshot.created().map(Stored::millis).orElse(null));
        to.put(Attribute.CREATED_BY, snapshot.createdBy().map(Jid::value).orElse(null));
        to.put(Attribute.READ_ONLY, snapshot.readOnly().map(ChatAttributes::flag).orElse(null));
        to.put(
                Attribute.DISAPPEARING_TIMER,
                snapshot.disappearingTimer().map(Duration::toMillis).orElse(null));
        chat.list();
    }

    private static Long flag(boolean value) {
        return value ? 1L : 0L;
    }

    private final class Writing {
        private final long chat;
        private final long at;
        private final long sequence;

        Writing(long chat, Entry.ChatSnapshot snapshot) {
            this.chat = chat;
            Instant time = snapshot.asOf().time();
            at = Stored.millis(time);
            sequence = snapshot.asOf().sequence();
        }

        void put(Attribute attribute, Object value) throws SQLException {
            if (value != null) {
                session.update(Sql.ATTRIBUTE_PUT, chat, attribute.number, value, at, sequence);
            }
        }
    }
}
