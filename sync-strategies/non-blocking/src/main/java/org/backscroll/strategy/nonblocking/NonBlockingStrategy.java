package org.backscroll.strategy.nonblocking;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.common.Lanes;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/**
 * All that is not urgent: identity links, participants past and present, statuses; behind
 * everything else.
 */
@Capability(namespace = SyncStrategy.NAMESPACE, attribute = "type=NON_BLOCKING")
@Component(
        property = {
            SyncStrategy.TYPE + "=NON_BLOCKING",
            SyncStrategy.PRIORITY + ":Integer=-10",
            SyncStrategy.BACKGROUND + ":Boolean=true",
            SyncStrategy.RATE_KEY + "=background"
        })
public final class NonBlockingStrategy implements SyncStrategy {
    private static final Set<Kind> KINDS =
            EnumSet.of(Kind.STATUSES, Kind.IDENTITIES, Kind.PARTICIPANTS, Kind.METADATA);

    @Override
    public Step next(SyncView view) {
        List<HistoryQuery> ranges = Lanes.pending(view, Lanes.withoutMessages(view, KINDS));
        return ranges.isEmpty() ? Step.Done.COMPLETE : Step.Fetch.all(ranges);
    }
}
