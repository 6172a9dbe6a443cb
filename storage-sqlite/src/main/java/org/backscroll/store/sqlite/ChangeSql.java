package org.backscroll.store.sqlite;

import java.util.List;

/** The statements that tell what is new or changed; see {@link Sql}. */
final class ChangeSql {
    private ChangeSql() {}

    /** following */
    static final String MARK = "SELECT mark FROM following WHERE mark IS NOT NULL";

    /** following */
    static final String MARK_PUT = "UPDATE following SET mark = ?";

    /**
     * All of the tables, once: notes everything as told now. People come first: what is said of
     * them is then written once by who reads.
     */
    static final List<String> BEGIN =
            List.of(
                    "DELETE FROM change",
                    """
                    INSERT INTO change (account, kind, thing, part)
                    SELECT DISTINCT account, 5, canonical, 0 FROM identity ORDER BY account, canonical
                    """,
                    """
                    INSERT INTO change (account, kind, thing, part)
                    SELECT account, 2, id, 0 FROM chat WHERE listed = 1 ORDER BY id
                    """,
                    """
                    INSERT INTO change (account, kind, thing, part)
                    SELECT c.account, 3, p.chat, p.address
                    FROM participant p JOIN chat c ON c.id = p.chat ORDER BY p.chat, p.address
                    """,
                    """
                    INSERT INTO change (account, kind, thing, part)
                    SELECT account, 4, jid, 0 FROM name ORDER BY account, jid
                    """);

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
