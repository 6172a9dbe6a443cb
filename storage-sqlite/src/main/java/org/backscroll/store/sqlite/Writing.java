package org.backscroll.store.sqlite;

import org.backscroll.api.store.StoreException;

/**
 * How the parts of a store get at its one session that writes. Each call waits for its turn and
 * keeps others waiting, so it should be short.
 */
interface Writing {
    /** Work as one transaction. */
    <T, E extends Exception> T transaction(Session.Work<T, E> work) throws E, StoreException;

    /** Work as one transaction that does not look after references. */
    <T, E extends Exception> T unchecked(Session.Work<T, E> work) throws E, StoreException;

    /** Work that cannot be done in a transaction. */
    <T, E extends Exception> T alone(Session.Work<T, E> work) throws E, StoreException;
}
