package org.backscroll.store.sqlite;

/** The statements that check the full-text indexes; see {@link Sql}. Each reads all of one. */
final class CheckSql {
    private CheckSql() {}

    /** The entries of message_words, on the session that reads. */
    static final String WORDS =
            "CREATE VIRTUAL TABLE temp.entry USING fts5vocab(main, message_words, instance)";

    /** The entries of message_grams, likewise. */
    static final String GRAMS =
            "CREATE VIRTUAL TABLE temp.entry USING fts5vocab(main, message_grams, instance)";

    static final String FORGET = "DROP TABLE IF EXISTS temp.entry";

    /** Each term, in which message, and where in it; the place is null where it is not kept. */
    static final String ENTRIES = "SELECT term, doc, offset FROM entry";

    /** message */
    static final String TEXTS =
            """
            SELECT id, text FROM message WHERE id > ? AND id <= ? AND text IS NOT NULL ORDER BY id LIMIT ?
            """;

    // ---- in memory: indexes of a slice, made alike
    // ------------------------------------------------

    static final String WORDS_AGAIN =
            """
            CREATE VIRTUAL TABLE again USING fts5(
              text, content='', tokenize='unicode61 remove_diacritics 2')
            """;

    static final String GRAMS_AGAIN =
            """
            CREATE VIRTUAL TABLE again USING fts5(
              text, content='', columnsize=0, detail='none', tokenize='ascii')
            """;

    static final String ENTRIES_AGAIN =
            "CREATE VIRTUAL TABLE temp.entry USING fts5vocab(main, again, instance)";

    static final String ADD_AGAIN = "INSERT INTO again (rowid, text) VALUES (?, ?)";

    static final String CLEAR_AGAIN = "INSERT INTO again (again) VALUES ('delete-all')";
}
