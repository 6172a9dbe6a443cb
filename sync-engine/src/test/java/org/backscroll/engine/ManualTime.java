package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that stands until a test turns it. */
final class ManualTime implements Time {
    private record Sleeper(Signal signal, Instant until) {}

    private final List<Sleeper> sleepers = new ArrayList<>();
    private final List<Signal> waiting = new ArrayList<>();
    private int lost;
    private Instant now = Instant.parse("2024-05-01T00:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void await(Signal.Look look, Duration max) throws InterruptedException {
        Sleeper sleeper;
        synchronized (this) {
            sleeper = new Sleeper(look.signal(), now.plus(max));
            sleepers.add(sleeper);
        }
        try {
            look.await(0);
        } finally {
            synchronized (this) {
                sleepers.remove(sleeper);
            }
        }
    }

    /**
     * An answer's patience lasts until {@link #losePatience()}: the clock may be turned meanwhile.
     */
    @Override
    public Patience patience(Duration max) {
        int begun;
        synchronized (this) {
            begun = lost;
        }
        return look -> {
            synchronized (this) {
                if (lost != begun) {
                    return false;
                }
                waiting.add(look.signal());
            }
            try {
                look.await(0);
            } finally {
                synchronized (this) {
                    waiting.remove(look.signal());
                }
            }
            return true;
        };
    }

    /** Whoever waits for an answer now has waited too long. */
    synchronized void losePatience() {
        lost++;
        waiting.forEach(Signal::raise);
    }

    synchronized void advance(Duration by) {
        now = now.plus(by);
        sleepers.stream().filter(s -> !s.until().isAfter(now)).forEach(s -> s.signal().raise());
    }

    /** How long the one who waits longest still has to. */
    synchronized Duration longestWait() {
        return sleepers.stream()
                .map(s -> Duration.between(now, s.until()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
