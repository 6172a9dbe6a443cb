package org.backscroll.store.sqlite;

import java.util.List;

/** The statements about floors and about forgetting on purpose; see {@link Sql}. */
final class RetentionSql {
    private RetentionSql() {}

    // ---- floors ---------------------------------------------------------------------------------

    /** retention_floor */
    static final String FLOOR_ANY =
            "SELECT EXISTS (SELECT 1 FROM retention_floor WHERE account = ?)";

    /** retention_floor */
    static final String FLOOR =
            "SELECT before, sort, ord, author, mid FROM retention_floor WHERE account = ? AND chat = ?";

    /** retention_floor */
    static final String FLOOR_PUT =
            """
            INSERT OR REPLACE INTO retention_floor (account, chat, before, sort, ord, author, mid)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    /** retention_floor */
    static final String FLOOR_DELETE = "DELETE FROM retention_floor WHERE account = ? AND chat = ?";

    // ---- what goes ------------------------------------------------------------------------------

    /** chat_address, as far as it is the account's */
    static final String CHATS = "SELECT id, address, messages FROM chat WHERE account = ?";

    /** chat_address */
    static final String CHAT = CHATS + " AND address = ?";

    /** message_order, from its end of the chat; coarse */
    static final String PLACE_FROM_END =
            """
            SELECT m.sort, m.ord, m.author, m.mid FROM message m WHERE m.chat = ? AND
            """
                    + TwinSql.LISTED
                    + " ORDER BY m.sort DESC, m.ord DESC, m.author DESC, m.mid DESC LIMIT 1 OFFSET ?";

    /** message_order, which holds all of it */
    static final String COUNT_BEFORE =
            "SELECT count(*) FROM message WHERE chat = ? AND sort > 0 AND sort < ?";

    /** message_order, which holds all of it */
    static final String COUNT_BELOW =
            "SELECT count(*) FROM message WHERE chat = ? AND (sort, ord, author, mid) < (?, ?, ?, ?)";

    /** chat_address, then message_order, which holds all of it; the chat may be null */
    static final String COUNT_BEFORE_IN_ALL =
            """
            SELECT count(*) FROM chat c CROSS JOIN message m
            WHERE c.account = ?1 AND (?2 IS NULL OR c.id = ?2)
              AND m.chat = c.id AND m.sort > 0 AND m.sort < ?3
            """;

    private static final String LENGTHS =
            """
            SELECT coalesce(sum(length(CAST(coalesce(m.text, '') AS BLOB))
              + length(CAST(coalesce(d.attributes, '') AS BLOB))), 0)
            """;

    /** chat_address, then message_order, then message and media by row; the chat may be null */
    static final String LENGTH_BEFORE_IN_ALL =
            LENGTHS
                    + """
                    FROM chat c CROSS JOIN message m LEFT JOIN media d ON d.message = m.id
                    WHERE c.account = ?1 AND (?2 IS NULL OR c.id = ?2)
                      AND m.chat = c.id AND m.sort > 0 AND m.sort < ?3
                    """;

    /** message, as a whole, and media by row */
    static final String LENGTH = LENGTHS + "FROM message m LEFT JOIN media d ON d.message = m.id";

    /** message_order; see {@link MessageTable} for the columns */
    static final String OLDEST_BEFORE =
            Sql.STATE + "WHERE m.chat = ? AND m.sort > 0 AND m.sort < ? ORDER BY m.sort LIMIT ?";

    /** message_order; see {@link MessageTable} for the columns */
    static final String OLDEST_BELOW =
            Sql.STATE
                    + """
                    WHERE m.chat = ? AND (m.sort, m.ord, m.author, m.mid) < (?, ?, ?, ?)
                    ORDER BY m.sort LIMIT ?
                    """;

    /** message_order; see {@link MessageTable} for the columns */
    static final String OLDEST = Sql.STATE + "WHERE m.chat = ? ORDER BY m.sort LIMIT ?";

    /** reaction */
    static final String REACTED = "SELECT EXISTS (SELECT 1 FROM reaction WHERE chat = ?)";

    /** reaction */
    static final String REACTIONS_DELETE =
            "DELETE FROM reaction WHERE chat = ? AND mid = ? AND author = ?";

    /** claim */
    static final String CLAIMED = "SELECT EXISTS (SELECT 1 FROM claim WHERE chat = ?)";

    /** claim */
    static final String CLAIMS_DELETE =
            "DELETE FROM claim WHERE chat = ? AND mid = ? AND author = ?";

    /** chat; message_order for the last message that is left; coarse */
    static final String CHAT_TAKE =
            """
            UPDATE chat SET messages = messages - ?2, listing =
            """
                    + TwinSql.LISTING
                    + "WHERE id = ?1";

    static final String MESSAGES = "SELECT coalesce(sum(messages), 0) FROM chat";

    // ---- an account -----------------------------------------------------------------------------

    /** job_key, as a whole: a few rows */
    static final String HELD_LEASES =
            """
            SELECT count(*) FROM lease l JOIN job_key k ON k.id = l.key
            WHERE k.account = ? AND l.owner IS NOT NULL AND l.expires > ?
            """;

    /** How far syncs have come and what is complete, children first; with the account's name. */
    static final List<String> STATE_DELETES =
            List.of(
                    "DELETE FROM job_chat WHERE job IN (SELECT number FROM job WHERE key IN "
                            + "(SELECT id FROM job_key WHERE account = ?))",
                    "DELETE FROM job WHERE key IN (SELECT id FROM job_key WHERE account = ?)",
                    "DELETE FROM lane_state WHERE key IN (SELECT id FROM job_key WHERE account = ?)",
                    "DELETE FROM lease WHERE key IN (SELECT id FROM job_key WHERE account = ?)",
                    "DELETE FROM quarantine WHERE key IN (SELECT id FROM job_key WHERE account = ?)",
                    "DELETE FROM job_key WHERE account = ?",
                    ofAccount("coverage"),
                    ofAccount("lane"));

    private static String ofAccount(String table) {
        return "DELETE FROM " + table + " WHERE account = (SELECT id FROM account WHERE name = ?)";
    }

    /** All that is left when the messages are gone, children first; with the account's number. */
    static final List<String> ACCOUNT_DELETES =
            List.of(
                    ofChats("reaction"),
                    ofChats("claim"),
                    ofChats("pending"),
                    ofChats("participant"),
                    ofChats("presence"),
                    ofChats("chat_attribute"),
                    ofChats("job_chat"),
                    "DELETE FROM chat WHERE account = ?",
                    "DELETE FROM identity WHERE account = ?",
                    "DELETE FROM name WHERE account = ?",
                    "DELETE FROM retention_floor WHERE account = ?",
                    "DELETE FROM change WHERE account = ?",
                    "DELETE FROM account WHERE id = ?");

    private static String ofChats(String table) {
        return "DELETE FROM " + table + " WHERE chat IN (SELECT id FROM chat WHERE account = ?)";
    }

    /**
     * Addresses that occur in no account any more. Whoever wrote, reacted or takes part is in
     * {@code presence}. One before a neighbour stays, as that one may be found by way of it.
     */
    static final String ADDRESSES_DELETE =
            """
            DELETE FROM address WHERE id > 1
              AND id NOT IN (SELECT address FROM presence)
              AND id NOT IN (SELECT address FROM chat)
              AND id NOT IN (SELECT address FROM identity)
              AND id NOT IN (SELECT canonical FROM identity)
              AND id NOT IN (SELECT chat FROM coverage)
              AND id NOT IN (SELECT chat FROM lane)
              AND id + 1 NOT IN (SELECT id FROM address)
            """;

    // ---- space ----------------------------------------------------------------------------------

    /** Pages in use. */
    static final String PAGES_USED =
            """
            SELECT (SELECT page_count FROM pragma_page_count)
              - (SELECT freelist_count FROM pragma_freelist_count)
            """;

    static final String TOTAL_CHANGES = "SELECT total_changes()";

    static final String META_PUT = "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)";

    static final String META_DELETE = "DELETE FROM meta WHERE key = ?";

    static final String META_ANY = "SELECT EXISTS (SELECT 1 FROM meta WHERE key = ?)";
}
