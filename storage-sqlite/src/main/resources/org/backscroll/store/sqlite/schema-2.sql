-- Finding parts of words, forgetting on purpose, and lanes that are known by what they are.

-- What messages contain below the level of words, without a copy of the text; follows behind the sync, and each
-- match is to be verified in the text. Folded (lower case, no accents), within words and never across them: three
-- characters in a row; of characters written without blanks or standing for a word by themselves each two
-- neighbours, and the last one alone.
CREATE VIRTUAL TABLE message_grams USING fts5(
  grams, content='', columnsize=0, detail='none', tokenize='ascii'
);

-- Every message up to this row is in message_grams, and no later one is. The numbers of later messages are
-- greater, also when the last ones were deleted.
CREATE TABLE index_watermark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  message INTEGER NOT NULL
);

INSERT INTO index_watermark (id, message) VALUES (1, 0);

-- What was purged and is not to come back. chat 0 stands for all of the account. before: messages that were sent
-- earlier, in epoch milliseconds, save for those whose time cannot be (they sort as 0). The other columns are a
-- place in the chat's order: messages before it.
CREATE TABLE retention_floor (
  account INTEGER NOT NULL REFERENCES account,
  chat INTEGER NOT NULL,
  before INTEGER,
  sort INTEGER,
  ord INTEGER,
  author INTEGER,
  mid,
  PRIMARY KEY (account, chat)
) WITHOUT ROWID;

-- What the lanes of the ledger are. chat: the address of the only one it bears, 0 for any.
CREATE TABLE lane (
  account INTEGER NOT NULL REFERENCES account,
  source TEXT NOT NULL,
  lane TEXT NOT NULL,
  kinds TEXT NOT NULL,
  ordering TEXT NOT NULL,
  extent TEXT NOT NULL,
  chat INTEGER NOT NULL REFERENCES address,
  PRIMARY KEY (account, source, lane)
) WITHOUT ROWID;

-- For thousands of chats that become one with another at once, as when a server goes over to LIDs.
CREATE INDEX presence_chat ON presence (chat);

CREATE INDEX job_chat_chat ON job_chat (chat);

-- The views, as people read them.

DROP VIEW messages;

-- Chat by chat, so that one chat's messages are found by its address without reading all others'.
CREATE VIEW messages AS
SELECT k.name AS account, c.jid AS chat_jid,
  CASE typeof(m.mid) WHEN 'blob' THEN hex(m.mid) ELSE m.mid END AS id,
  CASE WHEN m.author > 1 THEN a.jid END AS sender_jid,
  n.name AS sender_name, m.author = 1 AS from_me,
  coalesce(m.sent, m.sort) AS timestamp,
  CASE WHEN m.bits & 8 THEN m.ord END AS "order",
  t.name AS type, m.text,
  CASE typeof(coalesce(e.quoted, m.quoted)) WHEN 'blob' THEN hex(coalesce(e.quoted, m.quoted))
    ELSE coalesce(e.quoted, m.quoted) END AS quoted_id,
  e.at AS edited_at, (m.bits >> 5) & 1 AS deleted, (m.bits >> 4) & 1 AS starred,
  CASE m.bits & 7 WHEN 1 THEN 'ERROR' WHEN 2 THEN 'PENDING' WHEN 3 THEN 'SENT' WHEN 4 THEN 'DELIVERED'
    WHEN 5 THEN 'READ' WHEN 6 THEN 'PLAYED' END AS status,
  CASE WHEN m.sort <> 0 THEN datetime(m.sort / 1000, 'unixepoch') END AS time_utc,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 1),
    (SELECT name FROM name WHERE account = c.account AND jid = c.jid)) AS chat_name
FROM chat c
CROSS JOIN message m ON m.chat = c.id
CROSS JOIN account k ON k.id = c.account
CROSS JOIN address a ON a.id = m.author
CROSS JOIN message_type t ON t.id = m.bits >> 6
LEFT JOIN edit e ON e.message = m.id
LEFT JOIN name n ON n.account = c.account AND n.jid = a.jid;

DROP VIEW conversations;

-- Newest first.
CREATE VIEW conversations AS
SELECT k.name AS account, c.jid,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 1), n.name) AS name,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 2), 0) AS unread_count,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 3), 0) AS is_archived,
  coalesce((SELECT value <> 0 FROM chat_attribute WHERE chat = c.id AND attribute = 5), 0) AS is_muted,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 4), 0) AS is_marked_unread,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 6), 0) AS is_pinned,
  c.messages AS message_count,
  coalesce(l.sent, l.sort) AS last_timestamp,
  CASE WHEN l.sort <> 0 THEN datetime(l.sort / 1000, 'unixepoch') END AS last_time_utc,
  CASE WHEN l.author > 1 THEN a.jid END AS last_sender_jid,
  s.name AS last_sender_name, l.author = 1 AS last_from_me,
  l.text AS last_text
FROM chat c
JOIN account k ON k.id = c.account
LEFT JOIN name n ON n.account = c.account AND n.jid = c.jid
LEFT JOIN message l ON l.id = (
  SELECT id FROM message WHERE chat = c.id ORDER BY sort DESC, ord DESC, author DESC, mid DESC LIMIT 1)
LEFT JOIN address a ON a.id = l.author
LEFT JOIN name s ON s.account = c.account AND s.jid = a.jid
WHERE c.listed = 1
ORDER BY c.account, c.listing, c.jid;

DROP VIEW conversation_info;

CREATE VIEW conversation_info AS
SELECT k.name AS account, c.jid,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 7) AS description,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 8) AS created,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 9) AS created_by,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 5) AS muted_until,
  (SELECT count(*) FROM participant p WHERE p.chat = c.id) AS participants,
  (SELECT group_concat(a.jid, ' ') FROM identity i JOIN address a ON a.id = i.address
    WHERE i.account = c.account AND i.canonical = c.address AND i.address <> c.address) AS aliases,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 1),
    (SELECT name FROM name WHERE account = c.account AND jid = c.jid)) AS name
FROM chat c
JOIN account k ON k.id = c.account
WHERE c.listed = 1
ORDER BY c.account, c.listing, c.jid;

DROP VIEW sync_state;

CREATE VIEW sync_state AS
SELECT k.account, k.source, k.type AS sync_type, nullif(k.chat, '') AS chat_jid, l.lane, l.range, l.cursor,
  l."end", l.job, l.messages, l.generation, l.updated, datetime(l.updated / 1000, 'unixepoch') AS updated_utc
FROM lane_state l
JOIN job_key k ON k.id = l.key;
