package org.backscroll.store.sqlite;

import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.Participant;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;

/**
 * A database of a million messages in 5,000 chats: the chats and people come through the store, the
 * messages by statements that fill the tables as the store would.
 */
final class MillionMessages {
    static final int MESSAGES = 1_000_000;
    static final int CHATS = 5_000;

    /** Has 100,000 messages, members and an edit, media and reactions here and there. */
    static final Jid LARGE = group("0");

    /** A person with two addresses. */
    static final Jid PERSON = lid("1");

    private static final int IN_LARGE = 100_000;
    private static final int IN_OTHERS = 180;

    private MillionMessages() {}

    /** The id of a message, by its number in its chat. */
    static String id(int number) {
        return Stored.id(
                (Object)
                        String.format("%010d", number)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    static void fill(Path folder) throws Exception {
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            Feed feed = new Feed(store, ACCOUNT);
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < CHATS; i++) {
                Jid chat = i % 2 == 0 ? group("" + i) : jid("" + i);
                entries.add(Fixture.snapshot(chat, asOf(1), "Chat " + i, i % 7));
                entries.add(Fixture.text(chat, Author.of(jid("" + i)), "first", i, "first"));
                entries.add(new Entry.Name(jid("" + i), "Person " + i, asOf(1)));
                if (i < 500) {
                    entries.add(
                            new Entry.Membership(
                                    LARGE,
                                    jid("" + i),
                                    Participant.Role.MEMBER,
                                    Optional.empty(),
                                    asOf(1)));
                }
            }
            entries.add(new Entry.Link(jid("1"), PERSON));
            Covered covered =
                    new Covered(
                            "older",
                            Optional.of(LARGE),
                            new Mark(Fixture.T0.toEpochMilli(), ""),
                            new Mark(Fixture.at(9).toEpochMilli(), ""),
                            false,
                            true);
            feed.apply(feed.batch().entries(entries).covered(List.of(covered)).build());
            feed.end();
        }
        try (Session session = Fixture.database(folder).openWriter()) {
            session.write(
                    () -> {
                        for (String statement : FILL) {
                            session.execute(statement);
                        }
                        return null;
                    });
        }
    }

    /** Ties in time and order everywhere, so that the whole key is needed. */
    private static final List<String> FILL =
            List.of(
                    """
                    CREATE TEMP TABLE person AS
                    SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM address WHERE id > 1
                    """,
                    "CREATE UNIQUE INDEX temp.person_n ON person (n)",
                    """
                    CREATE TEMP TABLE place AS
                    SELECT id, row_number() OVER (ORDER BY jid <> '%s', id) - 1 AS n FROM chat
                    """
                            .formatted(LARGE.value()),
                    "CREATE UNIQUE INDEX temp.place_n ON place (n)",
                    """
                    INSERT INTO message (chat, author, mid, sort, ord, bits, text)
                    WITH RECURSIVE number (n) AS (
                      SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < %1$d - 1)
                    SELECT
                      (SELECT id FROM place WHERE n = CASE WHEN number.n < %2$d THEN 0
                        ELSE 1 + (number.n - %2$d) / %3$d END),
                      (SELECT id FROM person WHERE n = (number.n / %3$d * 7 + number.n %% 10) %% %4$d),
                      CAST(printf('%%010d', number.n) AS BLOB),
                      1500000000000 + number.n / 3 * 1000, 0, 3,
                      'message ' || number.n || ' of a million'
                    FROM number
                    """
                            .formatted(MESSAGES - CHATS, IN_LARGE, IN_OTHERS, CHATS),
                    """
                    INSERT INTO edit (message, at) SELECT id, sort FROM message WHERE id % 20 = 0
                    """,
                    """
                    INSERT INTO media (message, mime_type, size)
                    SELECT id, 'image/jpeg', id FROM message WHERE id % 10 = 0
                    """,
                    """
                    INSERT INTO reaction (chat, mid, author, by, at, emoji)
                    SELECT chat, mid, author, 1, sort, '+' FROM message WHERE id % 10 = 1
                    """,
                    """
                    INSERT INTO presence (address, chat) SELECT DISTINCT author, chat FROM message WHERE true
                    ON CONFLICT DO NOTHING
                    """,
                    """
                    UPDATE chat SET
                      messages = (SELECT count(*) FROM message WHERE chat = chat.id),
                      listing = -(SELECT max(sort) FROM message WHERE chat = chat.id)
                    """,
                    "INSERT INTO message_words (message_words) VALUES ('rebuild')");
}
