package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.ANA_TOO;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.T0;
import static org.backscroll.tck.Said.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;

/** The ledger of what is complete. */
abstract class LedgerRules extends PagingRules {

    private static Covered range(long from, long to, boolean proven, boolean beginning) {
        return new Covered(
                "l", Optional.empty(), new Mark(from, ""), new Mark(to, ""), proven, beginning);
    }

    private static Covered range(long from, long to) {
        return range(from, to, true, false);
    }

    private static Covered ofChat(Jid chat, long from, long to, boolean proven) {
        return new Covered(
                "l",
                Optional.of(chat),
                new Mark(T0.toEpochMilli() + from, ""),
                new Mark(T0.toEpochMilli() + to, ""),
                proven,
                false);
    }

    private void cover(Covered... ranges) throws StoreException {
        worker.apply(worker.batch().covered(List.of(ranges)));
    }

    private List<Covered> ledger() throws StoreException {
        return store.coverage(ACCOUNT, Optional.empty()).stream().map(Coverage::range).toList();
    }

    @Test
    void rangesApartStayApartAndAreOrdered() throws Exception {
        cover(range(7, 9), range(1, 2), range(4, 5));
        assertThat(ledger()).containsExactly(range(1, 2), range(4, 5), range(7, 9));
    }

    @Test
    void rangesThatOverlapOrMeetAreOne() throws Exception {
        cover(range(1, 3), range(3, 5));
        assertThat(ledger()).containsExactly(range(1, 5));
        cover(range(4, 9));
        assertThat(ledger()).containsExactly(range(1, 9));
        cover(range(2, 3));
        assertThat(ledger()).containsExactly(range(1, 9));
    }

    @Test
    void edgesAtOnePositionWithDifferentIdsDoNotMeet() throws Exception {
        Covered below =
                new Covered("l", Optional.empty(), new Mark(1, ""), new Mark(5, "z"), true, false);
        Covered above =
                new Covered("l", Optional.empty(), new Mark(5, "a"), new Mark(9, ""), true, false);
        cover(below, above);
        assertThat(ledger()).containsExactlyInAnyOrder(below, above);
    }

    @Test
    void theBeginningIsKeptWhenRangesAreJoined() throws Exception {
        cover(range(1, 3, true, true), range(3, 9));
        assertThat(ledger()).containsExactly(range(1, 9, true, true));
        cover(range(1, 9));
        assertThat(ledger()).containsExactly(range(1, 9, true, true));
    }

    @Test
    void aClaimProvesNothing() throws Exception {
        cover(range(1, 5, true, false), range(5, 9, false, false));
        assertThat(ledger()).filteredOn(Covered::proven).containsExactly(range(1, 5, true, false));
        assertThat(ledger())
                .filteredOn(r -> !r.proven())
                .singleElement()
                .satisfies(r -> assertThat(r.to().position()).isEqualTo(9));
    }

    @Test
    void theOrderInWhichRangesAreEnteredDoesNotMatter() throws Exception {
        List<Covered> ranges =
                new ArrayList<>(
                        List.of(
                                range(1, 2),
                                range(2, 4),
                                range(6, 8),
                                range(7, 9),
                                range(11, 12, true, true),
                                range(20, 25),
                                range(24, 30)));
        cover(ranges.toArray(Covered[]::new));
        List<Covered> expected = ledger();
        assertThat(expected).hasSize(4);
        Collections.shuffle(ranges, new Random(7));
        close(store);
        openStore();
        for (Covered range : ranges) {
            cover(range, range);
        }
        assertThat(ledger()).isEqualTo(expected);
    }

    @Test
    void sourcesLanesAndChatsAreKeptApart() throws Exception {
        Covered other =
                new Covered("m", Optional.empty(), new Mark(2, ""), new Mark(3, ""), true, false);
        cover(ofChat(GROUP, 1, 9, true), other, range(1, 4));
        Worker second = Worker.on(store, Worker.key(ACCOUNT, "a second source"), "j2");
        second.apply(second.batch().covered(List.of(range(3, 8))));
        assertThat(store.coverage(ACCOUNT, Optional.empty()))
                .extracting(Coverage::source, Coverage::range)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a second source", range(3, 8)),
                        org.assertj.core.groups.Tuple.tuple("source", range(1, 4)),
                        org.assertj.core.groups.Tuple.tuple("source", other));
        assertThat(store.coverage(ACCOUNT, Optional.of(GROUP)))
                .containsExactly(
                        new Coverage(
                                "source", ofChat(GROUP, 1, 9, true), Optional.of(Lane.Order.TIME)));
        assertThat(store.coverage(ACCOUNT, Optional.of(ANA))).isEmpty();
    }

    @Test
    void whatALaneIsStaysKnownUntilItIsToldAnew() throws Exception {
        cover(range(1, 2));
        assertThat(order()).isEmpty();
        Lane.Builder lane = Lane.builder("l", EnumSet.of(Kind.MESSAGES));
        worker.apply(worker.batch().described(List.of(lane.order(Lane.Order.TIME).build())));
        assertThat(order()).contains(Lane.Order.TIME);
        worker.apply(
                worker.batch()
                        .described(List.of(Lane.builder("m", EnumSet.of(Kind.NAMES)).build())));
        assertThat(order()).contains(Lane.Order.TIME);
        worker.apply(worker.batch().described(List.of(lane.order(Lane.Order.SEQUENCE).build())));
        assertThat(order()).contains(Lane.Order.SEQUENCE);
    }

    private Optional<Lane.Order> order() throws StoreException {
        return store.coverage(ACCOUNT, Optional.empty()).get(0).order();
    }

    @Test
    void aChatsSpansAreKnownUnderAnyOfItsAddresses() throws Exception {
        worker.apply(text(ANA, ANA, "a", 0, "x"), text(ANA_TOO, ANA_TOO, "b", 0, "x"));
        cover(ofChat(ANA, 0, 5, true), ofChat(ANA_TOO, 5, 9, true));
        worker.apply(new Entry.Link(ANA, ANA_TOO));
        for (Jid any : List.of(ANA, ANA_TOO)) {
            assertThat(chat(any).coverage().ranges())
                    .containsExactly(new ChatCoverage.Range(T0, T0.plusMillis(9), true));
            assertThat(store.coverage(ACCOUNT, Optional.of(any))).hasSize(1);
        }
    }

    @Test
    void aChatsSpansDoNotOverlapAndAreOrdered() throws Exception {
        worker.apply(text("a", 0, "x"));
        cover(
                ofChat(GROUP, 30, 40, true),
                ofChat(GROUP, 0, 10, false),
                ofChat(GROUP, 5, 8, true),
                ofChat(GROUP, 35, 50, false));
        List<ChatCoverage.Range> ranges = chat(GROUP).coverage().ranges();
        assertThat(ranges).isNotEmpty().extracting(ChatCoverage.Range::from).isSorted();
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).from()).isAfterOrEqualTo(ranges.get(i - 1).to());
        }
        assertThat(ranges)
                .filteredOn(ChatCoverage.Range::proven)
                .containsExactly(
                        new ChatCoverage.Range(T0.plusMillis(5), T0.plusMillis(8), true),
                        new ChatCoverage.Range(T0.plusMillis(30), T0.plusMillis(40), true));
        assertThat(chat(GROUP).coverage().beginningReached()).isFalse();
    }
}
