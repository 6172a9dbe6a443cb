package org.backscroll.strategy.full;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.Jid;
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
import org.osgi.service.component.annotations.Component;

/**
 * Everything: each lane that bears messages, the newest part first. Of archives in the order of
 * time it fills the gaps of the ledger, backward to the beginning; streams in the order of arrival
 * it reads on from where they stand.
 */
@Capability(namespace = SyncStrategy.NAMESPACE, attribute = "type=FULL")
@Component(
        property = {
            SyncStrategy.TYPE + "=FULL",
            SyncStrategy.PRIORITY + ":Integer=0",
            SyncStrategy.RATE_KEY + "=history"
        })
public final class FullStrategy implements SyncStrategy {
    private static final GapReading GAPS =
            new GapReading("backscroll.full/1", Direction.BACKWARD, OptionalInt.empty());

    @Override
    public Step next(SyncView view) {
        List<Lane> lanes =
                Lanes.ofMessages(view, view.request().chat()).stream()
                        .sorted(Comparator.comparing(FullStrategy::rank).thenComparing(Lane::id))
                        .toList();
        return GAPS.step(
                view,
                lanes,
                new GapReading.Wishes() {
                    @Override
                    public HistoryQuery whole(Lane lane) {
                        return FullStrategy.whole(lane, view.request().chat());
                    }

                    @Override
                    public List<GapPlan.Item> gaps(Lane archive) {
                        return wanted(view, archive).stream()
                                .map(gap -> new GapPlan.Item(archive.id(), gap, 0))
                                .toList();
                    }
                });
    }

    /**
     * Newest first, as far as lanes tell: what a server hands over first, then all, then what is
     * older, then answers.
     */
    private static int rank(Lane lane) {
        return switch (lane.extent()) {
            case RECENT -> 0;
            case COMPLETE -> 1;
            case OLDER -> 2;
            case ANSWERS -> 3;
        };
    }

    private static HistoryQuery whole(Lane lane, Optional<Jid> chat) {
        Direction direction =
                lane.order() == Lane.Order.SEQUENCE ? Direction.FORWARD : Direction.BACKWARD;
        return HistoryQuery.builder(lane)
                .chat(chat)
                .direction(Lanes.direction(lane, direction))
                .build();
    }

    /** To read all again, the ledger is left out of it. */
    private static List<Gap> wanted(SyncView view, Lane lane) {
        return view.request().restart() ? List.of(Gap.WHOLE) : view.gaps(lane);
    }
}
