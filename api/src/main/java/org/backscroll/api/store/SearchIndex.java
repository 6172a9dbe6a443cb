package org.backscroll.api.store;

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
}
