package org.backscroll.strategy.common;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
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

    /** What a strategy wants of a lane. */
    public interface Wishes {
        /**
         * All of a lane that is read whole: from a stream where it stands, of one chat in an
         * archive of many.
         */
        HistoryQuery whole(Lane lane);

        /** The gaps of an archive to read, newest first; the same view gives the same ones. */
        List<GapPlan.Item> gaps(Lane archive);
    }

    /**
     * What to read now of some lanes, those read whole first and by the given preference; or that
     * all is read.
     */
    public Step step(SyncView view, List<Lane> lanes, Wishes wishes) {
        List<HistoryQuery> whole =
                lanes.stream().filter(lane -> !byGaps(view, lane)).map(wishes::whole).toList();
        List<HistoryQuery> ranges = new ArrayList<>(Lanes.pending(view, whole));
        List<Lane> archives =
                lanes.stream()
                        .filter(lane -> byGaps(view, lane))
                        .sorted(Comparator.comparing(Lane::id))
                        .toList();
        Optional<Memo> memo = Optional.empty();
        if (!archives.isEmpty()) {
            GapPlan plan =
                    rest(
                            view,
                            () -> archives.stream().flatMap(a -> wishes.gaps(a).stream()).toList());
            plan.items().stream().findFirst().flatMap(i -> query(view, i)).ifPresent(ranges::add);
            memo = Optional.of(plan.write(format));
        }
        return ranges.isEmpty()
                ? Step.Done.COMPLETE
                : new Step.Fetch(ranges, false, OptionalLong.empty(), memo);
    }

    /**
     * The ledger speaks of whole lanes, so it cannot tell the gaps of one chat in an archive of
     * many.
     */
    private static boolean byGaps(SyncView view, Lane lane) {
        return lane.order() == Lane.Order.TIME
                && (view.request().chat().isEmpty() || lane.chat().isPresent());
    }

    /** What is left of the plan remembered, or of a new one: its first item is to be read. */
    private GapPlan rest(SyncView view, Supplier<List<GapPlan.Item>> planner) {
        GapPlan plan = GapPlan.read(view.memo(), format).orElseGet(() -> GapPlan.of(planner.get()));
        while (!plan.items().isEmpty()) {
            GapPlan.Item item = plan.items().get(0);
            Optional<HistoryQuery> query = query(view, item);
            if (query.isPresent() && !Lanes.ended(view, query.get())) {
                return plan;
            }
            plan = next(plan, item, planner);
        }
        return plan;
    }

    private static GapPlan next(
            GapPlan plan, GapPlan.Item done, Supplier<List<GapPlan.Item>> planner) {
        if (plan.items().size() > 1 || !plan.more()) {
            return plan.rest();
        }
        return GapPlan.of(planner.get().stream().filter(item -> isBehind(item, done)).toList());
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
