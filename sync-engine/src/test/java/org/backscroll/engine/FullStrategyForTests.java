package org.backscroll.engine;

import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.backscroll.strategy.full.FullStrategy;

/** FULL's strategy under another type's name. */
final class FullStrategyForTests implements SyncStrategy {
    private final FullStrategy full = new FullStrategy();

    @Override
    public Step next(SyncView view) {
        return full.next(view);
    }
}
