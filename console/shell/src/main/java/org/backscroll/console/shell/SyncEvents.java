package org.backscroll.console.shell;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backscroll.api.HistoryClient;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Wakes those who watch syncs whenever one of them has moved. */
@Component(
        service = {EventHandler.class, SyncEvents.class},
        immediate = true,
        property = EventConstants.EVENT_TOPIC + "=" + HistoryClient.TOPIC_PREFIX + "*")
public final class SyncEvents implements EventHandler {
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();

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
