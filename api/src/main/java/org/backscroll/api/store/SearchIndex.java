package org.backscroll.api.store;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** Optional service of a store: looks after what {@link MessageSearch} reads. Thread-safe. */
@ConsumerType
public interface SearchIndex {
    /**
     * Builds the indexes anew from the messages, whatever state they are in. Returns when they are
     * complete, which may take a while; batches are committed meanwhile, some of them later than
     * usual.
     *
     * @return how many messages there are in them
     */
    long rebuild() throws StoreException;

    /**
     * Lets indexes that follow behind the messages go on now, for a process that is about to end.
     *
     * @param max for how long at most, about
     * @return whether they have caught up
     */
    default boolean catchUp(Duration max) throws StoreException {
        return true;
    }
}
