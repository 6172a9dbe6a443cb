package org.backscroll.api.store;

import java.util.Optional;
import org.backscroll.api.AccountId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: what is new or changed since a revision, so that somebody else can
 * keep an equal store. Told to an empty store from the beginning, in whatever order, it gives the
 * same history; what was purged on purpose is not taken back. Thread-safe.
 */
@ConsumerType
public interface ChangeFeed {
    /**
     * A page of changes. A thing that changed twice comes once, as it is now; messages come with
     * all that is known of them.
     *
     * @return empty if the revision is none of these data: the reader begins anew, without one
     */
    Optional<Changes> changes(AccountId account, ChangesQuery query) throws StoreException;

    /** The revision that a reader of everything has now: changes since are those to come. */
    String revision() throws StoreException;
}
