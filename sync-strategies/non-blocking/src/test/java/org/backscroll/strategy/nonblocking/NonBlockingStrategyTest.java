package org.backscroll.strategy.nonblocking;

import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

/** The promises of the API, as the conformance kit has them. */
class NonBlockingStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new NonBlockingStrategy();
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.NON_BLOCKING).unlimited().build();
    }
}
