package org.backscroll.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The index of parts of words, on the writing session, within a transaction its caller has begun.
 * It holds all messages up to the watermark: those behind it are added slice by slice, those within
 * are kept as their messages change.
 */
final class PartIndex {
    /** A slice takes some milliseconds: so long a batch may have to wait. */
    private static final int SLICE_ROWS = 500;

    private static final int SLICE_CHARACTERS = 1 << 16;

    private final Session session;

    PartIndex(Session session) {
        this.session = session;
    }

    private record Behind(long row, String text) {}

    private long watermark() throws SQLException {
        return session.number(GramSql.WATERMARK, 0);
    }

    /**
     * A message's text has changed, from or to {@code null} where there was or is none. Of what is
     * not in the index yet nothing is to be changed.
     */
    void change(long row, String before, String after) throws SQLException {
        if (row <= watermark()) {
            put(GramSql.REMOVE, row, before);
            put(GramSql.ADD, row, after);
        }
    }

    private void put(String sql, long row, String text) throws SQLException {
        String grams = grams(text);
        if (!grams.isEmpty()) {
            session.update(sql, row, grams);
        }
    }

    private static String grams(String text) {
        return text == null ? "" : Grams.of(Folding.of(text));
    }

    /** Adds the next messages; says whether there are more. */
    boolean advance() throws SQLException {
        List<Behind> slice =
                session.list(
                        GramSql.BEHIND,
                        row -> new Behind(row.getLong(1), row.getString(2)),
                        watermark(),
                        SLICE_ROWS);
        if (slice.isEmpty()) {
            return false;
        }
        int length = 0;
        int taken = 0;
        List<Object[]> added = new ArrayList<>(slice.size());
        while (taken < slice.size() && length < SLICE_CHARACTERS) {
            Behind message = slice.get(taken);
            String grams = grams(message.text());
            if (!grams.isEmpty()) {
                added.add(new Object[] {message.row(), grams});
                length += message.text().length();
            }
            taken++;
        }
        if (!added.isEmpty()) {
            PreparedStatement add = session.prepare(GramSql.ADD);
            for (Object[] values : added) {
                Session.set(add, values);
                add.addBatch();
            }
            add.executeBatch();
        }
        session.update(GramSql.WATERMARK_PUT, slice.get(taken - 1).row());
        return taken < slice.size() || slice.size() == SLICE_ROWS;
    }

    /** Empties it, whatever state it is in. All messages are behind it then. */
    void clear() throws SQLException {
        session.update(GramSql.CLEAR);
        session.update(GramSql.WATERMARK_PUT, 0L);
    }
}
