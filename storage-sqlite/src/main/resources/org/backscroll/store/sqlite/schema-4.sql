-- Messages of which the time is not exact, and which of them are others told once more.

-- grain: the message was sent at its time or less than so many milliseconds later. twin: the row of the message that
-- it is, told more exactly; then it is in no list. No reference: it is found anew before the transaction ends. certain:
-- whether nothing else could be. All but the grain is derived from the messages, and from the names of their authors.
CREATE TABLE coarse (
  message INTEGER PRIMARY KEY REFERENCES message,
  chat INTEGER NOT NULL REFERENCES chat,
  grain INTEGER NOT NULL,
  twin INTEGER,
  certain INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX coarse_chat ON coarse (chat, grain);

-- The views: without what is certainly another message, and with what is probably one marked.

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
    (SELECT name FROM name WHERE account = c.account AND jid = c.jid)) AS chat_name,
  coalesce(g.grain, 0) AS precision_ms,
  (SELECT CASE typeof(o.mid) WHEN 'blob' THEN hex(o.mid) ELSE o.mid END FROM message o WHERE o.id = g.twin)
    AS duplicate_of
FROM chat c
CROSS JOIN message m ON m.chat = c.id
CROSS JOIN account k ON k.id = c.account
CROSS JOIN address a ON a.id = m.author
CROSS JOIN message_type t ON t.id = m.bits >> 6
LEFT JOIN edit e ON e.message = m.id
LEFT JOIN name n ON n.account = c.account AND n.jid = a.jid
LEFT JOIN coarse g ON g.message = m.id
WHERE g.certain IS NOT 1;

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
  SELECT m.id FROM message m WHERE m.chat = c.id
    AND NOT EXISTS (SELECT 1 FROM coarse h WHERE h.message = m.id AND h.twin IS NOT NULL)
  ORDER BY m.sort DESC, m.ord DESC, m.author DESC, m.mid DESC LIMIT 1)
LEFT JOIN address a ON a.id = l.author
LEFT JOIN name s ON s.account = c.account AND s.jid = a.jid
WHERE c.listed = 1
ORDER BY c.account, c.listing, c.jid;
