package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.backscroll.api.source.HistorySource;

/**
 * Who may call which source now: circuit breakers, rate limits, and background work that gives way.
 * Shared by all jobs. Thread-safe.
 */
final class Limits {
    /** The wait is short: giving way ends with a wake-up. */
    private static final Duration GIVE_WAY = Duration.ofSeconds(5);

    private final Settings settings;
    private final Time time;
    private final Map<Part<HistorySource>, Breaker> breakers = new WeakHashMap<>();
    private final Map<RateKey, Rate> rates = new HashMap<>();
    private final Set<Job> foreground = new HashSet<>();
    private final Set<Job> givingWay = new HashSet<>();

    private record RateKey(String source, String account, String key) {}

    /** One limit, and who waits for it. */
    private static final class Rate {
        private final Rates.Limit limit;
        private final TokenBucket bucket;
        private final Map<Job, Integer> waiting = new HashMap<>();

        Rate(Rates.Limit limit, Instant now) {
            this.limit = limit;
            bucket = new TokenBucket(limit.requests(), limit.period(), now);
        }

        /** How long to wait; the job of the greatest priority goes first. */
        Duration take(Job job, int priority, Instant now) {
            boolean first = waiting.values().stream().noneMatch(other -> other > priority);
            if (first && bucket.take(now)) {
                waiting.remove(job);
                return Duration.ZERO;
            }
            waiting.put(job, priority);
            return bucket.wait(now).plusMillis(1);
        }
    }

    /**
     * Why a job has to wait.
     *
     * @param max how long at most
     */
    record Hold(Duration max, String why) {}

    /**
     * What a strategy declares of its work.
     *
     * @param key the rate limit that its fetches count against
     * @param priority the greater goes first
     * @param background whether it gives way to all that is not
     */
    record Work(String key, int priority, boolean background) {}

    Limits(Settings settings, Time time) {
        this.settings = settings;
        this.time = time;
    }

    /**
     * A job is about to fetch.
     *
     * @return empty if it may; then {@link #succeeded}, {@link #failed} or {@link #undecided}
     *     follows
     */
    synchronized Optional<Hold> enter(Part<HistorySource> source, Job job, Work work) {
        if (work.background() && !foreground.isEmpty()) {
            givingWay.add(job);
            return Optional.of(new Hold(GIVE_WAY, "gives way to other syncs"));
        }
        givingWay.remove(job);
        Instant now = time.now();
        Duration away = breaker(source).enter(now);
        if (!away.isZero()) {
            return Optional.of(
                    new Hold(
                            away,
                            "source '" + job.source() + "' failed too often; it gets some time"));
        }
        Duration wait =
                rate(source, job, work)
                        .map(r -> r.take(job, work.priority(), now))
                        .orElse(Duration.ZERO);
        if (!wait.isZero()) {
            breaker(source).undecided();
            return Optional.of(new Hold(wait, "the rate limit of " + work.key()));
        }
        if (!work.background()) {
            foreground.add(job);
        }
        return Optional.empty();
    }

    private Breaker breaker(Part<HistorySource> source) {
        return breakers.computeIfAbsent(
                source, s -> new Breaker(settings.breakerFailures(), settings.breakerDelay()));
    }

    private Optional<Rate> rate(Part<HistorySource> source, Job job, Work work) {
        return settings.rates()
                .of(job.source(), work.key())
                .map(
                        limit ->
                                rates.compute(
                                        new RateKey(
                                                job.source(), job.account().value(), work.key()),
                                        (key, rate) ->
                                                rate != null && rate.limit.equals(limit)
                                                        ? rate
                                                        : new Rate(limit, time.now())));
    }

    /** Breakers begin anew, with the numbers of now. */
    synchronized void reset() {
        breakers.clear();
    }

    synchronized void succeeded(Part<HistorySource> source) {
        breaker(source).succeeded();
    }

    synchronized void failed(Part<HistorySource> source) {
        breaker(source).failed(time.now());
    }

    synchronized void undecided(Part<HistorySource> source) {
        breaker(source).undecided();
    }

    /** A server wants to be left alone: that holds for all jobs. */
    synchronized void keepAway(Part<HistorySource> source, Duration wait) {
        breaker(source).keepAway(time.now().plus(wait));
    }

    /** A job waits for something, or has ended: it is in nobody's way. */
    void rest(Job job) {
        Set<Job> woken = Set.of();
        synchronized (this) {
            rates.values().forEach(rate -> rate.waiting.remove(job));
            givingWay.remove(job);
            if (foreground.remove(job) && foreground.isEmpty()) {
                woken = Set.copyOf(givingWay);
            }
        }
        woken.forEach(Job::wake);
    }
}
