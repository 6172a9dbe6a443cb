-- Whether a chat may be written to, and how long new messages stay there.

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
    (SELECT name FROM name WHERE account = c.account AND jid = c.jid)) AS name,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 10) AS is_read_only,
  (SELECT value FROM chat_attribute WHERE chat = c.id AND attribute = 11) AS disappearing_timer_ms
FROM chat c
JOIN account k ON k.id = c.account
WHERE c.listed = 1
ORDER BY c.account, c.listing, c.jid;
