package org.backscroll.console.shell;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backscroll.api.HistoryClient;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Wakes those who watch syncs whenever one of them has moved. It hears of that as a service of its
 * own making: asked for one that Declarative Services are just taking away, they have none, and
 * Event Admin would complain of that.
 */
@Component(service = SyncEvents.class)
public final class SyncEvents implements EventHandler {
    private ServiceRegistration<EventHandler> registration;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

    /** Called by Declarative Services. */
    @Activate
    public void listen(BundleContext context) {
        registration =
                context.registerService(
                        EventHandler.class,
                        this,
                        FrameworkUtil.asDictionary(
                                Map.of(
                                        EventConstants.EVENT_TOPIC,
                                        HistoryClient.TOPIC_PREFIX + "*")));
    }

    /** Called by Declarative Services. */
    @Deactivate
    public void leave() {
        registration.unregister();
    }

    /** Ends a watch. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Runs something at every event, until the watch is closed. It must be quick. */
    Watch watch(Runnable watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public void handleEvent(Event event) {
        watchers.forEach(Runnable::run);
    }
}
