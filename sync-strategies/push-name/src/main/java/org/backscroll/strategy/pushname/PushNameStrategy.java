package org.backscroll.strategy.pushname;

import java.util.EnumSet;
import java.util.List;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.common.Lanes;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** The names people gave themselves, and no messages. */
@Capability(namespace = SyncStrategy.NAMESPACE, attribute = "type=PUSH_NAME")
@Component(
        property = {
            SyncStrategy.TYPE + "=PUSH_NAME",
            SyncStrategy.PRIORITY + ":Integer=5",
            SyncStrategy.RATE_KEY + "=names"
        })
public final class PushNameStrategy implements SyncStrategy {
    @Override
    public Step next(SyncView view) {
        List<HistoryQuery> ranges =
                Lanes.pending(view, Lanes.withoutMessages(view, EnumSet.of(Kind.NAMES)));
        return ranges.isEmpty() ? Step.Done.COMPLETE : Step.Fetch.all(ranges);
    }
}
