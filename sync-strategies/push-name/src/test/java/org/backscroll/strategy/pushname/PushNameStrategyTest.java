package org.backscroll.strategy.pushname;

import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

/** The promises of the API, as the conformance kit has them. */
class PushNameStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new PushNameStrategy();
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.PUSH_NAME).unlimited().build();
    }
}
