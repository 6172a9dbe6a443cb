package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;

/** Many calls with a budget come to the same as one without, over exactly the bundles that ship. */
@RunWith(PaxExam.class)
public class BudgetIT {
    private static final int CALLS = 522;
    private static final int MESSAGES = 52_153;

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Test
    public void callsOfAHundredMessagesEqualOneFullRun() throws Exception {
        History history = new History(context);
        HistoryClient whole = history.account("whole", History.corpus());
        SyncResult full = whole.syncMessages(SyncRequest.builder().unlimited().build());
        assertThat(full.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(full.counts().messages()).isEqualTo(MESSAGES);
        String expected = history.export("whole");

        followed(history.account("followed", History.corpus()), true);
        assertThat(history.export("followed").equals(expected)).isTrue();

        followed(history.account("resumed", History.corpus()), false);
        assertThat(history.export("resumed").equals(expected)).isTrue();
    }

    private static void followed(HistoryClient client, boolean withCursor) throws Exception {
        Optional<String> cursor = Optional.empty();
        int calls = 0;
        long delivered = 0;
        SyncResult result;
        do {
            SyncRequest.Builder request = SyncRequest.builder().type(HistorySyncType.FULL);
            cursor.ifPresent(request::cursor);
            result = client.syncMessages(request.build());
            calls++;
            delivered += result.counts().messages();
            if (result.hasMore()) {
                assertThat(result.status()).isEqualTo(SyncStatus.PARTIAL);
                assertThat(result.counts().messages()).isEqualTo(100);
                assertThat(result.cursor()).isPresent();
            }
            cursor = withCursor ? result.cursor() : Optional.empty();
        } while (result.hasMore());
        assertThat(result.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(calls).isEqualTo(CALLS);
        assertThat(delivered).isEqualTo(MESSAGES);
    }
}
