package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Parts are taken away and given back while a sync runs. */
@RunWith(PaxExam.class)
public class HotSwapIT {
    private static final SyncRequest FULL = SyncRequest.builder().unlimited().build();

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Test
    public void aMissingStrategyIsATypedFailureAndAStartedOneWorksAtOnce() throws Exception {
        History history = new History(context);
        HistoryClient client = history.account("sample", History.sample());
        SyncRequest recent = SyncRequest.builder().type(HistorySyncType.RECENT).unlimited().build();
        Bundle strategy = history.bundle("org.backscroll.strategy-recent");

        strategy.stop();
        assertThatThrownBy(() -> client.syncMessages(recent))
                .isInstanceOfSatisfying(
                        HistoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.NO_STRATEGY))
                .hasMessageContaining("no strategy for RECENT is installed");

        strategy.start();
        assertThat(client.syncMessages(recent).status()).isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    public void aSyncSurvivesEachOfItsParts() throws Exception {
        Path corpus = History.corpus();
        History history = new History(context);
        HistoryClient calm = history.account("calm", corpus);
        calm.syncMessages(FULL);
        String expected = history.export("calm");

        SyncJob job = history.account("rough", corpus).startSync(FULL);
        // one after the other, each a little later in the sync
        takeAway(history, job, "org.backscroll.strategy-full", 2_000);
        takeAway(history, job, "org.backscroll.source-whatsapp", 8_000);
        takeAway(history, job, "org.backscroll.storage-sqlite", 14_000);
        restart(history, job, "org.backscroll.sync-engine", 20_000);

        // the engine that came back has the job under a handle of its own
        History.await(() -> history.client("rough").jobs().isEmpty());
        assertThat(history.store().jobs())
                .allSatisfy(state -> assertThat(state.status()).isEqualTo(SyncStatus.COMPLETE));
        assertThat(history.export("rough").equals(expected)).isTrue();
    }

    private static void takeAway(History history, SyncJob job, String name, long after)
            throws Exception {
        History.await(() -> job.progress().counts().messages() >= after);
        Bundle bundle = history.bundle(name);
        bundle.stop();
        History.await(() -> job.progress().status() == SyncStatus.WAITING);
        bundle.start();
    }

    private static void restart(History history, SyncJob job, String name, long after)
            throws Exception {
        History.await(() -> job.progress().counts().messages() >= after);
        Bundle bundle = history.bundle(name);
        bundle.stop();
        assertThat(job.result().getFailure()).isInstanceOf(HistoryException.class);
        bundle.start();
    }
}
