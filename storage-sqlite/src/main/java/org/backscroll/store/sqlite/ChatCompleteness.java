package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backscroll.api.ChatCoverage;
import org.backscroll.store.sqlite.LaneDescriptions.Described;

/**
 * Derives from the ledger what of a chat is complete: from the ranges that name it, and from those
 * of whole lanes that are in the order of time, hold all messages there are, and bear this chat. A
 * lane of its own goes before the lanes of the same source that bear any chat.
 */
final class ChatCompleteness {
    private final Session session;

    ChatCompleteness(Session session) {
        this.session = session;
    }

    ChatCoverage of(Reads.Chat chat) throws SQLException {
        List<LedgerLine> lines =
                new ArrayList<>(
                        session.list(
                                Sql.COVERAGE, LedgerLine::read, chat.account(), chat.address()));
        List<Described> lanes = bearing(chat);
        if (!lanes.isEmpty()) {
            for (LedgerLine line :
                    session.list(
                            Sql.COVERAGE,
                            LedgerLine::read,
                            chat.account(),
                            CoverageLedger.WHOLE_LANE)) {
                if (LaneDescriptions.order(lanes, line.source(), line.lane()).isPresent()) {
                    lines.add(line);
                }
            }
        }
        ChatCoverage told =
                new ChatCoverage(
                        lines.stream().anyMatch(LedgerLine::beginning),
                        join(lines).stream().map(ChatCompleteness::range).toList());
        return new FloorTable(session, chat.account()).of(chat.id()).clip(told);
    }

    private List<Described> bearing(Reads.Chat chat) throws SQLException {
        List<Described> lanes =
                new LaneDescriptions(session)
                        .list(chat.account()).stream()
                                .filter(Described::provesTimes)
                                .filter(lane -> lane.isAny() || lane.chat() == chat.address())
                                .toList();
        List<String> own =
                lanes.stream().filter(lane -> !lane.isAny()).map(Described::source).toList();
        return lanes.stream()
                .filter(lane -> !lane.isAny() || !own.contains(lane.source()))
                .toList();
    }

    /** Over all lanes: what is proven, and of what is claimed the part that is not proven. */
    private static List<LedgerLine> join(List<LedgerLine> lines) {
        List<LedgerLine> proofs = joined(lines, true);
        List<LedgerLine> all = new ArrayList<>(proofs);
        for (LedgerLine claim : joined(lines, false)) {
            List<LedgerLine> pieces = List.of(claim);
            for (LedgerLine proof : proofs) {
                pieces = pieces.stream().flatMap(piece -> piece.without(proof).stream()).toList();
            }
            all.addAll(pieces);
        }
        all.sort(Comparator.comparing(LedgerLine::from).thenComparing(LedgerLine::to));
        return all;
    }

    private static List<LedgerLine> joined(List<LedgerLine> lines, boolean proven) {
        List<LedgerLine> rest =
                new ArrayList<>(lines.stream().filter(line -> line.proven() == proven).toList());
        List<LedgerLine> joined = new ArrayList<>();
        while (!rest.isEmpty()) {
            joined.add(rest.remove(rest.size() - 1).joinAll(rest));
        }
        return joined;
    }

    private static ChatCoverage.Range range(LedgerLine line) {
        return new ChatCoverage.Range(
                Stored.instant(line.from().position()),
                Stored.instant(line.to().position()),
                line.proven());
    }
}
