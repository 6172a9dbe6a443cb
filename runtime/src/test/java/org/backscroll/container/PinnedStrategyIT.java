package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The engine takes new settings while it syncs, and so does the choice of the strategy. */
@RunWith(PaxExam.class)
public class PinnedStrategyIT {
    private static final String ENGINE = "org.backscroll.engine";

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    /** Does as another one does, and tells that it was asked. */
    private record Counting(SyncStrategy other, AtomicInteger asked) implements SyncStrategy {
        @Override
        public Step next(SyncView view) {
            asked.incrementAndGet();
            return other.next(view);
        }
    }

    @Test
    public void aStrategyOfLowRankIsUsedFromTheNextChunkOnWhileItIsPinned() throws Exception {
        History history = new History(context);
        SyncRequest full = SyncRequest.builder().unlimited().build();
        assertThat(history.account("calm", History.sample()).syncMessages(full).status())
                .isEqualTo(SyncStatus.COMPLETE);
        String expected = history.export("calm");
        history.configure(ENGINE, Map.of("chunk.size", 5));
        AtomicInteger asked = new AtomicInteger();
        context.registerService(
                SyncStrategy.class,
                new Counting(
                        history.service(SyncStrategy.class, "(backscroll.sync.type=FULL)"), asked),
                new Hashtable<>(Map.of(SyncStrategy.TYPE, "FULL", Constants.SERVICE_RANKING, -1)));
        HistoryClient client = history.account("rough", History.sample());

        SyncJob job = client.startSync(full);
        History.await(() -> job.progress().counts().messages() >= 50);
        assertThat(asked).hasValue(0);
        history.configure(
                ENGINE,
                Map.of(
                        "chunk.size",
                        5,
                        "strategies.use",
                        new String[] {"FULL=" + context.getBundle().getSymbolicName()}));
        History.await(() -> asked.get() > 0);
        history.configure(ENGINE, Map.of("chunk.size", 1000));

        assertThat(job.result().getValue().status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(history.export("rough").equals(expected)).isTrue();
        assertThat(history.client("rough")).as("never restarted").isSameAs(client);
    }
}
