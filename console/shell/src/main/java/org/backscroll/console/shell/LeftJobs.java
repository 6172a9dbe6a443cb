package org.backscroll.console.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.HistoryException;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncResult;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the jobs that a command leaves behind, before its process ends. */
final class LeftJobs {
    private static final Logger LOG = LoggerFactory.getLogger(LeftJobs.class);

    private final Services services;
    private final SyncRunner runner;

    LeftJobs(Services services, SyncRunner runner) {
        this.services = services;
        this.runner = runner;
    }

    /**
     * Waits until no job is at work any more; one that waits for a part that is not there is left
     * to the next start.
     *
     * @return the ids of those that failed
     */
    Set<String> await(Console console) {
        Set<String> seen = new HashSet<>();
        Set<String> failed = new HashSet<>();
        try {
            Optional<SyncJob> next;
            while ((next = next(seen)).isPresent()) {
                SyncJob job = next.get();
                seen.add(job.id());
                Optional<SyncResult> end = runner.follow(console, job, () -> canEnd(job));
                if (end.isEmpty()) {
                    continue; // What it needs was taken away meanwhile.
                }
                SyncResult result = end.get();
                console.err()
                        .println(
                                job.request().type()
                                        + " of "
                                        + job.account()
                                        + ": "
                                        + StateAnswers.status(result.status())
                                        + result.error().map(e -> ": " + e).orElse(""));
                if (!result.success()) {
                    failed.add(job.id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (HistoryException e) {
            LOG.debug("jobs are left to the next start", e);
        }
        return failed;
    }

    private Optional<SyncJob> next(Set<String> seen) {
        List<SyncJob> open =
                runner.unfinished().stream().filter(job -> !seen.contains(job.id())).toList();
        return open.stream().filter(this::canEnd).findFirst();
    }

    /** Whether all that a job needs is there. */
    private boolean canEnd(SyncJob job) {
        return services.sources().stream().anyMatch(s -> s.name().equals(job.source()))
                && services.strategy(job.request().type()).isPresent()
                && isStored(job);
    }

    /** Not so after the data were replaced: then a job waits for a store that went with them. */
    private boolean isStored(SyncJob job) {
        try {
            Optional<Services.Store> store = services.store();
            return store.isPresent() && store.get().service().job(job.id()).isPresent();
        } catch (StoreException e) {
            LOG.debug("job {} is left to the next start", job.id(), e);
            return false;
        }
    }
}
