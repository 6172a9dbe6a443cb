package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.Plausible;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with {@code sqlite3} reads in the views what the store says of the same. */
class ViewsTest {
    @TempDir Path folder;

    @BeforeEach
    void fill() throws Exception {
        SchemaFixture.fill(folder);
    }

    private List<String> view(String sql) throws Exception {
        try (Session session = Fixture.database(folder).openReader()) {
            return session.list(sql, ViewsTest::line);
        }
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            cells.add(Objects.toString(row.getString(i), ""));
        }
        return String.join("|", cells);
    }

    private static String line(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            Object value = cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
            texts.add(
                    value instanceof Boolean flag ? flag ? "1" : "0" : Objects.toString(value, ""));
        }
        return String.join("|", texts);
    }

    private static String utc(Message message) {
        return Plausible.is(message.timestamp())
                ? message.timestamp().toString().replace('T', ' ').substring(0, 19)
                : "";
    }

    @Test
    void conversationsAreThoseOfTheStoreNewestFirstWithNames() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> infos = new ArrayList<>();
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            for (AccountId account : store.accounts()) {
                for (Conversation chat : Fixture.all(store, account)) {
                    Optional<Message> last = chat.lastMessage();
                    expected.add(
                            line(
                                    account,
                                    chat.jid(),
                                    chat.name(),
                                    chat.unreadCount(),
                                    chat.archived(),
                                    chat.muted(),
                                    chat.markedUnread(),
                                    chat.pinned(),
                                    chat.messageCount(),
                                    last.map(m -> m.timestamp().toEpochMilli()),
                                    last.map(ViewsTest::utc),
                                    last.flatMap(Message::sender),
                                    last.flatMap(Message::senderName),
                                    last.map(Message::fromMe),
                                    last.flatMap(Message::text)));
                    var info = store.conversation(account, chat.jid()).orElseThrow();
                    infos.add(
                            line(
                                    account,
                                    chat.jid(),
                                    chat.name(),
                                    info.description(),
                                    info.participants().size(),
                                    info.readOnly().orElse(null),
                                    info.disappearingTimer().map(Duration::toMillis),
                                    String.join(
                                            " ",
                                            info.aliases().stream().map(Jid::value).toList())));
                }
            }
        }
        assertThat(expected).hasSize(8);
        assertThat(infos)
                .anyMatch(line -> line.contains("|1|604800000|"))
                .anyMatch(line -> line.contains("|0|172800000|"));
        assertThat(view("SELECT * FROM conversations")).isEqualTo(expected);
        assertThat(
                        view(
                                "SELECT account, jid, name, description, participants,"
                                        + " is_read_only, disappearing_timer_ms, aliases"
                                        + " FROM conversation_info"))
                .isEqualTo(infos);
    }

    @Test
    void messagesAreThoseOfTheStoreWithNamesAndTimes() throws Exception {
        List<String> expected = new ArrayList<>();
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            for (AccountId account : store.accounts()) {
                for (Conversation chat : Fixture.all(store, account)) {
                    for (Message m : Fixture.all(store, account, chat.jid())) {
                        expected.add(
                                line(
                                        account,
                                        chat.jid(),
                                        m.id(),
                                        m.sender(),
                                        m.senderName(),
                                        m.fromMe(),
                                        m.timestamp().toEpochMilli(),
                                        m.order().isPresent() ? m.order().getAsLong() : null,
                                        m.type(),
                                        m.text(),
                                        m.quotedId(),
                                        m.editedAt().map(at -> at.toEpochMilli()),
                                        m.deleted(),
                                        m.starred(),
                                        m.status(),
                                        utc(m),
                                        chat.name(),
                                        m.precision().toMillis(),
                                        m.duplicateOf()));
                    }
                }
            }
        }
        assertThat(view("SELECT * FROM messages")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void syncStatesSayHowFarALaneWasRead() throws Exception {
        assertThat(view("SELECT account, source, lane, cursor, updated_utc FROM sync_state"))
                .contains("one|wa|archive|at 5|2020-01-01 00:16:30");
    }

    @Test
    void theFirstConversationsAreReadWithoutSortingAllOfThem() throws Exception {
        for (String view : List.of("conversations", "conversation_info")) {
            assertThat(plan("SELECT * FROM " + view + " LIMIT 3"))
                    .contains("SCAN c USING INDEX chat_list")
                    .doesNotContain("TEMP B-TREE");
        }
        assertThat(plan("SELECT * FROM messages WHERE chat_jid = '1@g.us'"))
                .contains("SCAN c")
                .contains("(chat=?)")
                .doesNotContain("SCAN m");
    }

    private String plan(String sql) throws Exception {
        try (Session session = Fixture.database(folder).openReader()) {
            return String.join(
                    "\n", session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString(4)));
        }
    }
}
