package org.backscroll.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the engine makes of the strategies that are there: which one answers for a type of sync, and
 * which was pinned, so that it answers whatever ranks higher. For consoles and monitoring; nobody
 * needs it to sync. One service, as long as the engine runs. Thread-safe.
 *
 * <p>Its service property {@code service.changecount}, a {@code Long}, is another one after each
 * change of what is told here, so who listens for the service's events hears of it.
 */
@ProviderType
public interface StrategyRuntime {
    /** Every type of sync that a strategy serves or that one is pinned for, by name. */
    List<Choice> choices();

    /**
     * What is wrong with the pins: what pins nothing, and what cannot be had now. A line each,
     * which says what to do.
     */
    List<String> problems();

    /**
     * Who answers for a type of sync.
     *
     * @param type which
     * @param pin what is pinned for it, as {@code BUNDLE} or {@code BUNDLE:VERSION}: the bundle's
     *     symbolic name and, where several versions of it may be there, its version
     * @param candidates those that serve it, the one that answers first, then those that would if
     *     it went: pinned ones before the others, and of these by rank
     */
    record Choice(HistorySyncType type, Optional<String> pin, List<Candidate> candidates) {
        /** All parts are required. */
        public Choice {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(pin, "pin");
            candidates = List.copyOf(candidates);
        }

        /** The one that answers now; empty if none is there. */
        public Optional<Candidate> inUse() {
            return candidates.stream().findFirst();
        }
    }

    /**
     * A strategy that is there.
     *
     * @param bundle the symbolic name of the bundle that registered it
     * @param version of that bundle
     * @param ranking as the framework ranks services
     * @param priority of its jobs, as {@link org.backscroll.api.strategy.SyncStrategy#PRIORITY}
     * @param background whether its jobs go on behind, as {@link
     *     org.backscroll.api.strategy.SyncStrategy#BACKGROUND}
     * @param pinned whether it is what was pinned
     */
    record Candidate(
            String bundle,
            String version,
            int ranking,
            int priority,
            boolean background,
            boolean pinned) {
        /** All parts are required. */
        public Candidate {
            Objects.requireNonNull(bundle, "bundle");
            Objects.requireNonNull(version, "version");
        }
    }
}
