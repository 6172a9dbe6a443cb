package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.junit.jupiter.api.Test;

class JobsHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static JobState job(SyncStatus status, Duration ago) {
        return job(HistorySyncType.FULL, status, ago);
    }

    private static JobState job(HistorySyncType type, SyncStatus status, Duration ago) {
        JobKey key = new JobKey(AccountId.of("phone"), "phone", type, Optional.empty());
        return JobState.builder(
                        "j1",
                        key,
                        SyncRequest.of(HistorySyncType.FULL),
                        NOW.minus(Duration.ofDays(9)))
                .status(status)
                .updated(NOW.minus(ago))
                .build();
    }

    private static Result look(JobState... jobs) {
        return new JobsHealth(
                        new FakeParts().store(() -> List.of(jobs), null, "?"),
                        FakeParts.config(JobsHealth.Config.class, Map.of("stuck_minutes", 5)),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .execute();
    }

    @Test
    void aJobThatCommitsIsWell() {
        assertThat(look(job(SyncStatus.RUNNING, Duration.ofSeconds(299))).getStatus())
                .isEqualTo(Status.OK);
    }

    @Test
    void aJobAtWorkThatCommitsNothingForLongIsAWarning() {
        Result result = look(job(SyncStatus.RUNNING, Duration.ofMinutes(5)));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("job j1 (FULL of phone)", "for 5 minutes");
    }

    /** Nobody may have written for days. */
    @Test
    void whoFollowsMayHaveNothingToCommit() {
        assertThat(
                        look(job(HistorySyncType.LIVE, SyncStatus.RUNNING, Duration.ofDays(2)))
                                .getStatus())
                .isEqualTo(Status.OK);
    }

    @Test
    void aJobThatWaitsOrHasEndedMayBeOld() {
        assertThat(
                        look(
                                        job(SyncStatus.WAITING, Duration.ofDays(2)),
                                        job(SyncStatus.COMPLETE, Duration.ofDays(2)))
                                .getStatus())
                .isEqualTo(Status.OK);
    }

    @Test
    void withoutAStoreNothingIsKnown() {
        Result result =
                new JobsHealth(new FakeParts(), FakeParts.config(JobsHealth.Config.class, Map.of()))
                        .execute();

        assertThat(result.getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    }
}
