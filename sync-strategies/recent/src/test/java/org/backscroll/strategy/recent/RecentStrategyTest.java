package org.backscroll.strategy.recent;

import java.time.Duration;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

/** The promises of the API, as the conformance kit has them. */
class RecentStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new RecentStrategy(Duration.ofDays(365), 5);
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.RECENT).unlimited().build();
    }
}
