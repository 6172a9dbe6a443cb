package org.backscroll.source.xmpp;

import java.util.concurrent.locks.ReentrantLock;
import org.backscroll.api.source.SourceException;

/**
 * The one connection that all readers of a source share: made when it is first needed, anew when it
 * broke, and ended with the source. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private final Connector connector;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Link link;
    private volatile boolean closed;

    Connection(Connector connector) {
        this.connector = connector;
    }

    Link get() throws SourceException, InterruptedException {
        making.lockInterruptibly();
        try {
            Link open = link;
            if (!closed && open != null && open.alive()) {
                return open;
            }
            Link fresh = connector.link();
            link = fresh;
            if (closed) {
                throw new InterruptedException("the source is going away");
            }
            fresh.connect();
            return fresh;
        } finally {
            making.unlock();
        }
    }

    /** Also what is just being made. */
    @Override
    public void close() {
        closed = true;
        Link open = link;
        if (open != null) {
            open.close();
        }
    }
}
