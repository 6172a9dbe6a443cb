package org.backscroll.api.store;

import org.backscroll.api.AccountId;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.osgi.annotation.versioning.ConsumerType;

/** Optional service of a store: finds messages by what they say. Thread-safe. */
@ConsumerType
public interface MessageSearch {
    /**
     * The messages found by what they say now: those with the words first, best first, then those
     * with the words as parts of others, newest first. Deleted ones are not found.
     */
    SearchResult search(AccountId account, SearchQuery query) throws StoreException;
}
