package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements that run often use the index they name, without reading or sorting a whole table.
 */
class QueryPlanTest {
    @TempDir Path folder;
    private Session session;

    @BeforeEach
    void open() throws Exception {
        Access.createFolder(folder);
        session = Fixture.database(folder).openWriter();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private String plan(String sql) throws Exception {
        List<String> steps = session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString(4));
        return String.join("\n", steps);
    }

    private void uses(String sql, String index) throws Exception {
        assertThat(plan(sql)).contains(index).doesNotContain("SCAN").doesNotContain("TEMP B-TREE");
    }

    @Test
    void pagesOfMessagesComeInOrderFromTheIndex() throws Exception {
        uses(Sql.NEWEST, "message_order (chat=?)");
        uses(Sql.OLDEST, "message_order (chat=?)");
        uses(Sql.NEWEST_BEFORE, "message_order (chat=? AND (sort,ord,author,mid)<(?,?,?,?))");
        uses(Sql.OLDEST_AFTER, "message_order (chat=? AND (sort,ord,author,mid)>(?,?,?,?))");
        uses(Sql.MESSAGES_OF_CHAT, "COVERING INDEX message_order (chat=?)");
    }

    @Test
    void conversationsComeInOrderFromTheIndex() throws Exception {
        uses(Sql.CONVERSATIONS, "chat_list (account=?)");
        uses(Sql.CONVERSATIONS_AFTER, "chat_list (account=? AND (listing,jid)>(?,?))");
    }

    @Test
    void oneMessageIsFoundByItsKey() throws Exception {
        uses(Sql.MESSAGES_BY_ID, "message_key (chat=? AND mid=?)");
        uses(Sql.STATE_BY_KEY, "message_key (chat=? AND mid=? AND author=?)");
        uses(Sql.ROW_BY_KEY, "message_key (chat=? AND mid=? AND author=?)");
        uses(Sql.STATE_BY_ROW, "INTEGER PRIMARY KEY");
    }

    @Test
    void whatEveryBatchAsksIsFoundByItsKey() throws Exception {
        uses(Sql.CHAT, "chat_address (account=? AND address=?)");
        uses(Sql.ATTRIBUTES, "PRIMARY KEY (chat=?)");
        uses(Sql.REACTIONS, "PRIMARY KEY (chat=? AND mid=? AND author=?)");
        uses(Sql.PENDING, "PRIMARY KEY (chat=? AND mid=? AND author=?)");
        uses(Sql.PRESENCE, "PRIMARY KEY (address=?)");
        uses(Sql.IDENTITY_PERSON, "identity_person (account=? AND canonical=?)");
        uses(Sql.COVERAGE, "coverage_chat (account=? AND chat=?)");
        uses(Sql.NAMES, "PRIMARY KEY (account=? AND jid>?)");
        uses(JobSql.LANE_BY_KEY, "PRIMARY KEY (key=? AND lane=?)");
        uses(JobSql.LANES, "PRIMARY KEY (key=?)");
        uses(JobSql.JOB_BY_ID, "(id=?)");
    }

    @Test
    void aSearchBeginsWithTheWords() throws Exception {
        for (String sql : List.of(WordSql.SEARCH_CUTOFF, WordSql.SEARCH_RANKED)) {
            assertThat(plan(sql).lines().findFirst().orElseThrow())
                    .startsWith("SCAN w VIRTUAL TABLE INDEX");
            assertThat(plan(sql))
                    .contains("SEARCH m USING INTEGER PRIMARY KEY")
                    .contains("SEARCH c USING INTEGER PRIMARY KEY")
                    .doesNotContain("SCAN m")
                    .doesNotContain("SCAN c");
        }
    }
}
