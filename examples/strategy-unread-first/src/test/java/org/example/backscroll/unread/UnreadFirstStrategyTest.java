package org.example.backscroll.unread;

import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

class UnreadFirstStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new UnreadFirstStrategy();
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder().type(HistorySyncType.RECENT).unlimited().build();
    }
}
