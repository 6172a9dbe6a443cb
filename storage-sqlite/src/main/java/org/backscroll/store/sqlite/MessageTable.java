package org.backscroll.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.Media;

/**
 * The rows a message's state is kept in: the message, its edit, its media, its words; and what is
 * pending while the message itself has not come.
 */
final class MessageTable {
    private final Session session;
    private final PartIndex parts;
    private final Map<String, Integer> types = new HashMap<>();

    MessageTable(Session session) {
        this.session = session;
        parts = new PartIndex(session);
    }

    /**
     * A message that is stored, by its row.
     *
     * @param mid its id, as stored
     * @param hidden whether it is another one, told less exactly, and in no list
     */
    record Row(long id, long author, Object mid, MessageState state, boolean hidden) {}

    /** Forgets what is cached: after a rollback. */
    void forget() {
        types.clear();
    }

    /** The numbers of later messages are to be greater. */
    long lastRow() throws SQLException {
        return session.number(Sql.LAST_ROW, 0);
    }

    Optional<Row> find(long chat, Object mid, long author) throws SQLException {
        return session.first(Sql.STATE_BY_KEY, MessageTable::read, chat, mid, author);
    }

    Optional<Row> find(long row) throws SQLException {
        return session.first(Sql.STATE_BY_ROW, MessageTable::read, row);
    }

    /** The messages of a statement that selects {@link Sql#STATE}. */
    List<Row> list(String sql, Object... values) throws SQLException {
        return session.list(sql, MessageTable::read, values);
    }

    /** The row of a message, if it has come. */
    Optional<Long> row(long chat, Object mid, long author) throws SQLException {
        return session.first(Sql.ROW_BY_KEY, r -> r.getLong(1), chat, mid, author);
    }

    private static Row read(ResultSet row) throws SQLException {
        MessageState state = new MessageState();
        state.present = true;
        long sort = row.getLong(2);
        state.order = row.getLong(3);
        int bits = row.getInt(4);
        state.hasOrder = (bits & MessageState.HAS_ORDER) != 0;
        state.starred = (bits & MessageState.STARRED) != 0;
        state.deleted = (bits & MessageState.DELETED) != 0;
        state.status = bits & MessageState.STATUS_MASK;
        state.text = row.getString(5);
        state.quoted = Stored.id(row.getObject(6));
        long sent = row.getLong(7);
        state.timestamp = row.wasNull() ? sort : sent;
        long editedAt = row.getLong(8);
        state.edited = !row.wasNull();
        if (state.edited) {
            state.editedAt = editedAt;
            state.editQuoted = Stored.id(row.getObject(9));
        }
        row.getLong(10);
        if (!row.wasNull()) {
            state.media = MessageRows.media(row, 11);
        }
        state.type = row.getString(16);
        state.precision = row.getLong(19);
        return new Row(
                row.getLong(1), row.getLong(17), row.getObject(18), state, row.getInt(20) != 0);
    }

    /** Adds an insertion to a batch of {@link Sql#MESSAGE_INSERT}. */
    void addInsert(
            PreparedStatement batch,
            long row,
            long chat,
            long author,
            Object mid,
            MessageState state)
            throws SQLException {
        Session.set(
                batch,
                row,
                chat,
                author,
                mid,
                state.sort(),
                state.order,
                state.bits(type(state.type)),
                state.text,
                id(state.quoted),
                state.sent());
        batch.addBatch();
    }

    /** Writes what stands beside a message that was just inserted. */
    void insertBeside(long row, long chat, MessageState state) throws SQLException {
        if (state.precision > 0) {
            session.update(TwinSql.PUT, row, chat, state.precision);
        }
        if (state.edited) {
            session.update(Sql.EDIT_PUT, row, state.editedAt, id(state.editQuoted));
        }
        if (state.media != null) {
            putMedia(row, state.media);
        }
    }

    /** Writes the state a message of a chat has come to, its words included. */
    void update(long row, long chat, MessageState before, MessageState after) throws SQLException {
        session.update(
                Sql.MESSAGE_UPDATE,
                after.sort(),
                after.order,
                after.bits(type(after.type)),
                after.text,
                id(after.quoted),
                after.sent(),
                row);
        if (after.edited
                && (!before.edited
                        || before.editedAt != after.editedAt
                        || !Objects.equals(before.editQuoted, after.editQuoted))) {
            session.update(Sql.EDIT_PUT, row, after.editedAt, id(after.editQuoted));
        }
        if (before.precision != after.precision) {
            session.update(TwinSql.PUT, row, chat, after.precision);
        }
        if (!Objects.equals(before.media, after.media)) {
            if (after.media == null) {
                session.update(Sql.MEDIA_DELETE, row);
            } else {
                putMedia(row, after.media);
            }
        }
        if (!Objects.equals(before.text, after.text)) {
            session.update(WordSql.WORDS_REMOVE, row, before.text);
            session.update(WordSql.WORDS_ADD, row, after.text);
            parts.change(row, before.text, after.text);
        }
    }

    /** Takes a message out, its words included. What others did to it is the caller's. */
    void delete(long row, MessageState state) throws SQLException {
        session.update(WordSql.WORDS_REMOVE, row, state.text);
        parts.change(row, state.text, null);
        if (state.precision > 0) {
            session.update(TwinSql.DELETE, row);
        }
        session.update(Sql.EDIT_DELETE, row);
        session.update(Sql.MEDIA_DELETE, row);
        session.update(Sql.MESSAGE_DELETE, row);
    }

    boolean anyPending() throws SQLException {
        return session.number(Sql.ANY_PENDING, 0) != 0;
    }

    /** What came before its message. */
    Optional<MessageState> pending(long chat, Object mid, long author) throws SQLException {
        return session.first(
                Sql.PENDING,
                row -> {
                    MessageState state = new MessageState();
                    state.status = row.getInt(1);
                    state.deleted = row.getInt(2) != 0;
                    long editedAt = row.getLong(3);
                    state.edited = !row.wasNull();
                    state.editedAt = editedAt;
                    state.text = row.getString(4);
                    state.editQuoted = Stored.id(row.getObject(5));
                    return state;
                },
                chat,
                mid,
                author);
    }

    void deletePending(long chat, Object mid, long author) throws SQLException {
        session.update(Sql.PENDING_DELETE, chat, mid, author);
    }

    /** Adds to what waits for a message. */
    void joinPending(long chat, Object mid, long author, MessageState state) throws SQLException {
        MessageState joined = pending(chat, mid, author).orElseGet(MessageState::new);
        if (joined.join(state)) {
            session.update(
                    Sql.PENDING_PUT,
                    chat,
                    mid,
                    author,
                    joined.status,
                    joined.deleted,
                    joined.edited ? Long.valueOf(joined.editedAt) : null,
                    joined.text,
                    id(joined.editQuoted));
        }
    }

    private void putMedia(long row, Media media) throws SQLException {
        session.update(
                Sql.MEDIA_PUT,
                row,
                media.mimeType().orElse(null),
                media.fileName().orElse(null),
                media.size().isPresent() ? Long.valueOf(media.size().getAsLong()) : null,
                media.duration().map(d -> Long.valueOf(d.toMillis())).orElse(null),
                MediaText.write(media.attributes()));
    }

    private int type(String name) throws SQLException {
        Integer number = types.get(name);
        if (number == null) {
            long stored = session.number(Sql.TYPE, -1, name);
            if (stored < 0) {
                session.update(Sql.TYPE_INSERT, name);
                stored = session.number(Sql.TYPE, -1, name);
            }
            number = (int) stored;
            types.put(name, number);
        }
        return number;
    }

    private static Object id(String id) {
        return id == null ? null : Stored.id(id);
    }
}
