package org.backscroll.api.store;

import java.io.Closeable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: long readings, such as an export, that see one moment although a
 * sync goes on.
 */
@ConsumerType
public interface Snapshots {
    /** The store as it is now. Costs the store something while it is open; close it soon. */
    Snapshot snapshot() throws StoreException;

    /** One moment. Used by one thread at a time. */
    interface Snapshot extends HistoryReads, Closeable {
        @Override
        void close();
    }
}
