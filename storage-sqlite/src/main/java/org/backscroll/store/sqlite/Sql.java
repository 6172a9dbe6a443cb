package org.backscroll.store.sqlite;

/**
 * The statements, each with the index it uses. A table named alone is used by its primary key.
 * Nothing here is newer than SQLite 3.40. The store never analyses its data: statements are written
 * so that their plans are good without statistics, and the same in every database.
 */
final class Sql {
    private Sql() {}

    // ---- accounts, addresses, chats -------------------------------------------------------------

    /** account(name) */
    static final String ACCOUNT = "SELECT id FROM account WHERE name = ?";

    static final String ACCOUNT_INSERT = "INSERT INTO account (name) VALUES (?)";

    /** account(name) */
    static final String ACCOUNTS = "SELECT name FROM account ORDER BY name";

    /** address */
    static final String ADDRESS_JID = "SELECT jid FROM address WHERE id = ?";

    static final String ADDRESS_INSERT = "INSERT INTO address (id, jid) VALUES (?, ?)";

    /** identity */
    static final String IDENTITY_CANONICAL =
            "SELECT canonical FROM identity WHERE account = ? AND address = ?";

    /** identity_person, named since the planner would rather read all identities of the account */
    static final String IDENTITY_PERSON =
            """
            SELECT i.address, i.phone, a.jid FROM identity i INDEXED BY identity_person
            JOIN address a ON a.id = i.address
            WHERE i.account = ? AND i.canonical = ?
            """;

    /** identity of the account, as a whole; the sort is bounded by the limit: for exports alone */
    static final String PEOPLE =
            """
            SELECT DISTINCT i.canonical, a.jid FROM identity i JOIN address a ON a.id = i.canonical
            WHERE i.account = ? AND a.jid > ? ORDER BY a.jid LIMIT ?
            """;

    /** identity */
    static final String IDENTITY_PUT =
            """
            INSERT INTO identity (account, address, canonical, phone) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET canonical = excluded.canonical, phone = max(phone, excluded.phone)
            """;

    /** chat_address */
    static final String CHAT =
            "SELECT id, jid, listed, listing, messages FROM chat WHERE account = ? AND address = ?";

    static final String CHAT_INSERT = "INSERT INTO chat (account, address, jid) VALUES (?, ?, ?)";

    /** chat */
    static final String CHAT_UPDATE =
            "UPDATE chat SET listed = ?, listing = ?, messages = ? WHERE id = ?";

    /** chat */
    static final String CHAT_READDRESS = "UPDATE chat SET address = ?, jid = ? WHERE id = ?";

    /** chat */
    static final String CHAT_LIST = "UPDATE chat SET listed = 1 WHERE id = ?";

    /** chat */
    static final String CHAT_DELETE = "DELETE FROM chat WHERE id = ?";

    /** message_order: its last entry of the chat, and how many it has; coarse */
    static final String CHAT_RECOUNT =
            """
            UPDATE chat SET
              messages = (SELECT count(*) FROM message m WHERE m.chat = ?1 AND
            """
                    + TwinSql.LISTED
                    + "), listing = "
                    + TwinSql.LISTING
                    + """
                    , listed = max(listed, EXISTS (SELECT 1 FROM message WHERE chat = ?1))
                    WHERE id = ?1
                    """;

    /** chat_list */
    static final String CONVERSATIONS =
            """
            SELECT id, jid, listing, messages FROM chat
            WHERE account = ? AND listed = 1 ORDER BY listing, jid LIMIT ?
            """;

    /** chat_list */
    static final String CONVERSATIONS_AFTER =
            """
            SELECT id, jid, listing, messages FROM chat
            WHERE account = ? AND listed = 1 AND (listing, jid) > (?, ?) ORDER BY listing, jid LIMIT ?
            """;

    /** chat_attribute */
    static final String ATTRIBUTES = "SELECT attribute, value FROM chat_attribute WHERE chat = ?";

    /** chat_attribute */
    static final String ATTRIBUTE_PUT =
            """
            INSERT INTO chat_attribute (chat, attribute, value, at, seq) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, seq = excluded.seq
            WHERE (excluded.at, excluded.seq, excluded.value) > (at, seq, value)
            """;

    /** chat_attribute, twice */
    static final String ATTRIBUTES_MOVE =
            """
            INSERT INTO chat_attribute (chat, attribute, value, at, seq)
            SELECT ?, attribute, value, at, seq FROM chat_attribute WHERE chat = ?
            ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at, seq = excluded.seq
            WHERE (excluded.at, excluded.seq, excluded.value) > (at, seq, value)
            """;

    /** chat_attribute */
    static final String ATTRIBUTES_DELETE = "DELETE FROM chat_attribute WHERE chat = ?";

    /** presence */
    static final String PRESENCE_PUT =
            "INSERT INTO presence (address, chat) VALUES (?, ?) ON CONFLICT DO NOTHING";

    /** presence, then chat by row: addresses are shared by the accounts, identities are not */
    static final String PRESENCE =
            """
            SELECT p.chat FROM presence p JOIN chat c ON c.id = p.chat
            WHERE p.address = ? AND c.account = ?
            """;

    /** presence_chat */
    static final String PRESENCE_FORGET = "DELETE FROM presence WHERE chat = ?";

    // ---- people ---------------------------------------------------------------------------------

    /** name */
    static final String NAME = "SELECT name, at, seq FROM name WHERE account = ? AND jid = ?";

    /** name; the owner's own has no address and stays out */
    static final String NAMES =
            """
            SELECT jid, name, at, seq FROM name
            WHERE account = ? AND jid > ? AND jid <> 'me' ORDER BY jid LIMIT ?
            """;

    /** name */
    static final String NAME_PUT =
            """
            INSERT INTO name (account, jid, name, at, seq) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET name = excluded.name, at = excluded.at, seq = excluded.seq
            WHERE (excluded.at, excluded.seq, excluded.name) > (at, seq, name)
            """;

    /** name */
    static final String NAME_DELETE = "DELETE FROM name WHERE account = ? AND jid = ?";

    /** participant; sorted by the caller */
    static final String PARTICIPANTS =
            """
            SELECT a.jid, n.name, p.role, p.left_at FROM participant p JOIN address a ON a.id = p.address
            LEFT JOIN name n ON n.account = ? AND n.jid = a.jid WHERE p.chat = ?
            """;

    /** participant */
    static final String PARTICIPANTS_RAW =
            "SELECT address, role, left_at, at, seq FROM participant WHERE chat = ?";

    /** participant */
    static final String PARTICIPANT_PUT =
            """
            INSERT INTO participant (chat, address, role, left_at, at, seq) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
              role = excluded.role, left_at = excluded.left_at, at = excluded.at, seq = excluded.seq
            WHERE (excluded.at, excluded.seq, excluded.role,
                excluded.left_at IS NOT NULL, coalesce(excluded.left_at, 0))
              > (at, seq, role, left_at IS NOT NULL, coalesce(left_at, 0))
            """;

    /** participant */
    static final String PARTICIPANT_DELETE =
            "DELETE FROM participant WHERE chat = ? AND address = ?";

    // ---- messages, reading ----------------------------------------------------------------------

    /** What a message shows, by the columns {@link MessageRows} reads. */
    private static final String MESSAGE =
            """
            SELECT m.id, m.author, m.mid, m.sort, m.ord, m.bits, m.text, m.quoted, m.sent, e.at, e.quoted,
              a.jid, n.name, d.message, d.mime_type, d.file_name, d.size, d.duration, d.attributes, t.name,
              g.grain, g.twin, g.certain, (SELECT mid FROM message WHERE id = g.twin)
            FROM message m
            JOIN message_type t ON t.id = m.bits >> 6
            JOIN address a ON a.id = m.author
            LEFT JOIN edit e ON e.message = m.id
            LEFT JOIN media d ON d.message = m.id
            LEFT JOIN coarse g ON g.message = m.id
            LEFT JOIN name n ON n.account = ? AND n.jid = a.jid
            """;

    /** Of coarse: only what stands in lists. */
    private static final String LISTED = " AND g.twin IS NULL ";

    /** A statement that lists messages, with those that are others told less exactly. */
    static String all(String list) {
        return list.replace(LISTED, " ");
    }

    /** message_order */
    static final String NEWEST =
            MESSAGE
                    + "WHERE m.chat = ?"
                    + LISTED
                    + """
                    ORDER BY m.sort DESC, m.ord DESC, m.author DESC, m.mid DESC LIMIT ?
                    """;

    /** message_order */
    static final String OLDEST =
            MESSAGE
                    + "WHERE m.chat = ?"
                    + LISTED
                    + "ORDER BY m.sort, m.ord, m.author, m.mid LIMIT ?";

    /** message_order */
    static final String NEWEST_BEFORE =
            MESSAGE
                    + """
                    WHERE m.chat = ? AND (m.sort, m.ord, m.author, m.mid) < (?, ?, ?, ?)
                    """
                    + LISTED
                    + """
                    ORDER BY m.sort DESC, m.ord DESC, m.author DESC, m.mid DESC LIMIT ?
                    """;

    /** message_order */
    static final String OLDEST_AFTER =
            MESSAGE
                    + """
                    WHERE m.chat = ? AND (m.sort, m.ord, m.author, m.mid) > (?, ?, ?, ?)
                    """
                    + LISTED
                    + """
                    ORDER BY m.sort, m.ord, m.author, m.mid LIMIT ?
                    """;

    /** message_key; the few authors with the same id are sorted by the caller */
    static final String MESSAGES_BY_ID = MESSAGE + "WHERE m.chat = ? AND m.mid = ?";

    /** message, as a whole: a look at everything */
    static final String MESSAGE_COUNT = "SELECT count(*) FROM message";

    /** message */
    static final String MESSAGE_BY_ROW = MESSAGE + "WHERE m.id = ?";

    /** reaction; most chats have none, and need not be asked for each message's */
    static final String ANY_REACTIONS = "SELECT EXISTS (SELECT 1 FROM reaction WHERE chat = ?)";

    /** reaction; the few of one message are sorted by the caller */
    static final String REACTIONS =
            """
            SELECT r.by, a.jid, r.emoji, r.at FROM reaction r JOIN address a ON a.id = r.by
            WHERE r.chat = ? AND r.mid = ? AND r.author = ? AND r.emoji <> ''
            """;

    // ---- messages, writing ----------------------------------------------------------------------

    /** message: its end; the others may be ahead when the last ones were deleted */
    static final String LAST_ROW =
            """
            SELECT max(coalesce((SELECT max(id) FROM message), 0),
              (SELECT message FROM index_watermark WHERE id = 1),
              (SELECT last_row FROM following WHERE id = 1))
            """;

    /** message_key */
    static final String MESSAGE_INSERT =
            """
            INSERT INTO message (id, chat, author, mid, sort, ord, bits, text, quoted, sent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    /** All of a message but its reactions, by the columns {@link MessageTable} reads. */
    static final String STATE =
            """
            SELECT m.id, m.sort, m.ord, m.bits, m.text, m.quoted, m.sent, e.at, e.quoted,
              d.message, d.mime_type, d.file_name, d.size, d.duration, d.attributes, t.name,
              m.author, m.mid, g.grain, g.twin IS NOT NULL
            FROM message m
            JOIN message_type t ON t.id = m.bits >> 6
            LEFT JOIN coarse g ON g.message = m.id
            LEFT JOIN edit e ON e.message = m.id
            LEFT JOIN media d ON d.message = m.id
            """;

    /** message_key */
    static final String STATE_BY_KEY = STATE + "WHERE m.chat = ? AND m.mid = ? AND m.author = ?";

    /** message */
    static final String STATE_BY_ROW = STATE + "WHERE m.id = ?";

    /** message_key */
    static final String ROW_BY_KEY =
            "SELECT id FROM message WHERE chat = ? AND mid = ? AND author = ?";

    /** message */
    static final String MESSAGE_UPDATE =
            """
            UPDATE message SET sort = ?, ord = ?, bits = ?, text = ?, quoted = ?, sent = ? WHERE id = ?
            """;

    /** message */
    static final String MESSAGE_MOVE = "UPDATE message SET chat = ?, author = ? WHERE id = ?";

    /** message */
    static final String MESSAGE_DELETE = "DELETE FROM message WHERE id = ?";

    /** message_order, which holds all of it */
    static final String MESSAGES_OF_CHAT = "SELECT id, author, mid FROM message WHERE chat = ?";

    /** edit */
    static final String EDIT_PUT =
            "INSERT OR REPLACE INTO edit (message, at, quoted) VALUES (?, ?, ?)";

    /** edit */
    static final String EDIT_DELETE = "DELETE FROM edit WHERE message = ?";

    /** media */
    static final String MEDIA_PUT =
            """
            INSERT OR REPLACE INTO media (message, mime_type, file_name, size, duration, attributes)
            VALUES (?, ?, ?, ?, ?, ?)
            """;

    /** media */
    static final String MEDIA_DELETE = "DELETE FROM media WHERE message = ?";

    /** message_type(name) */
    static final String TYPE = "SELECT id FROM message_type WHERE name = ?";

    static final String TYPE_INSERT = "INSERT INTO message_type (name) VALUES (?)";

    static final String ANY_PENDING = "SELECT EXISTS (SELECT 1 FROM pending)";

    /** pending */
    static final String PENDING =
            """
            SELECT status, deleted, edited_at, text, quoted FROM pending
            WHERE chat = ? AND mid = ? AND author = ?
            """;

    /** pending */
    static final String PENDING_OF_CHAT = "SELECT mid, author FROM pending WHERE chat = ?";

    /** pending */
    static final String PENDING_PUT =
            """
            INSERT OR REPLACE INTO pending (chat, mid, author, status, deleted, edited_at, text, quoted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** pending */
    static final String PENDING_DELETE =
            "DELETE FROM pending WHERE chat = ? AND mid = ? AND author = ?";

    /** claim */
    static final String CLAIM_PUT =
            "INSERT INTO claim (chat, mid, author, by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";

    /** claim */
    static final String CLAIMS_OF_CHAT = "SELECT mid, author, by FROM claim WHERE chat = ?";

    /** claim */
    static final String CLAIM_DELETE =
            "DELETE FROM claim WHERE chat = ? AND mid = ? AND author = ? AND by = ?";

    /** reaction */
    static final String REACTION_PUT =
            """
            INSERT INTO reaction (chat, mid, author, by, at, emoji) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET at = excluded.at, emoji = excluded.emoji
            WHERE (excluded.at, excluded.emoji) > (at, emoji)
            """;

    /** reaction */
    static final String REACTIONS_OF_CHAT =
            "SELECT mid, author, by, at, emoji FROM reaction WHERE chat = ?";

    /** reaction */
    static final String REACTION_DELETE =
            "DELETE FROM reaction WHERE chat = ? AND mid = ? AND author = ? AND by = ?";

    // ---- coverage -------------------------------------------------------------------------------

    /** coverage_chat */
    static final String COVERAGE =
            """
            SELECT source, lane, from_position, from_id, to_position, to_id, proven, beginning, id
            FROM coverage WHERE account = ? AND chat = ?
            ORDER BY source, lane, from_position, from_id
            """;

    /** coverage_chat */
    static final String COVERAGE_OF_LANE =
            """
            SELECT source, lane, from_position, from_id, to_position, to_id, proven, beginning, id
            FROM coverage WHERE account = ? AND chat = ? AND source = ? AND lane = ? AND proven = ?
            """;

    static final String COVERAGE_INSERT =
            """
            INSERT INTO coverage (account, chat, source, lane, from_position, from_id, to_position, to_id,
              proven, beginning) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** coverage */
    static final String COVERAGE_DELETE = "DELETE FROM coverage WHERE id = ?";

    /** lane */
    static final String LANE_DESCRIBE =
            """
            INSERT INTO lane (account, source, lane, kinds, ordering, extent, chat) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET kinds = excluded.kinds, ordering = excluded.ordering,
              extent = excluded.extent, chat = excluded.chat
            """;

    /** lane: those of the account, a few */
    static final String LANES_DESCRIBED =
            "SELECT source, lane, kinds, ordering, extent, chat FROM lane WHERE account = ?";

    /** lane: those of the account, a few */
    static final String LANES_MOVE = "UPDATE lane SET chat = ? WHERE account = ? AND chat = ?";
}
