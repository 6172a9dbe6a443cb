package org.backscroll.api.store;

import java.util.List;
import org.backscroll.api.AccountId;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.osgi.annotation.versioning.ConsumerType;

/** Optional service of a store: finds messages by their words. Thread-safe. */
@ConsumerType
public interface MessageSearch {
    /**
     * The messages found, best first, at most {@link SearchQuery#limit()}. Deleted ones are not
     * found.
     */
    List<SearchHit> search(AccountId account, SearchQuery query) throws StoreException;
}
