package org.backscroll.store.sqlite;

/** The statements that tell what is new or changed; see {@link Sql}. */
final class ChangeSql {
    private ChangeSql() {}

    /** sqlite_sequence, a few rows */
    static final String LAST_REVISION =
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'";

    /** change_account, which is in the order of revisions */
    static final String NOTED =
            """
            SELECT revision, kind, thing, part FROM change
            WHERE account = ? AND revision > ? ORDER BY revision LIMIT ?
            """;

    /** message, of all accounts: its rows are in the order of arrival */
    static final String ARRIVED = "SELECT id, chat FROM message WHERE id > ? ORDER BY id LIMIT ?";

    /** chat */
    static final String CHAT = "SELECT jid FROM chat WHERE id = ? AND account = ?";

    /** chat */
    static final String LISTED = "SELECT listed FROM chat WHERE id = ?";

    /** message */
    static final String CHAT_OF_MESSAGE = "SELECT chat FROM message WHERE id = ?";

    /** reaction; removed ones too */
    static final String REACTIONS =
            """
            SELECT r.by, a.jid, r.emoji, r.at FROM reaction r JOIN address a ON a.id = r.by
            WHERE r.chat = ? AND r.mid = ? AND r.author = ? ORDER BY r.at, r.by
            """;

    /** chat_attribute; the few of a chat are sorted */
    static final String ATTRIBUTES =
            """
            SELECT attribute, value, at, seq FROM chat_attribute WHERE chat = ?
            ORDER BY at, seq, attribute
            """;

    /** participant */
    static final String PARTICIPANT =
            """
            SELECT a.jid, p.role, p.left_at, p.at, p.seq
            FROM participant p JOIN address a ON a.id = p.address WHERE p.chat = ? AND p.address = ?
            """;
}
