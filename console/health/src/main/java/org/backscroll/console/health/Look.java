package org.backscroll.console.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all checks have in common: they answer in time, and blame nothing while it starts or stops.
 * Thread-safe.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Parts parts;
    private final Timed<Result> look;

    /** Where findings are written. */
    @FunctionalInterface
    interface Findings {
        void into(FormattingResultLog log) throws StoreException, InterruptedException;
    }

    /**
     * @param limit how long a look may take
     * @param findings what it finds; it may block
     */
    Look(Parts parts, Duration limit, Findings findings) {
        this.parts = parts;
        look =
                new Timed<>(
                        limit,
                        () -> {
                            FormattingResultLog log = new FormattingResultLog();
                            findings.into(log);
                            return new Result(log);
                        });
    }

    /** What is found now. */
    Result result() {
        if (!parts.isSettled()) {
            return new Result(
                    Result.Status.TEMPORARILY_UNAVAILABLE, "the system is starting or stopping");
        }
        try {
            return look.begin().get();
        } catch (TimeoutException e) {
            return new Result(Result.Status.WARN, e.getMessage());
        } catch (ExecutionException e) {
            return failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(Result.Status.HEALTH_CHECK_ERROR, "interrupted");
        }
    }

    private static Result failed(Throwable cause) {
        LOG.debug("a health check met trouble", cause);
        if (cause instanceof StoreException e) {
            return new Result(status(e.kind()), e.getMessage());
        }
        LOG.warn("a health check failed", cause);
        return new Result(Result.Status.HEALTH_CHECK_ERROR, "it failed: " + cause);
    }

    private static Result.Status status(StoreException.Kind kind) {
        return switch (kind) {
            case BUSY -> Result.Status.WARN;
            case CLOSED -> Result.Status.TEMPORARILY_UNAVAILABLE;
            default -> Result.Status.CRITICAL;
        };
    }
}
