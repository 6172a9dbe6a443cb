package org.backscroll.container;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * All of a bundle that is dropped in: a strategy for FULL that ranks above the one that ships, does
 * as that one does, and says in a system property how often it was asked.
 */
public final class Dropped implements BundleActivator, SyncStrategy {
    /** The system property. */
    static final String ASKED = "backscroll.test.dropped";

    private BundleContext context;

    @Override
    public void start(BundleContext itsContext) {
        context = itsContext;
        Dictionary<String, Object> properties =
                new Hashtable<>(Map.of(SyncStrategy.TYPE, "FULL", Constants.SERVICE_RANKING, 100));
        context.registerService(SyncStrategy.class, this, properties);
    }

    @Override
    public void stop(BundleContext itsContext) {
        // the framework takes the service back
    }

    @Override
    public Step next(SyncView view) {
        System.setProperty(ASKED, Integer.toString(Integer.getInteger(ASKED, 0) + 1));
        try {
            for (ServiceReference<SyncStrategy> other :
                    context.getServiceReferences(
                            SyncStrategy.class, "(" + SyncStrategy.TYPE + "=FULL)")) {
                if (other.getBundle() != context.getBundle()) {
                    return context.getService(other).next(view);
                }
            }
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("there is no other strategy to do as");
    }
}
