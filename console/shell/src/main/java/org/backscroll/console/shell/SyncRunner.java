package org.backscroll.console.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.osgi.util.promise.Promise;

/** Starts syncs and watches them, showing how they go on, until they end. */
final class SyncRunner {
    private static final long REDRAW_SECONDS = 1;

    private final Services services;
    private final SyncEvents events;

    SyncRunner(Services services, SyncEvents events) {
        this.services = services;
        this.events = events;
    }

    /**
     * Runs a sync for an account: to its end, or, when it works in the background, to its start.
     */
    SyncAnswer sync(Console console, AccountId account, SyncRequest request)
            throws CommandException, HistoryException, InterruptedException {
        HistoryClient client = new Lookup(services).client(account);
        SyncResult result =
                request.background() || worksInBackground(request)
                        ? client.syncMessages(request)
                        : follow(console, client.startSync(request));
        return report(console, account, result);
    }

    /** Tells the error of a sync that did not end well, and gives the answer. */
    SyncAnswer report(Console console, AccountId account, SyncResult result) {
        if (!result.success()) {
            console.err().println(problem(account, result));
            console.err().flush();
        }
        return new SyncAnswer(account, result);
    }

    private static String problem(AccountId account, SyncResult result) {
        return DisplayText.oneLine(
                result.error()
                        .orElse(
                                result.type()
                                        + " of "
                                        + account
                                        + " was "
                                        + StateAnswers.status(result.status())));
    }

    private boolean worksInBackground(SyncRequest request) {
        return services.strategy(request.type())
                .map(StrategyRuntime.Candidate::background)
                .orElse(false);
    }

    /** Watches a job to its end. */
    SyncResult follow(Console console, SyncJob job) throws HistoryException, InterruptedException {
        return follow(console, job, () -> true).orElseThrow();
    }

    /** Watches a job to its end, or as long as it makes sense; then empty. */
    Optional<SyncResult> follow(Console console, SyncJob job, BooleanSupplier sensible)
            throws HistoryException, InterruptedException {
        Semaphore moved = new Semaphore(0);
        Promise<SyncResult> result = job.result();
        result.onResolve(moved::release);
        Progress progress = Progress.on(console, job.request().type() + " of " + job.account());
        SyncEvents.Watch watch = events.watch(moved::release);
        try {
            while (!result.isDone() && sensible.getAsBoolean()) {
                progress.show(job.progress());
                // Once a second even without an event: the rate changes, and events may be off.
                moved.tryAcquire(REDRAW_SECONDS, TimeUnit.SECONDS);
                moved.drainPermits();
            }
        } catch (InterruptedException e) {
            progress.end();
            console.err().println(job.request().type() + " goes on behind, see: jobs");
            throw e;
        } finally {
            watch.close();
        }
        progress.end();
        return result.isDone() ? Optional.of(result(result)) : Optional.empty();
    }

    private static SyncResult result(Promise<SyncResult> result)
            throws HistoryException, InterruptedException {
        Throwable failure = result.getFailure();
        if (failure == null) {
            try {
                return result.getValue();
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw new IllegalStateException("a promise failed and did not", e);
            }
        }
        if (failure instanceof HistoryException told) {
            throw told;
        }
        throw new IllegalStateException("a sync broke off", failure);
    }

    /** The job with an id, if it is unfinished and somebody works for its account here. */
    Optional<SyncJob> running(String id) {
        return unfinished().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** The unfinished jobs of all accounts. */
    List<SyncJob> unfinished() {
        return services.clients().stream().flatMap(client -> client.jobs().stream()).toList();
    }
}
