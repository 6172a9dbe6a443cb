package org.backscroll.api.strategy;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides what a sync of one type reads next, and does nothing else. Implement it and register it
 * as a service with the property {@link #TYPE}; of several for a type the one that ranks highest
 * <em>now</em> answers, so a strategy may be replaced in mid-sync.
 *
 * <p><b>How it is used.</b> The engine asks {@link #next}. Of a {@link Step.Fetch} it reads the
 * ranges in the order of preference, a chunk at a time, commits each chunk, and asks again after
 * each commit: the same ranges again keep the readers open; others drop what was read ahead.
 * Budget, retries, limits, progress and resumption are the engine's. When the budget is used up the
 * engine asks once more: {@link Step.Done} ends the job with that outcome, anything else ends it
 * PARTIAL.
 *
 * <p><b>Pure.</b> The same view gives the same step; no I/O, no clock but {@link SyncView#now()},
 * no state but the {@link Memo}. A strategy must be correct without a memo, for one of a foreign
 * format is not for it. A strategy whose steps bring nothing new is failed, not repeated for ever.
 * An exception thrown by the view is the store's: let it pass.
 *
 * <p><b>The request.</b> Of {@link org.backscroll.api.SyncRequest#restart()} the engine sees to the
 * cursors; a strategy that plans by {@link SyncView#gaps} asks for the whole lane itself then.
 * {@link org.backscroll.api.SyncRequest#chat()} has to be put into every query.
 *
 * <p><b>Threads.</b> {@link #next} may be called for several jobs at once.
 */
@ConsumerType
public interface SyncStrategy {
    /**
     * Namespace of the capability by which a resolver finds the strategy for a type, its attribute
     * {@code type}: {@code @Capability(namespace = SyncStrategy.NAMESPACE, attribute =
     * "type=RECENT")}. Of no meaning at run time.
     */
    String NAMESPACE = "org.backscroll.strategy";

    /**
     * Service property: the name of the {@link org.backscroll.api.HistorySyncType} it serves, a
     * {@code String}. Required.
     */
    String TYPE = "backscroll.sync.type";

    /**
     * Service property: which of several jobs that wait for a rate limit goes first, the greater
     * one, an {@code Integer}; 0 if absent.
     */
    String PRIORITY = "backscroll.sync.priority";

    /**
     * Service property: whether its jobs go on in the background while the caller gets {@code
     * STARTED} at once, and give way to all that do not, a {@code Boolean}; false if absent.
     */
    String BACKGROUND = "backscroll.sync.background";

    /**
     * Service property: the rate limit its fetches count against, a {@code String}; {@code default}
     * if absent. How much that is, is the engine's configuration.
     */
    String RATE_KEY = "backscroll.sync.rate";

    /** What to do now. */
    Step next(SyncView view);
}
