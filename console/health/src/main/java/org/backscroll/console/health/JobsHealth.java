package org.backscroll.console.health;

import java.time.Clock;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether jobs move: WARN for one that is at work and has committed nothing for long. */
@Component(service = HealthCheck.class, name = JobsHealth.PID)
@Designate(ocd = JobsHealth.Config.class)
public final class JobsHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.jobs";

    private final Parts parts;
    private final Config config;
    private final Look look;
    private final Clock clock;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Jobs",
            description = "Whether the jobs at work commit something.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll jobs";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll", "jobs"};

        /** Component property {@code stuck.minutes}. */
        @AttributeDefinition(
                name = "Stuck after",
                description =
                        "How long a job at work may commit nothing. Unit: minutes. Default: 10.",
                min = "1")
        int stuck_minutes() default 10;

        /** Component property {@code timeout.ms}. */
        @AttributeDefinition(
                name = "Time-out",
                description = "How long to wait for the store. Unit: milliseconds. Default: 1500.",
                min = "1")
        int timeout_ms() default 1500;
    }

    /** With the parts it looks at. */
    @Activate
    public JobsHealth(@Reference(name = "parts") Parts parts, Config config) {
        this(parts, config, Clock.systemUTC());
    }

    JobsHealth(Parts parts, Config config, Clock clock) {
        this.parts = parts;
        this.config = config;
        look = new Look(parts, Duration.ofMillis(config.timeout_ms()), this::findings);
        this.clock = clock;
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) throws StoreException {
        Parts.Store store = parts.store().orElse(null);
        if (store == null) {
            log.temporarilyUnavailable("no store is open, so nothing is known of jobs");
            return;
        }
        int open = 0;
        for (JobState job : store.service().jobs()) {
            if (!job.status().isEnd()) {
                open++;
                tell(log, job);
            }
        }
        log.info("{} jobs are unfinished", open);
    }

    private void tell(FormattingResultLog log, JobState job) {
        Duration quiet = Duration.between(job.updated(), clock.instant());
        if (job.key().type().equals(HistorySyncType.LIVE)) {
            log.info(
                    "job {}: follows {}",
                    job.id(),
                    job.key().source()); // at rest while nobody writes
        } else if (job.status() != SyncStatus.RUNNING) {
            log.info("job {}: {} {}", job.id(), job.status(), job.reason().orElse(""));
        } else if (quiet.compareTo(Duration.ofMinutes(config.stuck_minutes())) >= 0) {
            log.warn(
                    "job {} ({} of {}) is at work and has committed nothing for {} minutes; look into"
                            + " the log, or cancel and resume it: jobs cancel {}",
                    job.id(),
                    job.key().type().name(),
                    job.key().source(),
                    quiet.toMinutes(),
                    job.id());
        }
    }
}
