package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/**
 * Compares a full-text index with the messages by reading alone, as FTS5's own check is a write.
 * What the index says and what it would say of the texts are summed up, each entry by a hash, so
 * that the order in which they come does not matter; of the texts a slice at a time is indexed in
 * memory.
 */
final class IndexCheck {
    private static final int SLICE = 500;

    private final Session session;

    IndexCheck(Session session) {
        this.session = session;
    }

    /** A sum over an index's entries. */
    private static final class Sum {
        private long entries;
        private long hashes;

        private void add(Session of, String entries) throws SQLException {
            of.each(
                    entries,
                    row -> {
                        this.entries++;
                        hashes += hash(row.getString(1), row.getLong(2), row.getLong(3));
                    });
        }

        private static long hash(String term, long message, long place) {
            long hash = 1;
            for (int i = 0; i < term.length(); i++) {
                hash = 31 * hash + term.charAt(i);
            }
            return mix(mix(hash) + mix(message + mix(place)));
        }

        /** Spreads a number's differences over all its bits (as the generator SplitMix64 does). */
        private static long mix(long value) {
            long z = value + 0x9e3779b97f4a7c15L;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            return z ^ z >>> 31;
        }

        private boolean equals(Sum other) {
            return entries == other.entries && hashes == other.hashes;
        }
    }

    /** Whether the word index agrees with all messages. */
    boolean words() throws SQLException {
        return agrees(CheckSql.WORDS, CheckSql.WORDS_AGAIN, Long.MAX_VALUE, text -> text);
    }

    /** Whether the index of parts agrees with all messages up to the watermark. */
    boolean parts() throws SQLException {
        return agrees(
                CheckSql.GRAMS,
                CheckSql.GRAMS_AGAIN,
                session.number(GramSql.WATERMARK, 0),
                text -> Grams.of(Folding.of(text)));
    }

    private boolean agrees(String entries, String again, long last, UnaryOperator<String> indexed)
            throws SQLException {
        Sum stored = new Sum();
        session.execute(entries);
        try {
            stored.add(session, CheckSql.ENTRIES);
        } finally {
            session.discard();
            session.execute(CheckSql.FORGET);
        }
        return stored.equals(fresh(again, last, indexed));
    }

    private Sum fresh(String again, long last, UnaryOperator<String> indexed) throws SQLException {
        Sum sum = new Sum();
        try (Session memory = memory()) {
            memory.execute(again);
            memory.execute(CheckSql.ENTRIES_AGAIN);
            long row = 0;
            List<Long> slice = List.of(row);
            while (!slice.isEmpty()) {
                slice =
                        session.list(
                                CheckSql.TEXTS,
                                message -> {
                                    memory.update(
                                            CheckSql.ADD_AGAIN,
                                            message.getLong(1),
                                            indexed.apply(message.getString(2)));
                                    return message.getLong(1);
                                },
                                row,
                                last,
                                SLICE);
                sum.add(memory, CheckSql.ENTRIES);
                memory.update(CheckSql.CLEAR_AGAIN);
                row = slice.isEmpty() ? row : slice.get(slice.size() - 1);
            }
        }
        return sum;
    }

    private static Session memory() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig());
        source.setUrl("jdbc:sqlite::memory:");
        Session memory = new Session((SQLiteConnection) source.getConnection());
        memory.execute("PRAGMA journal_mode = OFF");
        return memory;
    }
}
