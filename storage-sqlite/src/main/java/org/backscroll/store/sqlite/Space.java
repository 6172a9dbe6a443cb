package org.backscroll.store.sqlite;

import java.sql.SQLException;
import org.backscroll.api.store.StoreException;

/**
 * Gives the room of what was deleted back to the disk, in steps between which syncs go on; readers
 * are not held up at all.
 */
final class Space {
    /** Pages; a step holds others up for some hundredths of a second. */
    private static final int STEP = 256;

    /** A reader that has a moment to end lets the log be cut off. */
    private static final int PATIENCE_MILLIS = 100;

    /** In {@code meta} from the first deletion until all room was given back. */
    private static final String OWED = "space_owed";

    private final Session session;
    private final Writing writing;
    private final PartIndex parts;

    /**
     * @param session the one that writes
     */
    Space(Session session, Writing writing) {
        this.session = session;
        this.writing = writing;
        parts = new PartIndex(session);
    }

    /** What the data take on the disk, in bytes, without pages that are free. */
    static long used(Session session) throws SQLException {
        return session.number(RetentionSql.PAGES_USED, 0) * session.number("PRAGMA page_size", 0);
    }

    /** Notes that room is to be given back, should this process end before. In a transaction. */
    void owe() throws SQLException {
        session.update(RetentionSql.META_PUT, OWED, "1");
    }

    /** Takes the index that follows behind to where the messages are. */
    void follow() throws StoreException {
        while (writing.transaction(parts::advance)) {
            // Others have their turn in between.
        }
    }

    /** Gives back what takes room twice, though nothing was deleted. */
    void settle() throws StoreException {
        writing.transaction(
                () -> {
                    owe();
                    return null;
                });
        giveBack();
    }

    /** Does so, if any is owed. */
    void giveBack() throws StoreException {
        if (writing.transaction(() -> session.number(RetentionSql.META_ANY, 0, OWED)) == 0) {
            return;
        }
        for (String index : WordSql.INDEXES) {
            merge(index);
        }
        if (writing.alone(() -> session.number("PRAGMA auto_vacuum", 0)) == 0) {
            writing.alone(this::rebuild);
        } else {
            while (writing.transaction(this::shrink)) {
                // Others have their turn in between.
            }
        }
        writing.transaction(() -> session.update(RetentionSql.META_DELETE, OWED));
        writing.alone(this::cutLog);
    }

    /** A word that was deleted takes room twice until the parts of its index are one. */
    private void merge(String index) throws StoreException {
        String sql = WordSql.merge(index);
        int pages = -STEP; // Less than none: all parts, and not only those it would merge anyway.
        while (step(sql, pages)) {
            pages = STEP;
        }
    }

    private boolean step(String sql, int pages) throws StoreException {
        return writing.transaction(
                () -> {
                    long before = session.number(RetentionSql.TOTAL_CHANGES, 0);
                    session.update(sql, pages);
                    // As the documentation of FTS5 has it: one change alone did nothing.
                    return session.number(RetentionSql.TOTAL_CHANGES, 0) - before >= 2;
                });
    }

    private boolean shrink() throws SQLException {
        long before = session.number("PRAGMA freelist_count", 0);
        session.exhaust("PRAGMA incremental_vacuum(" + STEP + ")");
        long after = session.number("PRAGMA freelist_count", 0);
        return after > 0 && after < before;
    }

    /**
     * Once, for a file that was made without {@code auto_vacuum}. The copy is not kept in memory.
     */
    private Void rebuild() throws SQLException {
        session.execute("PRAGMA temp_store = FILE");
        try {
            session.execute("PRAGMA auto_vacuum = INCREMENTAL");
            session.execute("VACUUM");
        } finally {
            session.execute("PRAGMA temp_store = MEMORY");
        }
        return null;
    }

    /** The file gets shorter when the log is moved into it; if a reader is in the way, later. */
    private Void cutLog() throws SQLException {
        session.execute("PRAGMA busy_timeout = " + PATIENCE_MILLIS);
        try {
            session.number("PRAGMA wal_checkpoint(TRUNCATE)", 0);
        } finally {
            session.execute("PRAGMA busy_timeout = " + Database.BUSY_MILLIS);
        }
        return null;
    }
}
