package org.backscroll.store.sqlite;

import java.util.List;

/** The statements about the word index; see {@link Sql}. */
final class WordSql {
    private WordSql() {}

    /** message: the rows a batch has added, in one go and without a way through Java */
    static final String WORDS_ADD_AFTER =
            "INSERT INTO message_words (rowid, text) SELECT id, text FROM message WHERE id > ?";

    static final String WORDS_ADD = "INSERT INTO message_words (rowid, text) VALUES (?, ?)";

    static final String WORDS_REMOVE =
            "INSERT INTO message_words (message_words, rowid, text) VALUES ('delete', ?, ?)";

    /** All full-text indexes. */
    static final List<String> INDEXES = List.of("message_words", "message_grams");

    /** A step of a merge; a negative number begins a merge of everything. */
    static String merge(String index) {
        return "INSERT INTO " + index + " (" + index + ", rank) VALUES ('merge', ?)";
    }

    static final String WORDS_REBUILD =
            "INSERT INTO message_words (message_words) VALUES ('rebuild')";

    /**
     * Of message, chat and coarse by row; null for none. ?7: the numbers of types, a comma before
     * and behind each.
     */
    static final String CONDITIONS =
            """
            c.account = ?2
              AND (?3 IS NULL OR m.chat = ?3) AND (?4 IS NULL OR m.author = ?4)
              AND (?5 IS NULL OR m.sort >= ?5) AND (?6 IS NULL OR m.sort < ?6)
              AND (?7 IS NULL OR instr(?7, ',' || (m.bits >> 6) || ','))
              AND
            """
                    + TwinSql.LISTED;

    /** message_words, then message and chat by row */
    private static final String FOUND =
            """
            FROM message_words w JOIN message m ON m.id = w.rowid JOIN chat c ON c.id = m.chat
            WHERE w.message_words MATCH ?1 AND
            """
                    + CONDITIONS;

    /** The time of the last of the newest so many; see {@link #FOUND} for the index. */
    static final String SEARCH_CUTOFF =
            "SELECT m.sort " + FOUND + " ORDER BY m.sort DESC LIMIT 1 OFFSET ?8";

    /**
     * The best of what is left; the sort keeps only that many. See {@link #FOUND} for the index.
     */
    static final String SEARCH_RANKED =
            "SELECT m.id, m.chat, c.jid "
                    + FOUND
                    + " ORDER BY bm25(message_words), m.sort DESC, m.ord DESC, m.author DESC, m.mid DESC,"
                    + " c.jid LIMIT ?8";

    /** message_words, by row */
    static final String SNIPPET =
            """
            SELECT snippet(message_words, 0, '[', ']', '…', 24) FROM message_words
            WHERE message_words MATCH ? AND rowid = ?
            """;
}
