package org.backscroll.strategy.full;

import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

/** The promises of the API, as the conformance kit has them. */
class FullStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new FullStrategy();
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.FULL).unlimited().build();
    }
}
