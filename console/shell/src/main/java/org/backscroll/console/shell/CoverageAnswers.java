package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backscroll.api.AccountId;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;
import org.backscroll.console.shell.ChatTally.Kind;
import org.backscroll.formats.ConversationJson;
import org.backscroll.formats.Json;
import org.backscroll.formats.SyncJson;

/** What the command returns that shows what is complete. */
final class CoverageAnswers {
    /** A line of a table has no room for more gaps of one chat. */
    private static final int GAPS_SHOWN = 3;

    private CoverageAnswers() {}

    /**
     * What is complete of an account.
     *
     * @param ledger what speaks of whole lanes
     * @param tally all chats, by how complete they are
     * @param listed the newest chats that have gaps
     */
    record OfAccount(
            AccountId account,
            List<Coverage> ledger,
            ChatTally tally,
            List<ConversationInfo> listed)
            implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", account.value());
            json.writeNullField("chat_jid");
            json.writeNullField("coverage");
            Json.list(json, "ledger", ledger, SyncJson::coverage);
            Json.list(json, "gaps", LaneGap.of(ledger), CoverageAnswers::laneGap);
            json.writeObjectFieldStart("chats");
            json.writeNumberField("total", tally.total());
            json.writeNumberField("complete", tally.count(Kind.COMPLETE));
            json.writeNumberField("with_gaps", tally.count(Kind.GAPS));
            json.writeNumberField("beginning_missing", tally.count(Kind.NO_BEGINNING));
            json.writeNumberField("unknown", tally.count(Kind.UNKNOWN));
            Json.list(json, "listed", listed, OfAccount::chat);
            json.writeEndObject();
            json.writeEndObject();
        }

        private static void chat(JsonGenerator json, ConversationInfo chat) throws IOException {
            json.writeStartObject();
            Json.text(json, "jid", chat.conversation().jid().value());
            Json.text(json, "name", chat.conversation().name());
            json.writeBooleanField("beginning_reached", chat.coverage().beginningReached());
            Json.list(json, "gaps", chat.coverage().gaps(), OfAccount::gap);
            json.writeEndObject();
        }

        private static void gap(JsonGenerator json, ChatCoverage.Gap gap) throws IOException {
            json.writeStartObject();
            Json.time(json, "from", gap.after());
            Json.time(json, "to", gap.before());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (ledger.isEmpty() && tally.count(Kind.UNKNOWN) == tally.total()) {
                return "no source has said anything about it yet";
            }
            String lanes = ledger.isEmpty() ? "" : lanes(ledger, screen) + System.lineSeparator();
            return lanes + summary() + gaps(screen);
        }

        private String summary() {
            return count("chats", tally.total())
                    + ": "
                    + count("complete from the beginning", tally.count(Kind.COMPLETE))
                    + ", "
                    + count("with gaps", tally.count(Kind.GAPS))
                    + ", "
                    + count("without their beginning", tally.count(Kind.NO_BEGINNING))
                    + ", "
                    + count("of which nothing is known", tally.count(Kind.UNKNOWN))
                    + System.lineSeparator();
        }

        private static String count(String what, long number) {
            return Screen.number(number) + " " + what;
        }

        private String gaps(Screen screen) {
            if (listed.isEmpty()) {
                return "";
            }
            Table table =
                    new Table().text("JID").longText("NAME").number("GAPS").longText("NEWEST GAPS");
            for (ConversationInfo chat : listed) {
                List<ChatCoverage.Gap> gaps = new ArrayList<>(chat.coverage().gaps());
                Collections.reverse(gaps);
                table.row(
                        chat.conversation().jid(),
                        chat.conversation().name().orElse(""),
                        Screen.number(gaps.size()),
                        gaps.stream()
                                .limit(GAPS_SHOWN)
                                .map(
                                        gap ->
                                                screen.exact(gap.after())
                                                        + " to "
                                                        + screen.exact(gap.before()))
                                .collect(Collectors.joining("; ")));
            }
            boolean more = tally.count(Kind.GAPS) > listed.size();
            return System.lineSeparator()
                    + table.render(screen)
                    + (more ? "more: --limit " + tally.count(Kind.GAPS) : "");
        }
    }

    /**
     * What is complete of a chat.
     *
     * @param ledger what names it
     */
    record OfChat(ConversationInfo info, List<Coverage> ledger) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            Conversation chat = info.conversation();
            json.writeStartObject();
            Json.text(json, "account", chat.account().value());
            Json.text(json, "chat_jid", chat.jid().value());
            json.writeFieldName("coverage");
            ConversationJson.coverage(json, info.coverage());
            Json.list(json, "ledger", ledger, SyncJson::coverage);
            Json.list(json, "gaps", info.coverage().gaps(), OfChat::gap);
            json.writeNullField("chats");
            json.writeEndObject();
        }

        private static void gap(JsonGenerator json, ChatCoverage.Gap gap) throws IOException {
            json.writeStartObject();
            json.writeNullField("source");
            json.writeNullField("lane");
            Json.text(json, "order", Lane.Order.TIME.name());
            Json.time(json, "from", gap.after());
            json.writeNullField("from_id");
            Json.time(json, "to", gap.before());
            json.writeNullField("to_id");
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            Conversation chat = info.conversation();
            String head =
                    chat.jid()
                            + chat.name().map(name -> " " + DisplayText.oneLine(name)).orElse("")
                            + (Kind.of(info.coverage()) == Kind.UNKNOWN ? ": " : ": complete ")
                            + inWords(info.coverage(), screen)
                            + System.lineSeparator();
            String ranges = info.coverage().ranges().isEmpty() ? "" : ranges(screen);
            return head
                    + ranges
                    + (ledger.isEmpty() ? "" : System.lineSeparator() + lanes(ledger, screen));
        }

        private String ranges(Screen screen) {
            Table table = new Table().text("FROM").text("TO").text("");
            List<ChatCoverage.Gap> gaps = info.coverage().gaps();
            for (ChatCoverage.Range range : info.coverage().ranges()) {
                gaps.stream()
                        .filter(gap -> gap.before().equals(range.from()))
                        .forEach(
                                gap ->
                                        table.row(
                                                screen.exact(gap.after()),
                                                screen.exact(gap.before()),
                                                "GAP"));
                table.row(
                        screen.exact(range.from()),
                        screen.exact(range.to()),
                        range.proven() ? "proven" : "claimed");
            }
            return table.render(screen);
        }
    }

    /** From when to when a chat is complete, in a few words. */
    static String inWords(ChatCoverage coverage, Screen screen) {
        List<ChatCoverage.Range> ranges = coverage.ranges();
        if (ranges.isEmpty()) {
            return coverage.beginningReached() ? "from the beginning" : "nothing is known about it";
        }
        Instant newest = ranges.get(ranges.size() - 1).to();
        String from =
                coverage.beginningReached() ? "the beginning" : screen.time(ranges.get(0).from());
        int gaps = coverage.gaps().size();
        String but = gaps == 0 ? "" : ", but for " + gaps + (gaps == 1 ? " gap" : " gaps");
        boolean claimed = ranges.stream().anyMatch(range -> !range.proven());
        return "from "
                + from
                + " to "
                + screen.time(newest)
                + but
                + coverage.keptFrom().map(t -> ", forgotten before " + screen.time(t)).orElse("")
                + (claimed ? ", as far as its source claims" : "");
    }

    private static void laneGap(JsonGenerator json, LaneGap gap) throws IOException {
        json.writeStartObject();
        Json.text(json, "source", gap.source());
        Json.text(json, "lane", gap.lane());
        Json.textOf(json, "order", gap.order());
        json.writeNumberField("from", gap.after().position());
        Json.text(json, "from_id", gap.after().id());
        json.writeNumberField("to", gap.before().position());
        Json.text(json, "to_id", gap.before().id());
        json.writeEndObject();
    }

    /** The ranges of the ledger, with what lies between them. */
    private static String lanes(List<Coverage> ledger, Screen screen) {
        Table table =
                new Table().text("SOURCE").longText("LANE").number("FROM").number("TO").text("");
        List<LaneGap> gaps = LaneGap.of(ledger);
        for (Coverage line : ledger) {
            gaps.stream()
                    .filter(gap -> gap.isBelow(line))
                    .forEach(
                            gap ->
                                    table.row(
                                            gap.source(),
                                            gap.lane(),
                                            place(gap.after(), gap.order(), screen),
                                            place(gap.before(), gap.order(), screen),
                                            "GAP"));
            Covered range = line.range();
            table.row(
                    line.source(),
                    range.lane(),
                    place(range.from(), line.order(), screen),
                    place(range.to(), line.order(), screen),
                    (range.proven() ? "proven" : "claimed")
                            + (range.beginning() ? ", from the beginning" : ""));
        }
        return table.render(screen);
    }

    private static String place(Mark mark, Optional<Lane.Order> order, Screen screen) {
        return order.equals(Optional.of(Lane.Order.TIME))
                ? screen.exact(Instant.ofEpochMilli(mark.position()))
                : Long.toString(mark.position());
    }
}
