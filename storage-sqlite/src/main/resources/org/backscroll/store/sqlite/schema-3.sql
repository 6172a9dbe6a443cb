-- What is new or changed since a revision.

-- One row. mark: part of each revision that was given of these data; none while nobody follows them, and then nothing
-- is noted. last_row: the greatest number of a message that went, once somebody follows: it is not given again.
CREATE TABLE following (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  mark TEXT,
  last_row INTEGER NOT NULL
);

INSERT INTO following (id, mark, last_row) VALUES (1, NULL, 0);

CREATE TRIGGER following_gone AFTER DELETE ON message
WHEN OLD.id > (SELECT last_row FROM following WHERE mark IS NOT NULL)
BEGIN UPDATE following SET last_row = OLD.id; END;

-- One row for each thing that was told of, or told of anew: its last time. New messages are not in it, as they are
-- found by their row, the numbers of later ones being greater. kind: 1 a message that had come before (thing: its
-- row), 2 a chat (its row), 3 somebody's part in a chat (its row; part: the address), 4 a name (the address as text),
-- 5 a person (the address they are known by). Refers to nothing, so that what goes need not look for it.
CREATE TABLE change (
  revision INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  thing NOT NULL,
  part INTEGER NOT NULL
);

CREATE UNIQUE INDEX change_thing ON change (account, kind, thing, part);

CREATE INDEX change_account ON change (account);

-- To note a thing, insert it here: it gets a new revision in the place of its old one. (INSERT OR REPLACE in the
-- triggers would not do: fired by an upsert, a trigger's REPLACE is ABORT.)
CREATE VIEW change_note AS SELECT account, kind, thing, part FROM change;

CREATE TRIGGER change_noted INSTEAD OF INSERT ON change_note
WHEN EXISTS (SELECT 1 FROM following WHERE mark IS NOT NULL)
BEGIN DELETE FROM change
  WHERE account = NEW.account AND kind = NEW.kind AND thing = NEW.thing AND part = NEW.part; INSERT INTO change
  (account, kind, thing, part) VALUES (NEW.account, NEW.kind, NEW.thing, NEW.part); END;

-- A message's edit and media are only ever written with it.
CREATE TRIGGER change_message AFTER UPDATE OF sort, ord, bits, text, quoted, sent ON message
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT account, 1, NEW.id, 0 FROM chat WHERE id = NEW.chat; END;

-- A reaction that came before its message comes with it.
CREATE TRIGGER change_reaction_new AFTER INSERT ON reaction
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT c.account, 1, m.id, 0 FROM message m JOIN chat c ON c.id = m.chat
  WHERE m.chat = NEW.chat AND m.mid = NEW.mid AND m.author = NEW.author; END;

CREATE TRIGGER change_reaction_again AFTER UPDATE ON reaction
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT c.account, 1, m.id, 0 FROM message m JOIN chat c ON c.id = m.chat
  WHERE m.chat = NEW.chat AND m.mid = NEW.mid AND m.author = NEW.author; END;

CREATE TRIGGER change_chat AFTER UPDATE OF listed ON chat
WHEN NEW.listed > OLD.listed
BEGIN INSERT INTO change_note (account, kind, thing, part)
  VALUES (NEW.account, 2, NEW.id, 0); END;

CREATE TRIGGER change_attribute_new AFTER INSERT ON chat_attribute
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT account, 2, id, 0 FROM chat WHERE id = NEW.chat; END;

CREATE TRIGGER change_attribute_again AFTER UPDATE ON chat_attribute
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT account, 2, id, 0 FROM chat WHERE id = NEW.chat; END;

CREATE TRIGGER change_participant_new AFTER INSERT ON participant
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT account, 3, id, NEW.address FROM chat WHERE id = NEW.chat; END;

CREATE TRIGGER change_participant_again AFTER UPDATE ON participant
BEGIN INSERT INTO change_note (account, kind, thing, part)
  SELECT account, 3, id, NEW.address FROM chat WHERE id = NEW.chat; END;

CREATE TRIGGER change_name_new AFTER INSERT ON name
BEGIN INSERT INTO change_note (account, kind, thing, part)
  VALUES (NEW.account, 4, NEW.jid, 0); END;

CREATE TRIGGER change_name_again AFTER UPDATE ON name
BEGIN INSERT INTO change_note (account, kind, thing, part)
  VALUES (NEW.account, 4, NEW.jid, 0); END;

CREATE TRIGGER change_identity_new AFTER INSERT ON identity
BEGIN INSERT INTO change_note (account, kind, thing, part)
  VALUES (NEW.account, 5, NEW.canonical, 0); END;

CREATE TRIGGER change_identity_again AFTER UPDATE ON identity
WHEN NEW.canonical <> OLD.canonical OR NEW.phone <> OLD.phone
BEGIN INSERT INTO change_note (account, kind, thing, part)
  VALUES (NEW.account, 5, NEW.canonical, 0); END;
