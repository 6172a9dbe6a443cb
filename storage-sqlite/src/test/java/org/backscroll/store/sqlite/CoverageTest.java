package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    private static Covered range(long from, long to, boolean proven, boolean beginning) {
        return new Covered(
                "l", Optional.empty(), new Mark(from, ""), new Mark(to, ""), proven, beginning);
    }

    private void cover(Covered... ranges) throws Exception {
        on.apply(on.batch().covered(List.of(ranges)).build());
    }

    private List<Covered> ledger() throws Exception {
        return on.store.coverage(ACCOUNT, Optional.empty()).stream().map(Coverage::range).toList();
    }

    @Test
    void rangesThatMeetOrOverlapAreOne() throws Exception {
        cover(range(1, 2, true, false), range(3, 4, true, false), range(7, 9, true, false));
        assertThat(ledger()).hasSize(3);
        cover(range(2, 3, true, false));
        assertThat(ledger()).containsExactly(range(1, 4, true, false), range(7, 9, true, false));
        cover(range(3, 8, true, true));
        assertThat(ledger()).containsExactly(range(1, 9, true, true));
        cover(range(1, 9, true, false));
        assertThat(ledger()).containsExactly(range(1, 9, true, true));
    }

    @Test
    void aClaimNextToAProofProvesNothing() throws Exception {
        cover(range(1, 5, true, false), range(5, 9, false, true));
        assertThat(ledger()).containsExactly(range(1, 5, true, false), range(5, 9, false, true));
        cover(range(0, 20, true, false));
        assertThat(ledger()).containsExactly(range(0, 20, true, true));
    }

    @Test
    void differentMarksOfOnePositionDoNotMeet() throws Exception {
        Covered older =
                new Covered("l", Optional.empty(), new Mark(1, ""), new Mark(5, "z"), true, false);
        Covered newer =
                new Covered("l", Optional.empty(), new Mark(5, "a"), new Mark(9, ""), true, false);
        cover(older, newer);
        assertThat(ledger()).containsExactly(older, newer);
        cover(new Covered("l", Optional.empty(), new Mark(5, "z"), new Mark(5, "a"), true, false));
        assertThat(ledger()).containsExactly(range(1, 9, true, false));
    }

    @Test
    void lanesAndChatsAreKeptApart() throws Exception {
        Covered ofChat =
                new Covered(
                        "l", Optional.of(group("1")), new Mark(1, ""), new Mark(9, ""), true, true);
        Covered ofLane =
                new Covered("m", Optional.empty(), new Mark(2, ""), new Mark(3, ""), true, false);
        cover(ofChat, ofLane, range(1, 4, true, false));
        assertThat(ledger()).containsExactly(range(1, 4, true, false), ofLane);
        assertThat(on.store.coverage(ACCOUNT, Optional.of(group("1"))))
                .containsExactly(new Coverage("wa", ofChat, Optional.of(Lane.Order.TIME)));
        assertThat(on.store.coverage(ACCOUNT, Optional.of(group("2")))).isEmpty();
    }

    @Test
    void aChatKnowsItsSpansUnderAnyOfItsAddresses() throws Exception {
        long t = Fixture.T0.toEpochMilli();
        on.apply(
                Fixture.text(lid("a"), Author.of(lid("a")), "x", 1, "a"),
                Fixture.text(jid("1"), Author.of(jid("1")), "y", 1, "a"));
        cover(chat(lid("a"), t, t + 5), chat(jid("1"), t + 5, t + 9));
        on.apply(new Entry.Link(jid("1"), lid("a")));
        ChatCoverage coverage = on.store.conversation(ACCOUNT, lid("a")).orElseThrow().coverage();
        assertThat(coverage.beginningReached()).isTrue();
        assertThat(coverage.ranges())
                .containsExactly(
                        new ChatCoverage.Range(Fixture.T0, Fixture.T0.plusMillis(9), true));
    }

    private static Covered chat(Jid chat, long from, long to) {
        return new Covered(
                "l", Optional.of(chat), new Mark(from, ""), new Mark(to, ""), true, true);
    }

    private static final Jid ROOM = group("room");

    private static Lane.Builder archive(String id) {
        return Lane.builder(id, EnumSet.of(Kind.MESSAGES)).order(Lane.Order.TIME);
    }

    private static Covered span(
            String lane, Optional<Jid> chat, long from, long to, boolean proven) {
        Mark low = new Mark(Fixture.at(from).toEpochMilli(), "");
        return new Covered(
                lane, chat, low, new Mark(Fixture.at(to).toEpochMilli(), ""), proven, false);
    }

    private static ChatCoverage.Range range(long from, long to, boolean proven) {
        return new ChatCoverage.Range(Fixture.at(from), Fixture.at(to), proven);
    }

    private void describe(Lane... lanes) throws Exception {
        on.apply(on.batch().described(List.of(lanes)).build());
    }

    private List<ChatCoverage.Range> ranges(Jid chat) throws Exception {
        return on.store.conversation(ACCOUNT, chat).orElseThrow().coverage().ranges();
    }

    @Test
    void aChatIsCompleteWhereACompleteLaneInTheOrderOfTimeIs() throws Exception {
        on.apply(Fixture.text(ROOM, Author.ME, "x", 1, "a"));
        cover(
                span("archive", Optional.empty(), 0, 9, true),
                span("files", Optional.empty(), 20, 29, true),
                span("recent", Optional.empty(), 30, 39, true),
                span("names", Optional.empty(), 40, 49, true),
                span("other room", Optional.empty(), 50, 59, true));
        assertThat(ranges(ROOM)).isEmpty();
        assertThat(on.store.coverage(ACCOUNT, Optional.empty()))
                .extracting(Coverage::order)
                .containsOnly(Optional.empty());
        describe(
                archive("archive").build(),
                archive("files").order(Lane.Order.SEQUENCE).build(),
                archive("recent").extent(Lane.Extent.RECENT).build(),
                Lane.builder("names", EnumSet.of(Kind.NAMES)).order(Lane.Order.TIME).build(),
                archive("other room").chat(group("other")).build());
        assertThat(ranges(ROOM)).containsExactly(range(0, 9, true));
        assertThat(on.store.coverage(ACCOUNT, Optional.empty()))
                .extracting(line -> line.order().orElseThrow())
                .containsExactly(
                        Lane.Order.TIME,
                        Lane.Order.SEQUENCE,
                        Lane.Order.TIME,
                        Lane.Order.TIME,
                        Lane.Order.TIME);
    }

    @Test
    void aLaneOfAChatsOwnGoesBeforeThoseForAnyAndFollowsItsLinks() throws Exception {
        on.apply(
                Fixture.text(lid("a"), Author.ME, "x", 1, "a"),
                Fixture.text(ROOM, Author.ME, "x", 1, "a"));
        cover(
                span("archive", Optional.empty(), 0, 9, true),
                span("own", Optional.empty(), 20, 29, true));
        describe(archive("archive").build(), archive("own").chat(lid("a")).build());
        assertThat(ranges(lid("a"))).containsExactly(range(20, 29, true));
        assertThat(ranges(ROOM)).containsExactly(range(0, 9, true));
        on.apply(new Entry.Link(jid("1"), lid("a")));
        assertThat(ranges(jid("1"))).containsExactly(range(20, 29, true));
    }

    @Test
    void overlappingRangesOfAllLanesAreOneAndAProofGoesBeforeAClaim() throws Exception {
        on.apply(Fixture.text(ROOM, Author.ME, "x", 1, "a"));
        Optional<Jid> room = Optional.of(ROOM);
        cover(
                span("older", room, 0, 10, false),
                span("recent", room, 8, 20, false),
                span("answers", room, 20, 25, false),
                span("archive", room, 12, 15, true),
                span("rooms", room, 15, 16, true),
                span("recent", room, 40, 50, false),
                span("archive", room, 39, 51, true),
                span("archive", room, 60, 70, true));
        assertThat(ranges(ROOM))
                .containsExactly(
                        range(0, 12, false),
                        range(12, 16, true),
                        range(16, 25, false),
                        range(39, 51, true),
                        range(60, 70, true));
        assertThat(on.store.conversation(ACCOUNT, ROOM).orElseThrow().coverage().gaps())
                .containsExactly(
                        new ChatCoverage.Gap(Fixture.at(25), Fixture.at(39)),
                        new ChatCoverage.Gap(Fixture.at(51), Fixture.at(60)));
    }

    @Test
    void theOrderInWhichRangesAreEnteredDoesNotMatter() throws Exception {
        Random random = new Random(7);
        try (Memory memory = new Memory();
                Fixture other = Fixture.open(memory.folder)) {
            for (int round = 0; round < 300; round++) {
                String lane = "lane " + round;
                List<Covered> ranges = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    long from = random.nextInt(20);
                    ranges.add(
                            new Covered(
                                    lane,
                                    Optional.empty(),
                                    new Mark(from, ""),
                                    new Mark(from + random.nextInt(6), ""),
                                    random.nextBoolean(),
                                    random.nextInt(10) == 0));
                }
                on.apply(on.batch().covered(ranges).build());
                ranges.addAll(List.copyOf(ranges).subList(0, 3));
                Collections.shuffle(ranges, random);
                for (Covered range : ranges) {
                    other.apply(other.batch().covered(List.of(range)).build());
                }
            }
            List<Coverage> entered = other.store.coverage(ACCOUNT, Optional.empty());
            assertThat(on.store.coverage(ACCOUNT, Optional.empty()))
                    .isEqualTo(entered)
                    .hasSizeGreaterThan(300);
        }
    }
}
