package org.backscroll.strategy.recent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.common.GapPlan;
import org.backscroll.strategy.common.GapReading;
import org.backscroll.strategy.common.Lanes;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * What is new, without a gap. Of archives in the order of time it goes forward from the newest
 * closed range and closes the gaps that outages left between ranges; of one nothing is known of it
 * takes the newest window. Where a server hands over a recent part by itself, it reads that, from
 * where it stands.
 */
@Capability(namespace = SyncStrategy.NAMESPACE, attribute = "type=RECENT")
@Component(
        property = {
            SyncStrategy.TYPE + "=RECENT",
            SyncStrategy.PRIORITY + ":Integer=10",
            SyncStrategy.RATE_KEY + "=history"
        })
@Designate(ocd = RecentConfig.class)
public final class RecentStrategy implements SyncStrategy {
    private final Duration window;
    private final GapReading gaps;

    /** Called by Declarative Services. */
    @Activate
    public RecentStrategy(RecentConfig config) {
        this(Duration.ofDays(config.window_days()), config.per_chat());
    }

    /**
     * @param window how far back to go where nothing is known
     * @param perChat how many messages of each chat are enough there
     */
    public RecentStrategy(Duration window, int perChat) {
        this.window = window;
        this.gaps =
                new GapReading("backscroll.recent/1", Direction.FORWARD, OptionalInt.of(perChat));
    }

    @Override
    public Step next(SyncView view) {
        return gaps.step(
                view,
                lanes(view, view.request().chat()),
                new GapReading.Wishes() {
                    @Override
                    public HistoryQuery whole(Lane lane) {
                        return RecentStrategy.this.whole(view, lane);
                    }

                    @Override
                    public List<GapPlan.Item> gaps(Lane archive) {
                        return plan(view, archive);
                    }
                });
    }

    /** The recent parts, if the source has such, else its whole archives. */
    private static List<Lane> lanes(SyncView view, Optional<Jid> chat) {
        List<Lane> all = Lanes.ofMessages(view, chat);
        List<Lane> recent =
                all.stream().filter(lane -> lane.extent() == Lane.Extent.RECENT).toList();
        return recent.isEmpty()
                ? all.stream().filter(lane -> lane.extent() == Lane.Extent.COMPLETE).toList()
                : recent;
    }

    /**
     * The newest part and the gaps that outages left, forward; and of the window what a call with a
     * budget left over. What is older is FULL's.
     */
    private List<GapPlan.Item> plan(SyncView view, Lane lane) {
        Instant since = since(view);
        if (view.request().restart()) {
            return List.of(new GapPlan.Item(lane.id(), Gap.WHOLE, since.toEpochMilli()));
        }
        return view.gaps(lane).stream()
                .filter(gap -> gap.after().isPresent() || reachesInto(gap, since))
                .map(
                        gap ->
                                new GapPlan.Item(
                                        lane.id(),
                                        gap,
                                        gap.after().isPresent() ? 0 : since.toEpochMilli()))
                .toList();
    }

    private static boolean reachesInto(Gap gap, Instant since) {
        return gap.before().isEmpty() || gap.before().get().position() > since.toEpochMilli();
    }

    /**
     * The window's beginning, by the day: a range that moved with the clock would never be gone on
     * with.
     */
    private Instant since(SyncView view) {
        return view.now().minus(window).truncatedTo(ChronoUnit.DAYS);
    }

    private HistoryQuery whole(SyncView view, Lane lane) {
        HistoryQuery.Builder query = HistoryQuery.builder(lane).chat(view.request().chat());
        if (lane.order() == Lane.Order.TIME) {
            query.from(new Bound.Time(since(view)))
                    .direction(Lanes.direction(lane, Direction.BACKWARD));
        }
        return query.build();
    }
}
