package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import javax.inject.Inject;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.StoreCheck;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.sqlite.SQLiteDataSource;

/** A store is put back to an earlier moment, or held by somebody else, under a sync that runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TroubledStoreIT {
    private static final SyncRequest FULL = SyncRequest.builder().unlimited().build();

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with();
    }

    private History history;
    private String expected;

    /** A sync of the sample that is to be looked at, in many small steps. */
    @Before
    public void syncOnceInPeace() throws Exception {
        history = new History(context);
        history.account("calm", History.sample()).syncMessages(FULL);
        expected = history.export("calm");
        history.configure("org.backscroll.engine", Map.of("chunk.size", 5));
    }

    private void assertComplete(String account) throws Exception {
        History.await(() -> history.client(account).jobs().isEmpty());
        assertThat(history.store().jobs())
                .allSatisfy(state -> assertThat(state.status()).isEqualTo(SyncStatus.COMPLETE));
        assertThat(history.export(account).equals(expected)).isTrue();
        assertThat(history.export("calm").equals(expected)).isTrue();
        assertThat(history.service(StoreCheck.class, null).check()).allMatch(f -> f.ok());
    }

    @Test
    public void aSyncGoesOnFromWhereTheRestoredDataStand() throws Exception {
        Path copy = Files.createTempDirectory("backscroll-copy-").resolve("copy.db");
        SyncJob job = history.account("rough", History.sample()).startSync(FULL);
        History.await(() -> job.progress().counts().messages() >= 300);
        long saved = history.service(Backups.class, null).backup(copy).messages();
        History.await(() -> job.progress().counts().messages() >= 900);

        history.service(Backups.class, null).restore(copy);

        assertThat(saved).isBetween(3000L + 250, 3000L + 2900);
        assertComplete("rough");
        Files.delete(copy);
        Files.delete(copy.getParent());
    }

    @Test
    public void aSyncWaitsForWhoHoldsTheDatabaseAndGoesOn() throws Exception {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + context.getProperty("backscroll.data") + "/backscroll.db");
        SyncJob job = history.account("held", History.sample()).startSync(FULL);
        History.await(() -> job.progress().counts().messages() >= 300);

        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("BEGIN IMMEDIATE");
            History.await(() -> job.progress().status() == SyncStatus.WAITING);
            assertThat(job.progress().reason().orElseThrow())
                    .contains("another program holds the database");
            assertThat(history.store().jobs()).isNotEmpty(); // reading goes on
            statement.execute("ROLLBACK");
        }

        assertComplete("held");
    }
}
