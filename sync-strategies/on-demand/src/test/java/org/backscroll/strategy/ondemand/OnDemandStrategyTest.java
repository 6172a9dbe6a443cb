package org.backscroll.strategy.ondemand;

import java.time.Duration;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.tck.StrategyContract;

/** The promises of the API, as the conformance kit has them. */
class OnDemandStrategyTest extends StrategyContract {
    @Override
    protected SyncStrategy strategy() {
        return new OnDemandStrategy(50, 3, Duration.ofSeconds(2));
    }

    @Override
    protected SyncRequest request() {
        return SyncRequest.builder()
                .type(HistorySyncType.ON_DEMAND)
                .chat(Jid.of("4911@s.whatsapp.net"))
                .unlimited()
                .build();
    }

    /** It asks for a number of messages, not for all. */
    @Override
    protected boolean goesOn() {
        return false;
    }
}
