package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
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
                .containsExactly(new Coverage("wa", ofChat));
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
}
