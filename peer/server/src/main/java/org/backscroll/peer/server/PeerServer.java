package org.backscroll.peer.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.HistoryStore;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Serves the store that ranks highest at the moment of each request. While there is none, askers
 * are told to come back.
 */
@Component(service = HistoryServer.class)
public final class PeerServer implements HistoryServer, Stored {
    private static final Duration BACK_SOON = Duration.ofSeconds(2);

    private final Set<HttpServing> servings = ConcurrentHashMap.newKeySet();

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile HistoryStore store;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ChangeFeed feed;

    /** Called by Declarative Services. */
    public PeerServer() {}

    PeerServer(HistoryStore store, ChangeFeed feed) {
        this.store = store;
        this.feed = feed;
    }

    @Override
    public Serving serve(Settings settings) throws IOException {
        servings.removeIf(HttpServing::isClosed);
        HttpServing serving = HttpServing.start(this, settings);
        servings.add(serving);
        return serving;
    }

    /** Stops all that serve. */
    @Deactivate
    public void deactivate() {
        servings.forEach(HttpServing::close);
    }

    @Override
    public HistoryReads reads() throws Refusal {
        return there(store);
    }

    @Override
    public ChangeFeed feed() throws Refusal {
        return there(feed);
    }

    private static <T> T there(T service) throws Refusal {
        if (service == null) {
            throw Refusal.unavailable("there is no store now", BACK_SOON);
        }
        return service;
    }
}
