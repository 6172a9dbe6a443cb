package org.backscroll.peer.server;

import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryReads;

/** What is stored, by way of whichever store there is now. */
interface Stored {
    /**
     * The store.
     *
     * @throws Refusal if there is none now
     */
    HistoryReads reads() throws Refusal;

    /**
     * What is new or changed in it.
     *
     * @throws Refusal if there is none now, or it cannot tell
     */
    ChangeFeed feed() throws Refusal;
}
