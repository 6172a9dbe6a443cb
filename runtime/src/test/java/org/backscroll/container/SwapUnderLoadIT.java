package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.sample.SampleArchive;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** One long sync while its strategy and its source are swapped again and again. */
@RunWith(PaxExam.class)
public class SwapUnderLoadIT {
    private static final String ARCHIVE = "backscroll.test.archive";
    private static final int MESSAGES = 100_000;
    private static final int STRATEGY_SWAPS = 50;
    private static final int SOURCE_SWAPS = 20;

    private static final int CHUNK = 50;

    /** Commits between two swaps: all swaps fall into the two thousand commits of the sync. */
    private static final int PACE = 6;

    private static final SyncRequest FULL = SyncRequest.builder().unlimited().build();

    @Inject private BundleContext context;

    private Bundle strategy;
    private Bundle source;
    private Commits commits;

    @Configuration
    public Option[] configuration() throws IOException {
        Path target = Path.of(System.getProperty("backscroll.dist")).getParent();
        Path archive = Files.createTempDirectory(target, "container-archive-");
        SampleArchive.write(archive, new SampleArchive.Options(7, MESSAGES, 40));
        return Shipped.with(systemProperty(ARCHIVE).value(archive.toString()));
    }

    @Test
    public void aSyncOfManyMessagesIsExactWhateverIsSwapped() throws Exception {
        History history = new History(context);
        Path archive = Path.of(System.getProperty(ARCHIVE));
        SyncResult calm = history.account("calm", archive).syncMessages(FULL);
        assertThat(calm.counts().newMessages()).isEqualTo(MESSAGES);
        String expected = history.export("calm");
        history.configure("org.backscroll.engine", Map.of("chunk.size", CHUNK));
        strategy = history.bundle("org.backscroll.strategy-full");
        source = history.bundle("org.backscroll.source-whatsapp");

        SyncResult rough;
        try (ErrorLog log = new ErrorLog();
                Commits told = new Commits(context, "rough")) {
            commits = told;
            SyncJob job = history.account("rough", archive).startSync(FULL);
            int sources = 0;
            for (int i = 1; i <= STRATEGY_SWAPS; i++) {
                restart(strategy);
                update(strategy);
                outrank();
                if (sources < i * SOURCE_SWAPS / STRATEGY_SWAPS) {
                    sources++;
                    restart(source);
                    update(source);
                }
            }
            assertThat(job.progress().status().isEnd()).isFalse();
            rough = job.result().getValue();
            assertThat(log.errors()).isEmpty();
            System.out.println("Longest pause between two commits: " + told.longestPause());
        }

        assertThat(rough.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(rough.counts()).isEqualTo(calm.counts());
        assertThat(history.export("rough").equals(expected)).isTrue();
    }

    private void restart(Bundle bundle) throws BundleException, InterruptedException {
        commits.disturb("restart of " + bundle.getSymbolicName());
        bundle.stop();
        bundle.start();
        commits.await(PACE);
    }

    private void update(Bundle bundle) throws BundleException, InterruptedException {
        commits.disturb("update of " + bundle.getSymbolicName());
        bundle.update();
        commits.await(PACE);
    }

    /** Another one of the same kind takes over, and gives back. */
    private void outrank() throws Exception {
        commits.disturb("a strategy of a higher ranking");
        SyncStrategy same =
                (SyncStrategy)
                        strategy.loadClass("org.backscroll.strategy.full.FullStrategy")
                                .getConstructor()
                                .newInstance();
        AtomicInteger asked = new AtomicInteger();
        SyncStrategy outranking =
                view -> {
                    asked.incrementAndGet();
                    return same.next(view);
                };
        ServiceRegistration<SyncStrategy> registration =
                context.registerService(
                        SyncStrategy.class,
                        outranking,
                        new Hashtable<>(
                                Map.of(
                                        SyncStrategy.TYPE,
                                        "FULL",
                                        SyncStrategy.PRIORITY,
                                        0,
                                        SyncStrategy.RATE_KEY,
                                        "history",
                                        Constants.SERVICE_RANKING,
                                        1)));
        commits.await(PACE / 2);
        // Events may tell of commits from before.
        History.await(() -> asked.get() > 0);
        commits.disturb("the end of a strategy of a higher ranking");
        registration.unregister();
        commits.await(PACE / 2);
    }
}
