package org.backscroll.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.store.Applied;
import org.backscroll.api.strategy.Gap;
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
        post(HistoryClient.TOPIC_STATUS, properties(job));
    }

    @Override
    public void progress(Job job, Applied applied) {
        Map<String, Object> properties = properties(job);
        if (job.fraction().isPresent()) {
            properties.put("fraction", job.fraction().getAsDouble());
            properties.put("inferred", job.isFractionInferred());
        }
        post(HistoryClient.TOPIC_PROGRESS, properties);
        SyncCounts did = applied.did();
        if (did.newMessages() + did.changedMessages() > 0) {
            Map<String, Object> messages = properties(job);
            messages.put(
                    "chats",
                    applied.chats().stream().map(Jid::value).sorted().toArray(String[]::new));
            messages.put("new", did.newMessages());
            messages.put("changed", did.changedMessages());
            post(HistoryClient.TOPIC_MESSAGES, messages);
        }
    }

    @Override
    public void gaps(Job job, Lane lane, List<Gap> gaps) {
        for (Gap gap : gaps) {
            Map<String, Object> properties = properties(job);
            properties.put("lane", lane.id());
            properties.put("order", lane.order().name());
            gap.after().ifPresent(mark -> properties.put("from", mark.position()));
            gap.before().ifPresent(mark -> properties.put("to", mark.position()));
            post(HistoryClient.TOPIC_GAP, properties);
        }
    }

    private static Map<String, Object> properties(Job job) {
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
        return properties;
    }

    private void post(String topic, Map<String, Object> properties) {
        EventAdmin admin = eventAdmin.get();
        if (admin == null) {
            return;
        }
        try {
            admin.postEvent(new Event(topic, properties));
        } catch (RuntimeException e) {
            // Event Admin is being stopped; what was committed stays committed
            LOG.debug("An event was not sent", e);
        }
    }
}
