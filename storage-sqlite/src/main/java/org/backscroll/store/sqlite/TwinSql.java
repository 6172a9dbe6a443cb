package org.backscroll.store.sqlite;

/** The statements about messages that are others told less exactly; see {@link Sql}. */
final class TwinSql {
    private TwinSql() {}

    /** Of a message m: whether it stands in lists. coarse */
    static final String LISTED =
            " NOT EXISTS (SELECT 1 FROM coarse h WHERE h.message = m.id AND h.twin IS NOT NULL) ";

    /** What the chat ?1 is listed by. message_order, from its end of the chat; coarse */
    static final String LISTING =
            " -coalesce((SELECT m.sort FROM message m WHERE m.chat = ?1 AND "
                    + LISTED
                    + " ORDER BY m.sort DESC LIMIT 1), 0) ";

    static final String ANY = "SELECT EXISTS (SELECT 1 FROM coarse)";

    /** coarse */
    static final String PUT =
            """
            INSERT INTO coarse (message, chat, grain) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET grain = excluded.grain
            """;

    /** coarse */
    static final String MOVE = "UPDATE coarse SET chat = ? WHERE message = ?";

    /** coarse */
    static final String DELETE = "DELETE FROM coarse WHERE message = ?";

    /** coarse */
    static final String MARK = "UPDATE coarse SET twin = ?, certain = ? WHERE message = ?";

    /** coarse_chat: one step to the next greater grain of the chat */
    static final String NEXT_GRAIN =
            "SELECT grain FROM coarse WHERE chat = ? AND grain > ? ORDER BY grain LIMIT 1";

    /** coarse_chat, then message by row */
    static final String SORTS =
            """
            SELECT DISTINCT m.sort FROM coarse g CROSS JOIN message m ON m.id = g.message
            WHERE g.chat = ? AND g.grain = ?
            """;

    /** message_order, which holds all of it, then coarse */
    static final String ANY_BETWEEN =
            """
            SELECT EXISTS (SELECT 1 FROM message m CROSS JOIN coarse g ON g.message = m.id
              WHERE m.chat = ? AND m.sort >= ? AND m.sort < ? AND g.grain = ?)
            """;

    /** message_order, then all else by its key; see {@link Twins} for the columns */
    static final String BETWEEN =
            """
            SELECT m.id, m.author, m.sort, m.bits, t.name, m.text, e.message IS NOT NULL, d.message IS NOT NULL,
              n.name, coalesce(g.grain, 0), coalesce(g.twin, 0), coalesce(g.certain, 0)
            FROM message m
            JOIN message_type t ON t.id = m.bits >> 6
            JOIN address a ON a.id = m.author
            LEFT JOIN edit e ON e.message = m.id
            LEFT JOIN media d ON d.message = m.id
            LEFT JOIN coarse g ON g.message = m.id
            LEFT JOIN name n ON n.account = ? AND n.jid = a.jid
            WHERE m.chat = ? AND m.sort >= ? AND m.sort < ?
            ORDER BY m.sort, m.ord, m.author, m.mid
            """;

    /** chat; message_order for the last message that is listed; coarse */
    static final String CHAT_ADD =
            "UPDATE chat SET messages = messages + ?2, listing = " + LISTING + "WHERE id = ?1";

    /** chat_address, then coarse_chat */
    static final String CHATS =
            """
            SELECT c.id FROM chat c
            WHERE c.account = ? AND EXISTS (SELECT 1 FROM coarse g WHERE g.chat = c.id)
            """;

    /** presence */
    static final String IS_PRESENT =
            "SELECT EXISTS (SELECT 1 FROM presence WHERE address = ? AND chat = ?)";

    // ---- a look at everything -------------------------------------------------------------------

    static final String COUNT = "SELECT count(*) FROM coarse WHERE twin IS NOT NULL";

    static final String COUNT_CERTAIN = "SELECT count(*) FROM coarse WHERE certain = 1";

    /** Marks of messages that are not there, or are no better. */
    static final String COUNT_LOST =
            """
            SELECT count(*) FROM coarse g LEFT JOIN message o ON o.id = g.twin
            LEFT JOIN coarse h ON h.message = o.id
            WHERE g.twin IS NOT NULL
              AND (o.id IS NULL OR o.chat <> g.chat OR h.twin IS NOT NULL OR h.grain >= g.grain)
            """;
}
