package org.backscroll.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.Applied;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events through Event Admin, where there is one, without waiting for who listens. */
final class EventAnnouncer implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(EventAnnouncer.class);

    private final Supplier<EventAdmin> eventAdmin;

    /**
     * @param eventAdmin gives the service, or {@code null} while there is none
     */
    EventAnnouncer(Supplier<EventAdmin> eventAdmin) {
        this.eventAdmin = eventAdmin;
    }

    @Override
    public void status(Job job) {
        post(HistoryClient.TOPIC_STATUS, job);
    }

    @Override
    public void progress(Job job, Applied applied) {
        post(HistoryClient.TOPIC_PROGRESS, job);
    }

    private void post(String topic, Job job) {
        EventAdmin admin = eventAdmin.get();
        if (admin == null) {
            return;
        }
        SyncCounts counts = job.state().counts();
        Map<String, Object> properties = new HashMap<>();
        properties.put(HistoryClient.ACCOUNT, job.account().value());
        properties.put(HistorySource.NAME, job.source());
        properties.put("job", job.id());
        properties.put("type", job.state().key().type().name());
        properties.put("status", job.state().status().name());
        properties.put("messages", counts.messages());
        properties.put("names", counts.names());
        properties.put("skipped", counts.skipped());
        try {
            admin.postEvent(new Event(topic, properties));
        } catch (RuntimeException e) {
            // Event Admin is being stopped; what was committed stays committed
            LOG.debug("An event was not sent", e);
        }
    }
}
