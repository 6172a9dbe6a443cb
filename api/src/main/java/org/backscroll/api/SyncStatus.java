package org.backscroll.api;

/** How a sync stands, or how it ended. Persisted by name. */
public enum SyncStatus {
    /** Accepted, not yet begun. */
    PENDING(false, true),
    /** At work. */
    RUNNING(false, true),
    /** Cannot go on just now and will by itself: for the reason given with it. */
    WAITING(false, true),
    /**
     * It was at work when its process died; the next process that may write goes on with it. Never
     * stored, only shown.
     */
    INTERRUPTED(false, true),
    /** The answer of a call whose job goes on in the background. */
    STARTED(false, true),
    /** All that was asked for is here. */
    COMPLETE(true, true),
    /** The budget is used up and there is more; the next call goes on there. */
    PARTIAL(true, true),
    /** Somebody stopped it. What was committed stays. */
    CANCELLED(true, false),
    /** It gave up, for the reason given with it. What was committed stays. */
    FAILED(true, false),
    /** ON_DEMAND: the source has no more of this chat. */
    EXHAUSTED(true, true),
    /** ON_DEMAND: there is more, but not for this account. */
    NO_ACCESS(true, true),
    /** ON_DEMAND: the source did not answer. */
    NO_ANSWER(true, true),
    /** ON_DEMAND: nothing of this chat is stored to ask before, or the anchor named is unknown. */
    NO_ANCHOR(true, true);

    private final boolean end;
    private final boolean success;

    SyncStatus(boolean end, boolean success) {
        this.end = end;
        this.success = success;
    }

    /** Whether a job in this status does nothing any more. */
    public boolean isEnd() {
        return end;
    }

    /** False for {@link #FAILED} and {@link #CANCELLED} only. */
    public boolean isSuccess() {
        return success;
    }
}
