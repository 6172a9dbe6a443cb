package org.backscroll.store.sqlite;

/** The statements about the index of parts, which follows behind; see {@link Sql}. */
final class GramSql {
    private GramSql() {}

    static final String ADD = "INSERT INTO message_grams (rowid, grams) VALUES (?, ?)";

    static final String REMOVE =
            "INSERT INTO message_grams (message_grams, rowid, grams) VALUES ('delete', ?, ?)";

    static final String CLEAR = "INSERT INTO message_grams (message_grams) VALUES ('delete-all')";

    /** index_watermark */
    static final String WATERMARK = "SELECT message FROM index_watermark WHERE id = 1";

    /** index_watermark */
    static final String WATERMARK_PUT = "UPDATE index_watermark SET message = ? WHERE id = 1";

    /** message: its end */
    static final String BEHIND = "SELECT id, text FROM message WHERE id > ? ORDER BY id LIMIT ?";

    /** message: its end */
    static final String BEHIND_COUNT = "SELECT count(*) FROM message WHERE id > ?";

    private static final String PLACE =
            "SELECT m.id, m.sort, m.ord, m.author, m.mid, m.chat, c.jid, m.text ";

    /** message_grams, then message and chat by row */
    static final String CANDIDATES =
            PLACE
                    + """
                    FROM message_grams g JOIN message m ON m.id = g.rowid JOIN chat c ON c.id = m.chat
                    WHERE g.message_grams MATCH ?1 AND
                    """
                    + WordSql.CONDITIONS;

    /** message_words, then message and chat by row */
    static final String CANDIDATES_BY_WORDS =
            PLACE
                    + """
                    FROM message_words w JOIN message m ON m.id = w.rowid JOIN chat c ON c.id = m.chat
                    WHERE w.message_words MATCH ?1 AND
                    """
                    + WordSql.CONDITIONS;

    /** message: its end, then chat by row */
    static final String CANDIDATES_BEHIND =
            PLACE
                    + """
                    FROM message m CROSS JOIN chat c ON c.id = m.chat WHERE m.id > ?1 AND m.text IS NOT NULL AND
                    """
                    + WordSql.CONDITIONS;
}
