package org.example.backscroll.week;

import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

class LastWeekStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new LastWeekStrategy();
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.of("LAST_WEEK")).unlimited().build();
    }
}
