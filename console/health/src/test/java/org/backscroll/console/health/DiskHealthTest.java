package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.backscroll.api.store.HistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskHealthTest {
    private static final long MORE_THAN_THERE_IS = Long.MAX_VALUE;

    private final FakeParts parts = new FakeParts();

    private Result look(long warn, long critical, String folder) {
        return new DiskHealth(
                        parts,
                        FakeParts.config(
                                DiskHealth.Config.class,
                                Map.of(
                                        "warn_mib",
                                        warn,
                                        "critical_mib",
                                        critical,
                                        "folder",
                                        folder)))
                .execute();
    }

    @Test
    void theLimitsDecide(@TempDir Path folder) {
        assertThat(look(0, 0, folder.toString()).getStatus()).isEqualTo(Status.OK);
        assertThat(look(MORE_THAN_THERE_IS, 0, folder.toString()).getStatus())
                .isEqualTo(Status.WARN);
        assertThat(look(0, MORE_THAN_THERE_IS, folder.toString()).getStatus())
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    void whereTheStoreLiesIsLookedAtAndElseTheDataFolder(@TempDir Path folder) {
        parts.properties.put(HistoryStore.FRAMEWORK_DATA, folder.resolve("not/yet").toString());
        assertThat(look(0, 0, "").toString()).endsWith("free at " + folder + "]]");

        parts.store(List::of, null, "cassandra at host:9042");
        assertThat(look(0, 0, "").toString()).contains("free at " + folder);

        parts.store(List::of, null, "/");
        assertThat(look(0, 0, "").toString()).endsWith("free at /]]");
    }

    @Test
    void whereNothingSaysWhereTheDataLieOneIsAskedToSay() {
        assertThat(look(0, 0, "").getStatus()).isEqualTo(Status.WARN);
        assertThat(look(0, 0, "").toString()).contains("set folder of org.backscroll.health.disk");
    }
}
