package org.backscroll.engine;

import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;

/** Calls a store so that its going away waits for the call. */
final class StoreAccess {
    private StoreAccess() {}

    interface Call<T> {
        T get(HistoryStore store) throws StoreException, StaleException;
    }

    static <T> T call(Part<HistoryStore> part, Call<T> call) throws StoreException, StaleException {
        if (!part.enter()) {
            throw new StoreException(
                    StoreException.Kind.CLOSED, "the store is being closed; try again", null);
        }
        try {
            return call.get(part.service());
        } catch (View.StoreTrouble e) {
            throw e.trouble();
        } finally {
            part.exit();
        }
    }

    interface Read<T> {
        T get(HistoryStore store) throws StoreException;
    }

    static <T> T read(Part<HistoryStore> part, Read<T> call) throws StoreException {
        try {
            return call(part, call::get);
        } catch (StaleException e) {
            throw new IllegalStateException(e); // reading knows no lease
        }
    }
}
