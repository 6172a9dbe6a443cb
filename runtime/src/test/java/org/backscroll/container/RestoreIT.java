package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.StoreCheck;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;

/** A store is put back to an earlier moment under a sync that runs. */
@RunWith(PaxExam.class)
public class RestoreIT {
    private static final SyncRequest FULL = SyncRequest.builder().unlimited().build();

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    @Test
    public void aSyncGoesOnFromWhereTheRestoredDataStand() throws Exception {
        History history = new History(context);
        HistoryClient calm = history.account("calm", History.sample());
        calm.syncMessages(FULL);
        String expected = history.export("calm");
        history.configure("org.backscroll.engine", Map.of("chunk.size", 5));
        Path copy = Files.createTempDirectory("backscroll-copy-").resolve("copy.db");

        SyncJob job = history.account("rough", History.sample()).startSync(FULL);
        History.await(() -> job.progress().counts().messages() >= 300);
        long saved = history.service(Backups.class, null).backup(copy).messages();
        History.await(() -> job.progress().counts().messages() >= 900);
        history.service(Backups.class, null).restore(copy);

        assertThat(saved).isBetween(3000L + 250, 3000L + 2900);
        History.await(() -> history.client("rough").jobs().isEmpty());
        assertThat(history.store().jobs())
                .allSatisfy(state -> assertThat(state.status()).isEqualTo(SyncStatus.COMPLETE));
        assertThat(history.export("rough").equals(expected)).isTrue();
        assertThat(history.export("calm").equals(expected)).isTrue();
        assertThat(history.service(StoreCheck.class, null).check()).allMatch(f -> f.ok());
        Files.delete(copy);
        Files.delete(copy.getParent());
    }
}
