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

DROP VIEW conversations;

-- Newest first, as people read it.
CREATE VIEW conversations AS
SELECT k.name AS account, c.jid,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 1), n.name) AS name,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 2), 0) AS unread_count,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 3), 0) AS is_archived,
  coalesce((SELECT value <> 0 FROM chat_attribute WHERE chat = c.id AND attribute = 5), 0) AS is_muted,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 4), 0) AS is_marked_unread,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 6), 0) AS is_pinned,
  c.messages AS message_count,
  l.sort AS last_timestamp,
  datetime(l.sort / 1000, 'unixepoch') AS last_time_utc,
  CASE WHEN l.author > 1 THEN a.jid END AS last_sender_jid,
  l.text AS last_text
FROM chat c
JOIN account k ON k.id = c.account
LEFT JOIN name n ON n.account = c.account AND n.jid = c.jid
LEFT JOIN message l ON l.id = (
  SELECT id FROM message WHERE chat = c.id ORDER BY sort DESC, ord DESC, author DESC, mid DESC LIMIT 1)
LEFT JOIN address a ON a.id = l.author
WHERE c.listed = 1
ORDER BY c.account, c.listing, c.jid;
