package org.backscroll.source.xmpp;

import org.backscroll.api.source.SourceException;

/**
 * The one connection that all readers of a source share: made when it is first needed, anew when it
 * broke, and ended with the source. Thread-safe.
 */
final class Connection implements AutoCloseable {
    private final Connector connector;
    private Link link;
    private boolean closed;

    Connection(Connector connector) {
        this.connector = connector;
    }

    synchronized Link get() throws SourceException, InterruptedException {
        if (closed) {
            throw new InterruptedException("the source is going away");
        }
        if (link == null || !link.alive()) {
            if (link != null) {
                link.close();
                link = null;
            }
            link = connector.connect();
        }
        return link;
    }

    @Override
    public void close() {
        Link open;
        synchronized (this) {
            closed = true;
            open = link;
            link = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
