package org.backscroll.strategy.common;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.SyncView;

/** Walks a {@link GapPlan}: what to read of it now, and what to remember. */
public final class GapReading {
    private final String format;
    private final Direction preferred;
    private final OptionalInt perChat;

    /**
     * @param format the memo's
     * @param preferred which way to read gaps that may be read either way
     * @param perChat for lanes nothing is known of: how many messages of each chat are enough
     */
    public GapReading(String format, Direction preferred, OptionalInt perChat) {
        this.format = format;
        this.preferred = preferred;
        this.perChat = perChat;
    }

    /** Makes a plan of what is not complete now. */
    public interface Planner {
        /** The gaps to read, first things first; the same view gives the same ones. */
        List<GapPlan.Item> plan();
    }

    /**
     * What to read now.
     *
     * @param query the first gap of the plan that this job has not read to its end; empty when
     *     there is none left
     * @param memo what to remember
     */
    public record Now(Optional<HistoryQuery> query, Memo memo) {}

    /** What to read now, of the plan remembered or a new one. */
    public Now now(SyncView view, Planner planner) {
        GapPlan plan =
                GapPlan.read(view.memo(), format).orElseGet(() -> GapPlan.of(planner.plan()));
        while (!plan.items().isEmpty()) {
            GapPlan.Item item = plan.items().get(0);
            Optional<HistoryQuery> query = query(view, item);
            if (query.isPresent() && !Lanes.ended(view, query.get())) {
                return new Now(query, plan.write(format));
            }
            plan = next(plan, item, planner);
        }
        return new Now(Optional.empty(), plan.write(format));
    }

    private static GapPlan next(GapPlan plan, GapPlan.Item done, Planner planner) {
        if (plan.items().size() > 1 || !plan.more()) {
            return plan.rest();
        }
        return GapPlan.of(planner.plan().stream().filter(item -> isBehind(item, done)).toList());
    }

    /** Whether a gap comes after another in the order of plans: lanes by id, newest gaps first. */
    private static boolean isBehind(GapPlan.Item item, GapPlan.Item done) {
        int byLane = item.lane().compareTo(done.lane());
        if (byLane != 0) {
            return byLane > 0;
        }
        return item.gap().before().isPresent()
                && done.gap().after().isPresent()
                && item.gap().before().get().compareTo(done.gap().after().get()) <= 0;
    }

    private Optional<HistoryQuery> query(SyncView view, GapPlan.Item item) {
        Optional<Lane> lane =
                view.lanes().stream().filter(l -> l.id().equals(item.lane())).findFirst();
        return lane.map(
                l -> {
                    boolean newestFirst = item.gap().after().isEmpty();
                    HistoryQuery.Builder query =
                            HistoryQuery.builder(l)
                                    .direction(
                                            Lanes.direction(
                                                    l,
                                                    newestFirst ? Direction.BACKWARD : preferred))
                                    .from(
                                            item.since() > 0
                                                    ? new Bound.Time(
                                                            java.time.Instant.ofEpochMilli(
                                                                    item.since()))
                                                    : item.gap().from())
                                    .to(item.gap().to());
                    if (item.gap().equals(Gap.WHOLE) && perChat.isPresent()) {
                        query.perChat(perChat.getAsInt());
                    }
                    return query.build();
                });
    }
}
