package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import javax.management.ObjectName;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.StoreException;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Following a source, while its line breaks and the store goes away. */
@RunWith(PaxExam.class)
public class LiveIT {
    private static final AccountId ACCOUNT = AccountId.of("telephone");

    @Inject private BundleContext context;

    private History history;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Test
    public void whatIsSaidIsKeptWhateverBreaks() throws Exception {
        history = new History(context);
        Telephone telephone = new Telephone(ACCOUNT);
        context.registerService(
                HistorySource.class,
                telephone,
                new Hashtable<>(
                        Map.of(
                                HistorySource.NAME,
                                "telephone",
                                HistorySource.ACCOUNT,
                                "telephone",
                                HistorySource.TYPE,
                                "telephone")));
        HistoryClient client = history.client("telephone");
        List<Long> told = new CopyOnWriteArrayList<>();
        context.registerService(
                EventHandler.class,
                event -> told.add(stored()),
                new Hashtable<>(
                        Map.of(
                                EventConstants.EVENT_TOPIC,
                                HistoryClient.TOPIC_MESSAGES,
                                EventConstants.EVENT_FILTER,
                                "(backscroll.account=telephone)")));
        for (int i = 0; i < 5; i++) {
            telephone.write();
        }

        assertThat(client.connect().result().getValue().status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(stored()).isEqualTo(5);
        telephone.say();
        History.await(() -> stored() == 6);
        History.await(() -> told.contains(6L));

        telephone.breakLine();
        telephone.write();
        telephone.write();
        History.await(() -> telephone.calls.get() == 2 && stored() == 8);

        Bundle store = history.bundle("org.backscroll.storage-sqlite");
        store.stop();
        telephone.say();
        telephone.say();
        assertThat(number("Queued")).isEqualTo(2);
        store.start();
        History.await(() -> stored() == 10);

        // Events are told behind the commit's back, soon after it.
        History.await(() -> told.contains(10L) && number("Queued") == 0);
        // What an event tells of can be read by then.
        assertThat(told).contains(5L, 10L).isSorted();
        assertThat(number("Messages")).isGreaterThanOrEqualTo(10);
        assertThat(number("Commits")).isPositive();

        client.disconnect();
        History.await(() -> !telephone.isFollowed());
    }

    private long stored() {
        try {
            return history
                    .store()
                    .conversations(ACCOUNT, new ConversationQuery(1, Optional.empty()))
                    .items()
                    .stream()
                    .mapToLong(chat -> chat.messageCount())
                    .sum();
        } catch (StoreException e) {
            return -1;
        }
    }

    private static long number(String attribute) throws Exception {
        Object value =
                ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(new ObjectName("org.backscroll:type=SyncEngine"), attribute);
        return ((Number) value).longValue();
    }
}
