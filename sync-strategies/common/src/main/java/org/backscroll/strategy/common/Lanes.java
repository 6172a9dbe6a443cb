package org.backscroll.strategy.common;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.SyncView;

/** Picks lanes and asks for them whole. */
public final class Lanes {
    private Lanes() {}

    /** The lanes that bear messages and may bear those of a chat. */
    public static List<Lane> ofMessages(SyncView view, Optional<Jid> chat) {
        return view.lanes().stream()
                .filter(lane -> lane.kinds().contains(Kind.MESSAGES))
                .filter(lane -> lane.chat().isEmpty() || chat.isEmpty() || lane.chat().equals(chat))
                .toList();
    }

    /**
     * Queries for some kinds of everything but messages: of the lanes made for them if there are
     * any, else of those that bear them among messages.
     */
    public static List<HistoryQuery> withoutMessages(SyncView view, Set<Kind> kinds) {
        List<Lane> bearing =
                view.lanes().stream()
                        .filter(lane -> lane.kinds().stream().anyMatch(kinds::contains))
                        .toList();
        List<Lane> dedicated =
                bearing.stream().filter(lane -> !lane.kinds().contains(Kind.MESSAGES)).toList();
        return (dedicated.isEmpty() ? bearing : dedicated)
                .stream()
                        .map(
                                lane ->
                                        HistoryQuery.builder(lane)
                                                .kinds(common(lane, kinds))
                                                .chat(view.request().chat())
                                                .build())
                        .toList();
    }

    private static Set<Kind> common(Lane lane, Set<Kind> kinds) {
        Set<Kind> both = EnumSet.copyOf(lane.kinds());
        both.retainAll(kinds);
        return both;
    }

    /** Whether this job has read a range to its end. */
    public static boolean ended(SyncView view, HistoryQuery query) {
        return view.progress(query.lane())
                .ended()
                .filter(
                        end ->
                                view.progress(query.lane())
                                        .range()
                                        .equals(Optional.of(query.toString())))
                .isPresent();
    }

    /** Those of some ranges that this job has not read to their end. */
    public static List<HistoryQuery> pending(SyncView view, Collection<HistoryQuery> queries) {
        return queries.stream().filter(query -> !ended(view, query)).toList();
    }

    /** The preferred direction if a lane allows it, else the other. */
    public static Direction direction(Lane lane, Direction preferred) {
        return lane.directions().contains(preferred)
                ? preferred
                : lane.directions().iterator().next();
    }
}
