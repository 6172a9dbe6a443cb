package org.example.backscroll.memory;

import org.backscroll.api.store.HistoryStore;
import org.backscroll.tck.StoreContract;

import java.time.Clock;

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
