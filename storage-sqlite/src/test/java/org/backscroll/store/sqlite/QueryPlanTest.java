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
    void whatAChatsEndAsksIsFoundByIt() throws Exception {
        uses(Sql.PRESENCE_FORGET, "presence_chat (chat=?)");
        uses(JobSql.JOB_CHATS_MOVE, "job_chat_chat (chat=?)");
        uses(JobSql.JOB_CHATS_FORGET, "job_chat_chat (chat=?)");
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

    @Test
    void whatIsPrunedIsFoundByItsChat() throws Exception {
        String before = "message_order (chat=? AND sort>? AND sort<?)";
        String below = "message_order (chat=? AND (sort,ord,author,mid)<(?,?,?,?))";
        uses(RetentionSql.COUNT_BEFORE, "COVERING INDEX " + before);
        uses(RetentionSql.COUNT_BELOW, "COVERING INDEX " + below);
        uses(RetentionSql.COUNT_BEFORE_IN_ALL, "COVERING INDEX " + before);
        uses(RetentionSql.LENGTH_BEFORE_IN_ALL, before);
        uses(RetentionSql.PLACE_FROM_END, "COVERING INDEX message_order (chat=?)");
        uses(RetentionSql.OLDEST_BEFORE, before);
        uses(RetentionSql.OLDEST_BELOW, below);
        uses(RetentionSql.OLDEST, "message_order (chat=?)");
        uses(RetentionSql.CHATS, "chat_address (account=?)");
        uses(RetentionSql.CHAT_TAKE, "message_order (chat=?)");
        uses(RetentionSql.FLOOR, "PRIMARY KEY (account=? AND chat=?)");
        uses(RetentionSql.REACTIONS_DELETE, "PRIMARY KEY (chat=? AND mid=? AND author=?)");
    }

    @Test
    void whatIsToldTwiceIsFoundByItsTime() throws Exception {
        String between = "message_order (chat=? AND sort>? AND sort<?)";
        assertThat(plan(TwinSql.ANY_BETWEEN)).contains("COVERING INDEX " + between);
        uses(TwinSql.BETWEEN, between);
        uses(TwinSql.NEXT_GRAIN, "coarse_chat (chat=? AND grain>?)");
        uses(TwinSql.CHATS, "coarse_chat (chat=?)");
        assertThat(plan(TwinSql.IS_PRESENT)).contains("PRIMARY KEY (address=? AND chat=?)");
        uses(TwinSql.CHAT_ADD, "message_order (chat=?)");
        uses(
                Sql.all(Sql.OLDEST_AFTER),
                "message_order (chat=? AND (sort,ord,author,mid)>(?,?,?,?))");
        assertThat(plan(TwinSql.SORTS)).contains("coarse_chat (chat=? AND grain=?)");
        assertThat(plan(TwinSql.ANY)).contains("SCAN coarse");
    }

    @Test
    void aSearchForPartsBeginsWithTheirIndexAndSortsNothing() throws Exception {
        for (String sql : List.of(GramSql.CANDIDATES, GramSql.CANDIDATES_BY_WORDS)) {
            assertThat(plan(sql).lines())
                    .hasSize(5)
                    .contains("CORRELATED SCALAR SUBQUERY 1")
                    .anyMatch(step -> step.startsWith("SEARCH h USING INTEGER PRIMARY KEY"))
                    .anyMatch(step -> step.matches("SCAN [gw] VIRTUAL TABLE INDEX .*"))
                    .anyMatch(step -> step.startsWith("SEARCH m USING INTEGER PRIMARY KEY"))
                    .anyMatch(step -> step.startsWith("SEARCH c USING INTEGER PRIMARY KEY"));
        }
    }

    @Test
    void whatTheIndexOfPartsDoesNotHoldYetIsTheEndOfTheTable() throws Exception {
        uses(GramSql.CANDIDATES_BEHIND, "SEARCH m USING INTEGER PRIMARY KEY (rowid>?)");
        uses(GramSql.BEHIND, "INTEGER PRIMARY KEY (rowid>?)");
        uses(GramSql.BEHIND_COUNT, "INTEGER PRIMARY KEY (rowid>?)");
        uses(GramSql.WATERMARK, "INTEGER PRIMARY KEY (rowid=?)");
        uses(GramSql.WATERMARK_PUT, "INTEGER PRIMARY KEY (rowid=?)");
        uses(CheckSql.TEXTS, "INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
        assertThat(plan(Sql.LAST_ROW)).doesNotContain("SCAN message").contains("SEARCH message");
    }

    @Test
    void whatIsNewOrChangedIsTheEndOfItsTables() throws Exception {
        uses(ChangeSql.NOTED, "change_account (account=? AND rowid>?)");
        uses(ChangeSql.ARRIVED, "INTEGER PRIMARY KEY (rowid>?)");
        uses(ChangeSql.CHAT, "INTEGER PRIMARY KEY (rowid=?)");
        uses(ChangeSql.CHAT_OF_MESSAGE, "INTEGER PRIMARY KEY (rowid=?)");
        uses(ChangeSql.PARTICIPANT, "PRIMARY KEY (chat=? AND address=?)");
    }
}
