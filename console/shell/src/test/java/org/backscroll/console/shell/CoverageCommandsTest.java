package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;
import org.junit.jupiter.api.Test;

class CoverageCommandsTest {
    private static final Screen SCREEN = new Screen(Screen.UNLIMITED, ZoneOffset.UTC);
    private static final Instant T = Instant.parse("2020-01-01T00:00:00Z");

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final CoverageCommands commands = new CoverageCommands(services);

    private String coverage(String... words) throws CommandException {
        return ((Answer) commands.coverage(captured.session(), words))
                .text(SCREEN)
                .replace("\r\n", "\n");
    }

    private void lane(String lane, Lane.Order order, long from, long to, boolean beginning) {
        services.store.ledger.add(
                new Coverage(
                        "wa",
                        new Covered(
                                lane,
                                Optional.empty(),
                                new Mark(from, ""),
                                new Mark(to, "x"),
                                true,
                                beginning),
                        Optional.ofNullable(order)));
    }

    private static long millis(long seconds) {
        return T.plusSeconds(seconds).toEpochMilli();
    }

    private static ChatCoverage.Range range(long from, long to, boolean proven) {
        return new ChatCoverage.Range(T.plusSeconds(from), T.plusSeconds(to), proven);
    }

    private Jid chat(String user, String name, boolean beginning, ChatCoverage.Range... ranges) {
        Jid jid = Jid.of(user + "@g.us");
        services.store.conversations.add(
                Conversation.builder(FakeServices.PHONE, jid).name(name).build());
        services.store.complete.put(jid, new ChatCoverage(beginning, List.of(ranges)));
        return jid;
    }

    @Test
    void lanesAreShownInTheirOrderWithTheGapsBetweenTheirRanges() throws Exception {
        lane("archive", Lane.Order.TIME, millis(0), millis(60), true);
        lane("archive", Lane.Order.TIME, millis(120), millis(180), false);
        lane("files", Lane.Order.SEQUENCE, 1, 9, false);
        lane("files", Lane.Order.SEQUENCE, 5, 7, false);
        lane("files", Lane.Order.SEQUENCE, 9, 12, false);
        lane("unknown", null, millis(0), millis(1), false);
        assertThat(coverage())
                .isEqualTo(
                        """
                        SOURCE  LANE                    FROM                   TO
                        wa      archive  2020-01-01 00:00:00  2020-01-01 00:01:00  proven, from the beginning
                        wa      archive  2020-01-01 00:01:00  2020-01-01 00:02:00  GAP
                        wa      archive  2020-01-01 00:02:00  2020-01-01 00:03:00  proven
                        wa      files                      1                    9  proven
                        wa      files                      5                    7  proven
                        wa      files                      9                    9  GAP
                        wa      files                      9                   12  proven
                        wa      unknown        1577836800000        1577836801000  proven

                        0 chats: 0 complete from the beginning, 0 with gaps, 0 without their beginning, \
                        0 of which nothing is known
                        """);
    }

    @Test
    void chatsAreCountedAndThoseWithGapsListedAsFarAsAskedFor() throws Exception {
        chat("1", "One", true, range(0, 9, true), range(9, 20, false));
        chat("2", "Two", false, range(0, 1, true), range(3, 4, true), range(6, 7, false));
        chat("3", "Three", true, range(0, 9, true), range(10, 20, true));
        chat("4", "Four", false, range(0, 9, true));
        chat("5", "Five", false);
        String counts =
                "5 chats: 1 complete from the beginning, 2 with gaps, 1 without their beginning,"
                        + " 1 of which nothing is known\n\n";
        String two =
                "JID     NAME   GAPS  NEWEST GAPS\n"
                        + "2@g.us  Two       2  2020-01-01 00:00:04 to 2020-01-01 00:00:06;"
                        + " 2020-01-01 00:00:01 to 2020-01-01 00:00:03\n";
        assertThat(coverage())
                .isEqualTo(
                        counts
                                + two
                                + "3@g.us  Three     1  2020-01-01 00:00:09 to 2020-01-01 00:00:10\n");
        assertThat(coverage("--limit", "1"))
                .isEqualTo(
                        counts
                                + two.replace("NAME   ", "NAME  ")
                                        .replace("Two       2", "Two      2")
                                + "more: --limit 2");
        assertThat(coverage("--json", "--limit", "1"))
                .isEqualTo(
                        """
                        {"account":"phone","chat_jid":null,"coverage":null,"ledger":[],"gaps":[],\
                        "chats":{"total":5,"complete":1,"with_gaps":2,"beginning_missing":1,"unknown":1,\
                        "listed":[{"jid":"2@g.us","name":"Two","beginning_reached":false,"gaps":[\
                        {"from":1577836801000,"to":1577836803000},\
                        {"from":1577836804000,"to":1577836806000}]}]}}""");
    }

    @Test
    void aChatIsShownAsTimesWithItsGapsAndByWhomTheyAreKnown() throws Exception {
        Jid jid =
                chat("1", "One", true, range(0, 9, true), range(9, 20, false), range(30, 31, true));
        services.store.ledger.add(
                new Coverage(
                        "wa",
                        new Covered(
                                "recent",
                                Optional.of(jid),
                                new Mark(millis(0), ""),
                                new Mark(millis(9), ""),
                                true,
                                true),
                        Optional.of(Lane.Order.TIME)));
        assertThat(coverage("1@g.us"))
                .isEqualTo(
                        """
                        1@g.us One: complete from the beginning to 2020-01-01 00:00, but for 1 gap, \
                        as far as its source claims
                        FROM                 TO
                        2020-01-01 00:00:00  2020-01-01 00:00:09  proven
                        2020-01-01 00:00:09  2020-01-01 00:00:20  claimed
                        2020-01-01 00:00:20  2020-01-01 00:00:30  GAP
                        2020-01-01 00:00:30  2020-01-01 00:00:31  proven

                        SOURCE  LANE                   FROM                   TO
                        wa      recent  2020-01-01 00:00:00  2020-01-01 00:00:09  proven, from the beginning
                        """);
        assertThat(coverage("1@g.us", "--json"))
                .contains("\"chat_jid\":\"1@g.us\",\"coverage\":{\"beginning_reached\":true")
                .contains("\"order\":\"TIME\"")
                .endsWith(
                        """
                        "gaps":[{"source":null,"lane":null,"order":"TIME","from":1577836820000,\
                        "from_id":null,"to":1577836830000,"to_id":null}],"chats":null}""");
    }

    @Test
    void whatNobodyKnowsIsSaid() throws Exception {
        assertThat(coverage()).isEqualTo("no source has said anything about it yet");
        chat("5", "Five", false);
        assertThat(coverage("5@g.us")).isEqualTo("5@g.us Five: nothing is known about it\n");
        CommandException unknown =
                catchThrowableOfType(CommandException.class, () -> coverage("6@g.us"));
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown).hasMessageContaining("no chat 6@g.us; see: conversations");
    }
}
