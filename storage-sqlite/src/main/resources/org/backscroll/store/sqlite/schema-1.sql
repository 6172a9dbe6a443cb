-- Keys are compact integers and the readable form is a view: a message's row is what there are millions of.
-- Nothing here is newer than SQLite 3.40. A statement ends with a semicolon at the end of a line.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

-- An address's id is a hash of its text, so that ordering by it does not depend on what arrived first.
CREATE TABLE address (
  id INTEGER PRIMARY KEY,
  jid TEXT NOT NULL
);

-- Authors without an address: nobody knows who, and the account's owner.
INSERT INTO address (id, jid) VALUES (0, 'unknown'), (1, 'me');

-- One row for each address that was ever linked: to whom it belongs. phone: 2 by phone, 1 other, 0 LID.
CREATE TABLE identity (
  account INTEGER NOT NULL REFERENCES account,
  address INTEGER NOT NULL REFERENCES address,
  canonical INTEGER NOT NULL REFERENCES address,
  phone INTEGER NOT NULL,
  PRIMARY KEY (account, address)
) WITHOUT ROWID;

CREATE INDEX identity_person ON identity (account, canonical);

-- listed: it has a message or a snapshot of its own. listing: minus the sort time of the last message, so
-- that (listing, jid) ascending is the order of the list.
CREATE TABLE chat (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account,
  address INTEGER NOT NULL REFERENCES address,
  jid TEXT NOT NULL,
  listed INTEGER NOT NULL DEFAULT 0,
  listing INTEGER NOT NULL DEFAULT 0,
  messages INTEGER NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX chat_address ON chat (account, address);

CREATE INDEX chat_list ON chat (account, listing, jid) WHERE listed = 1;

-- What snapshots said of a chat, each attribute with how new it is.
CREATE TABLE chat_attribute (
  chat INTEGER NOT NULL REFERENCES chat,
  attribute INTEGER NOT NULL,
  value NOT NULL,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (chat, attribute)
) WITHOUT ROWID;

CREATE TABLE message_type (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

INSERT INTO message_type (id, name) VALUES (0, 'text'), (1, 'image'), (2, 'video'), (3, 'audio'), (4, 'document'),
  (5, 'sticker'), (6, 'location'), (7, 'contact'), (8, 'poll'), (9, 'call'), (10, 'system'), (11, 'unknown');

-- mid: the author's id for it, upper-case hexadecimal packed into a blob. sort: epoch milliseconds, 0 where that
-- cannot be; then sent is what was sent. bits: status + 8 has ord + 16 starred + 32 deleted + 64 * type.
CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL REFERENCES chat,
  author INTEGER NOT NULL REFERENCES address,
  mid NOT NULL,
  sort INTEGER NOT NULL,
  ord INTEGER NOT NULL,
  bits INTEGER NOT NULL,
  text TEXT,
  quoted,
  sent INTEGER
);

CREATE UNIQUE INDEX message_key ON message (chat, mid, author);

CREATE INDEX message_order ON message (chat, sort, ord, author, mid);

CREATE TABLE edit (
  message INTEGER PRIMARY KEY REFERENCES message,
  at INTEGER NOT NULL,
  quoted
);

CREATE TABLE media (
  message INTEGER PRIMARY KEY REFERENCES message,
  mime_type TEXT,
  file_name TEXT,
  size INTEGER,
  duration INTEGER,
  attributes TEXT
);

-- What came before its message.
CREATE TABLE pending (
  chat INTEGER NOT NULL REFERENCES chat,
  mid NOT NULL,
  author INTEGER NOT NULL REFERENCES address,
  status INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  edited_at INTEGER,
  text TEXT,
  quoted,
  PRIMARY KEY (chat, mid, author)
) WITHOUT ROWID;

-- Revocations by somebody who is not the author, as far as is known now; a link may show that they are.
CREATE TABLE claim (
  chat INTEGER NOT NULL REFERENCES chat,
  mid NOT NULL,
  author INTEGER NOT NULL REFERENCES address,
  by INTEGER NOT NULL REFERENCES address,
  PRIMARY KEY (chat, mid, author, by)
) WITHOUT ROWID;

-- An empty emoji is a removed reaction, remembered so that an older one does not come back.
CREATE TABLE reaction (
  chat INTEGER NOT NULL REFERENCES chat,
  mid NOT NULL,
  author INTEGER NOT NULL REFERENCES address,
  by INTEGER NOT NULL REFERENCES address,
  at INTEGER NOT NULL,
  emoji TEXT NOT NULL,
  PRIMARY KEY (chat, mid, author, by)
) WITHOUT ROWID;

CREATE TABLE participant (
  chat INTEGER NOT NULL REFERENCES chat,
  address INTEGER NOT NULL REFERENCES address,
  role TEXT NOT NULL,
  left_at INTEGER,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (chat, address)
) WITHOUT ROWID;

-- In which chats an address occurs: what a link has to rewrite, without an index on every message's author.
CREATE TABLE presence (
  address INTEGER NOT NULL REFERENCES address,
  chat INTEGER NOT NULL REFERENCES chat,
  PRIMARY KEY (address, chat)
) WITHOUT ROWID;

CREATE TABLE name (
  account INTEGER NOT NULL REFERENCES account,
  jid TEXT NOT NULL,
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (account, jid)
) WITHOUT ROWID;

-- chat: an address, 0 for the whole lane.
CREATE TABLE coverage (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account,
  source TEXT NOT NULL,
  lane TEXT NOT NULL,
  chat INTEGER NOT NULL REFERENCES address,
  from_position INTEGER NOT NULL,
  from_id TEXT NOT NULL,
  to_position INTEGER NOT NULL,
  to_id TEXT NOT NULL,
  proven INTEGER NOT NULL,
  beginning INTEGER NOT NULL
);

CREATE INDEX coverage_chat ON coverage (account, chat, source, lane, from_position, from_id);

CREATE TABLE job_key (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  chat TEXT NOT NULL,
  UNIQUE (account, source, type, chat)
);

CREATE TABLE job (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  key INTEGER NOT NULL REFERENCES job_key,
  created INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  messages INTEGER NOT NULL,
  new_messages INTEGER NOT NULL,
  changed_messages INTEGER NOT NULL,
  chats INTEGER NOT NULL,
  names INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  memo TEXT,
  updated INTEGER NOT NULL,
  asked_type TEXT NOT NULL,
  asked_source TEXT,
  asked_chat TEXT,
  asked_count INTEGER,
  asked_cursor TEXT,
  asked_anchor TEXT,
  asked_restart INTEGER NOT NULL,
  asked_background INTEGER NOT NULL
);

CREATE INDEX job_created ON job (created, id);

CREATE TABLE job_chat (
  job INTEGER NOT NULL REFERENCES job,
  chat INTEGER NOT NULL REFERENCES chat,
  PRIMARY KEY (job, chat)
) WITHOUT ROWID;

CREATE TABLE lane_state (
  key INTEGER NOT NULL REFERENCES job_key,
  lane TEXT NOT NULL,
  range TEXT NOT NULL,
  cursor TEXT,
  "end" TEXT NOT NULL,
  job TEXT NOT NULL,
  messages INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  PRIMARY KEY (key, lane)
) WITHOUT ROWID;

-- owner is null once it was given back; the row stays for its epoch.
CREATE TABLE lease (
  key INTEGER PRIMARY KEY REFERENCES job_key,
  owner TEXT,
  epoch INTEGER NOT NULL,
  expires INTEGER NOT NULL
);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key INTEGER NOT NULL REFERENCES job_key,
  unit TEXT NOT NULL,
  position TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw BLOB NOT NULL,
  bytes INTEGER NOT NULL,
  since INTEGER NOT NULL,
  times INTEGER NOT NULL,
  UNIQUE (key, unit, position, reason)
);

-- The words of the messages, without a second copy of their text: rows are read from message.
CREATE VIRTUAL TABLE message_words USING fts5(
  text, content='message', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

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
    WHEN 5 THEN 'READ' WHEN 6 THEN 'PLAYED' END AS status
FROM message m
JOIN chat c ON c.id = m.chat
JOIN account k ON k.id = c.account
JOIN address a ON a.id = m.author
JOIN message_type t ON t.id = m.bits >> 6
LEFT JOIN edit e ON e.message = m.id
LEFT JOIN name n ON n.account = c.account AND n.jid = a.jid;

CREATE VIEW conversations AS
SELECT k.name AS account, c.jid,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 1), n.name) AS name,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 2), 0) AS unread_count,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 3), 0) AS is_archived,
  coalesce((SELECT value <> 0 FROM chat_attribute WHERE chat = c.id AND attribute = 5), 0) AS is_muted,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 4), 0) AS is_marked_unread,
  coalesce((SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 6), 0) AS is_pinned,
  c.messages AS message_count, -c.listing AS last_timestamp
FROM chat c
JOIN account k ON k.id = c.account
LEFT JOIN name n ON n.account = c.account AND n.jid = c.jid
WHERE c.listed = 1;

CREATE VIEW conversation_info AS
SELECT k.name AS account, c.jid,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 7) AS description,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 8) AS created,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 9) AS created_by,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 5) AS muted_until,
  (SELECT count(*) FROM participant p WHERE p.chat = c.id) AS participants,
  (SELECT group_concat(a.jid, ' ') FROM identity i JOIN address a ON a.id = i.address
    WHERE i.account = c.account AND i.canonical = c.address AND i.address <> c.address) AS aliases
FROM chat c
JOIN account k ON k.id = c.account
WHERE c.listed = 1;

CREATE VIEW sync_state AS
SELECT k.account, k.source, k.type AS sync_type, nullif(k.chat, '') AS chat_jid, l.lane, l.range, l.cursor,
  l."end", l.job, l.messages, l.generation, l.updated
FROM lane_state l
JOIN job_key k ON k.id = l.key;
