package org.backscroll.peer.server;

import java.io.IOException;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryStore;

/** A real server over a store, without a container. */
public final class Served implements AutoCloseable {
    private final HistoryServer.Serving serving;

    /** Serves an account on loopback, on a free port. */
    public Served(HistoryStore store, ChangeFeed feed, AccountId account, String token)
            throws IOException {
        serving =
                new PeerServer(store, feed)
                        .serve(new HistoryServer.Settings("127.0.0.1", 0, token, Set.of(account)));
    }

    /** Where. */
    public String url() {
        return serving.address().toString();
    }

    @Override
    public void close() {
        serving.close();
    }
}
