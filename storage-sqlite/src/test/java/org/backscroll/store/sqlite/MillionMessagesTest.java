package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.MillionMessages.LARGE;
import static org.backscroll.store.sqlite.MillionMessages.PERSON;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What people wait for asks a large database by indexes alone: each statement that a call really
 * runs is explained. A store never analyses its data, so that its plans are the same everywhere;
 * somebody with {@code sqlite3} may, and the plans must hold then, too.
 */
class MillionMessagesTest {
    private static Memory memory;

    @BeforeAll
    static void fill() throws Exception {
        memory = new Memory();
        MillionMessages.fill(memory.folder);
    }

    @AfterAll
    static void delete() throws Exception {
        memory.close();
    }

    /** The store's reading on a session of the test's own. */
    private static final class Watched extends StoreReads implements AutoCloseable {
        private final Session session;

        Watched() throws StoreException {
            session = Fixture.database(memory.folder).openReader();
        }

        @Override
        <T> T reading(ReadPool.Reading<T> work) throws StoreException {
            try {
                return session.read(() -> work.read(session));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        boolean abandoned() {
            return false;
        }

        /** What has run is explained, and must have used indexes. */
        void usedIndexesOnly() throws SQLException {
            assertThat(session.statements()).hasSizeGreaterThan(3);
            for (String sql : session.statements()) {
                List<String> steps = new ArrayList<>();
                if (!sql.startsWith("EXPLAIN")) {
                    steps = session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString(4));
                }
                assertThat(steps)
                        .as(sql)
                        .allMatch(
                                step ->
                                        step.equals("SCAN CONSTANT ROW")
                                                || !step.startsWith("SCAN")
                                                        && !step.contains("TEMP B-TREE")
                                                        && !step.contains("AUTOMATIC"));
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** A call of which the statements are looked at. */
    private interface Call {
        void run(Watched store) throws Exception;
    }

    private static void usesIndexesOnly(Call call) throws Exception {
        try (Watched store = new Watched()) {
            call.run(store);
            store.usedIndexesOnly();
        }
    }

    private static void allCallsUseIndexesOnly() throws Exception {
        for (MessageQuery query :
                List.of(MessageQuery.newest(LARGE, 50), MessageQuery.oldest(LARGE, 50))) {
            usesIndexesOnly(
                    store -> {
                        Page<Message> page = store.messages(ACCOUNT, query);
                        assertThat(page.items()).hasSize(50).anyMatch(m -> m.media().isPresent());
                        assertThat(page.items()).anyMatch(m -> !m.reactions().isEmpty());
                        Page<Message> next =
                                store.messages(ACCOUNT, query.from(page.next().orElseThrow()));
                        assertThat(next.items())
                                .hasSize(50)
                                .doesNotContainAnyElementsOf(page.items());
                    });
            usesIndexesOnly(
                    store ->
                            assertThat(
                                            store.messages(
                                                            ACCOUNT,
                                                            query.around(
                                                                    MillionMessages.id(50_000)))
                                                    .items())
                                    .hasSize(50));
        }
        usesIndexesOnly(
                store -> {
                    Page<Conversation> page =
                            store.conversations(ACCOUNT, ConversationQuery.first(50));
                    assertThat(page.items())
                            .hasSize(50)
                            .allMatch(chat -> chat.name().isPresent())
                            .allMatch(chat -> chat.lastMessage().isPresent());
                    for (int i = 0; i < 5; i++) {
                        page = store.conversations(ACCOUNT, new ConversationQuery(50, page.next()));
                        assertThat(page.items()).hasSize(50);
                    }
                });
        usesIndexesOnly(
                store ->
                        assertThat(store.find(ACCOUNT, LARGE, MillionMessages.id(77_770)))
                                .hasSize(1));
        usesIndexesOnly(
                store -> {
                    assertThat(store.conversation(ACCOUNT, LARGE).orElseThrow().participants())
                            .hasSize(500);
                    assertThat(store.conversation(ACCOUNT, PERSON).orElseThrow().aliases())
                            .containsExactly(PERSON);
                });
        usesIndexesOnly(
                store -> {
                    assertThat(store.names(ACCOUNT, 50, Optional.empty()).items()).hasSize(50);
                    assertThat(store.coverage(ACCOUNT, Optional.of(LARGE))).hasSize(1);
                });
    }

    @Test
    void pagesAndLookupsUseIndexesOnlyWithAndWithoutStatistics() throws Exception {
        try (Session session = Fixture.database(memory.folder).openReader()) {
            assertThat(session.number("SELECT count(*) FROM message", 0))
                    .isEqualTo(MillionMessages.MESSAGES);
            assertThat(session.number("SELECT count(*) FROM chat WHERE listed = 1", 0))
                    .isEqualTo(MillionMessages.CHATS);
            assertThat(session.number("SELECT sum(messages) FROM chat", 0))
                    .isEqualTo(MillionMessages.MESSAGES);
        }
        try (Session session = Fixture.database(memory.folder).openReader()) {
            assertThat(
                            session.number(
                                    "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'",
                                    -1))
                    .as("the store does not analyse")
                    .isZero();
        }
        allCallsUseIndexesOnly();
        try (Session session = Fixture.database(memory.folder).openWriter()) {
            session.execute("ANALYZE");
        }
        allCallsUseIndexesOnly();
    }
}
