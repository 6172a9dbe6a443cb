package org.example.backscroll.week;

import org.backscroll.api.source.Bound;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.LaneProgress;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.osgi.service.component.annotations.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A type of its own, LAST_WEEK: what was written in the last seven days. Lanes that are not in the
 * order of time are read on from where they stand.
 */
@Component(property = SyncStrategy.TYPE + "=LAST_WEEK")
public final class LastWeekStrategy implements SyncStrategy {
    @Override
    public Step next(SyncView view) {
        List<HistoryQuery> left =
                view.lanes().stream()
                        .filter(lane -> lane.kinds().contains(Kind.MESSAGES))
                        .map(lane -> query(view, lane))
                        .filter(query -> !isDone(view.progress(query.lane()), query))
                        .toList();
        return left.isEmpty() ? Step.Done.COMPLETE : Step.Fetch.all(left);
    }

    private static HistoryQuery query(SyncView view, Lane lane) {
        HistoryQuery.Builder query =
                HistoryQuery.builder(lane)
                        .chat(view.request().chat())
                        .direction(lane.directions().iterator().next());
        if (lane.order() == Lane.Order.TIME) {
            // By the day: a range that moved with the clock would never be gone on with.
            Instant since = view.now().minus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
            query.from(new Bound.Time(since));
        }
        return query.build();
    }

    private static boolean isDone(LaneProgress progress, HistoryQuery query) {
        return progress.ended().isPresent()
                && progress.range().equals(Optional.of(query.toString()));
    }
}
