package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.strategy.SyncStrategy;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;

/** A strategy that is dropped into the folder of plug-ins, and taken out, while a sync runs. */
@RunWith(PaxExam.class)
public class HotDeployIT {
    private static final int CHUNK = 50;

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with(frameworkProperty("felix.fileinstall.poll").value("100"));
    }

    @Test
    public void aJarTakesOverAtTheNextChunkAndGivesBack() throws Exception {
        Path corpus = History.corpus();
        History history = new History(context);
        SyncRequest full = SyncRequest.builder().unlimited().build();
        history.account("calm", corpus).syncMessages(full);
        String expected = history.export("calm");
        history.configure("org.backscroll.engine", Map.of("chunk.size", CHUNK));
        Path jar = Path.of(context.getProperty(Shipped.PLUGINS)).resolve("dropped.jar");
        Path data = Path.of(context.getProperty("backscroll.data"));
        Path made = Dropped.jar(data, "1.0.0");

        SyncJob job;
        try (Commits commits = new Commits(context, "rough")) {
            job = history.account("rough", corpus).startSync(full);
            List<Long> there = whenItComes(job);
            commits.await(20);
            commits.disturb("a jar dropped in");
            Files.move(made, jar, StandardCopyOption.ATOMIC_MOVE);
            History.await(() -> asked() > 0);
            assertNextChunk(there, 1);
            commits.await(20);

            commits.disturb("the jar replaced");
            Files.move(Dropped.jar(data, "1.1.0"), jar, StandardCopyOption.REPLACE_EXISTING);
            History.await(() -> version().equals("1.1.0"));
            int before = asked();
            History.await(() -> asked() > before);
            assertNextChunk(there, 2);
            commits.await(20);

            commits.disturb("the jar removed");
            Files.delete(jar);
            History.await(() -> version().isEmpty());
            int atLast = asked();
            commits.await(20);
            assertThat(asked()).isEqualTo(atLast);
            assertThat(job.progress().status()).isEqualTo(SyncStatus.RUNNING);
            System.out.println("The longest pause was " + commits.longestPause());
        }
        assertThat(job.result().getValue().status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(history.export("rough").equals(expected)).isTrue();
    }

    /** How many messages the sync had each time the strategy that is dropped in was registered. */
    private List<Long> whenItComes(SyncJob job) throws InvalidSyntaxException {
        List<Long> messages = new CopyOnWriteArrayList<>();
        context.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        messages.add(job.progress().counts().messages());
                    }
                },
                "(&(objectClass=%s)(service.ranking=100))".formatted(SyncStrategy.class.getName()));
        return messages;
    }

    /**
     * The chunk that is on its way when it comes is let in; the next one it is asked for. The
     * engine may hear of it, and ask, before this test does.
     */
    private static void assertNextChunk(List<Long> there, int times) {
        History.await(() -> there.size() == times);
        assertThat(Long.getLong(Dropped.FIRST))
                .isLessThanOrEqualTo(there.get(times - 1) + 2 * CHUNK);
    }

    private static int asked() {
        return Integer.getInteger(Dropped.ASKED, 0);
    }

    /** Of the bundle that was dropped in; empty if it is gone. */
    private String version() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> Dropped.NAME.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion().toString())
                .findFirst()
                .orElse("");
    }
}
