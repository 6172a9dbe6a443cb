package org.backscroll.store.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreException;

/** A real store in a folder, without a container. */
public final class OpenStore implements AutoCloseable {
    private final SqliteStore store;

    /** Opens or makes it. */
    public OpenStore(Path folder) throws StoreException {
        store = SqliteStore.open(new Database(folder, Key.NONE), Clock.systemUTC());
    }

    /** The store. */
    public HistoryStore store() {
        return store;
    }

    /** What became new or changed in it. */
    public ChangeFeed feed() {
        return store.changeFeed();
    }

    @Override
    public void close() {
        store.close();
    }
}
