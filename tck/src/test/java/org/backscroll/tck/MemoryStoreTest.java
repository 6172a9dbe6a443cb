package org.backscroll.tck;

import java.time.Clock;
import org.backscroll.api.store.HistoryStore;
import org.example.backscroll.memory.MemoryStore;

/** The store that the broken ones are made of keeps every promise. */
class MemoryStoreTest extends StoreContract {
    @Override
    protected HistoryStore open() {
        return new MemoryStore(Clock.systemUTC());
    }

    @Override
    protected void close(HistoryStore store) {
        ((MemoryStore) store).close();
    }
}
