package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Reaction;

/** Makes messages of the rows that {@link Sql} selects for them. */
final class MessageRows {
    private static final Comparator<Reaction> BY_TIME_AND_PERSON =
            Comparator.comparing(Reaction::timestamp)
                    .thenComparing(r -> r.author().jid().map(Jid::value).orElse(""));

    private final Session session;
    private final AccountId account;
    private final long chat;
    private final Jid jid;
    private final boolean reactions;

    /**
     * @param chat the chat's number
     * @param jid and its address
     */
    MessageRows(Session session, AccountId account, long chat, Jid jid) throws SQLException {
        this.session = session;
        this.account = account;
        this.chat = chat;
        this.jid = jid;
        reactions = session.number(Sql.ANY_REACTIONS, 0, chat) != 0;
    }

    AccountId account() {
        return account;
    }

    /**
     * A message with its place in the order.
     *
     * @param twin the row of the message that this is, told less exactly; 0 for none
     * @param certain whether that can be no other
     */
    record Placed(
            long row,
            long sort,
            long order,
            long author,
            Object mid,
            Message message,
            long twin,
            boolean certain) {
        private Placed with(Message other) {
            return new Placed(row, sort, order, author, mid, other, twin, certain);
        }
    }

    /** The messages of a statement on {@link Sql}'s message columns. */
    List<Placed> list(String sql, Object... values) throws SQLException {
        List<Placed> rows = session.list(sql, this::read, values);
        if (reactions) {
            List<Placed> full = new ArrayList<>(rows.size());
            for (Placed row : rows) {
                full.add(withReactions(row));
            }
            return full;
        }
        return rows;
    }

    private Placed read(ResultSet row) throws SQLException {
        long author = row.getLong(2);
        Object mid = row.getObject(3);
        long sort = row.getLong(4);
        long order = row.getLong(5);
        int bits = row.getInt(6);
        long sent = row.getLong(9);
        long timestamp = row.wasNull() ? sort : sent;
        MessageKey key =
                new MessageKey(account, jid, author(author, row.getString(12)), Stored.id(mid));
        Message.Builder message =
                Message.builder(key, Instant.ofEpochMilli(timestamp))
                        .type(MessageType.of(row.getString(20)))
                        .starred((bits & MessageState.STARRED) != 0)
                        .deleted((bits & MessageState.DELETED) != 0);
        if ((bits & MessageState.HAS_ORDER) != 0) {
            message.order(order);
        }
        MessageStatus status = Stored.status(bits & MessageState.STATUS_MASK);
        if (status != null) {
            message.status(status);
        }
        String text = row.getString(7);
        if (text != null) {
            message.text(text);
        }
        Object quoted = row.getObject(8);
        long editedAt = row.getLong(10);
        if (!row.wasNull()) {
            message.editedAt(Instant.ofEpochMilli(editedAt));
            Object editQuoted = row.getObject(11);
            quoted = editQuoted == null ? quoted : editQuoted;
        }
        if (quoted != null) {
            message.quotedId(Stored.id(quoted));
        }
        String name = row.getString(13);
        if (name != null) {
            message.senderName(name);
        }
        row.getLong(14);
        if (!row.wasNull()) {
            message.media(media(row, 15));
        }
        message.precision(Duration.ofMillis(row.getLong(21)));
        Object twinId = row.getObject(24);
        long twin = twinId == null ? 0 : row.getLong(22);
        boolean certain = twin != 0 && row.getInt(23) != 0;
        if (twin != 0) {
            message.duplicateOf(Stored.id(twinId));
        }
        return new Placed(row.getLong(1), sort, order, author, mid, message.build(), twin, certain);
    }

    private Placed withReactions(Placed row) throws SQLException {
        List<Reaction> list =
                session.list(
                        Sql.REACTIONS,
                        r ->
                                new Reaction(
                                        author(r.getLong(1), r.getString(2)),
                                        r.getString(3),
                                        Instant.ofEpochMilli(r.getLong(4))),
                        chat,
                        row.mid(),
                        row.author());
        if (list.isEmpty()) {
            return row;
        }
        list.sort(BY_TIME_AND_PERSON);
        return row.with(row.message().toBuilder().reactions(list).build());
    }

    static Author author(long address, String jid) {
        if (address == Addresses.ME) {
            return Author.ME;
        }
        return address == Addresses.UNKNOWN ? Author.UNKNOWN : Author.of(Jid.of(jid));
    }

    /** The media of the columns mime_type, file_name, size, duration, attributes. */
    static Media media(ResultSet row, int column) throws SQLException {
        Media.Builder media = Media.builder();
        String mimeType = row.getString(column);
        if (mimeType != null) {
            media.mimeType(mimeType);
        }
        String fileName = row.getString(column + 1);
        if (fileName != null) {
            media.fileName(fileName);
        }
        Session.optionalLong(row, column + 2).ifPresent(media::size);
        Session.optionalLong(row, column + 3).map(Duration::ofMillis).ifPresent(media::duration);
        return media.attributes(MediaText.read(row.getString(column + 4))).build();
    }
}
