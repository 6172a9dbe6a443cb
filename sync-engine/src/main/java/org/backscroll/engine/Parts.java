package org.backscroll.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies, sources and stores that are there now, by their service references. Thread-safe.
 */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    /** The property of a strategy that names its bundle. */
    static final String BUNDLE = "backscroll.bundle";

    /** The property of a strategy that tells its bundle's version. */
    static final String VERSION = "backscroll.bundle.version";

    /** Below SCR's lock timeout of 5 s, past which it gives up waiting for an unbind. */
    private static final Duration DRAIN = Duration.ofMillis(4000);

    private final Map<Object, Part<SyncStrategy>> strategies = new HashMap<>();
    private final Map<Object, Part<HistorySource>> sources = new HashMap<>();
    private final Map<Object, Part<HistoryStore>> stores = new HashMap<>();
    private volatile Pins pins = Pins.NONE;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Runs something after each change, on the thread that made it. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    void addStrategy(Comparable<Object> ref, SyncStrategy service, Map<String, ?> properties) {
        add(strategies, new Part<>(ref, service, properties));
    }

    /** A source that does not say what it is called and whom it feeds is left alone. */
    void addSource(Comparable<Object> ref, HistorySource service, Map<String, ?> properties) {
        Part<HistorySource> source = new Part<>(ref, service, properties);
        Optional<String> problem = problem(source);
        if (problem.isPresent()) {
            LOG.warn(
                    "The source {} is left alone: {}",
                    Stream.of(HistorySource.NAME, Constants.SERVICE_PID)
                            .map(source::property)
                            .filter(name -> !name.isBlank())
                            .findFirst()
                            .orElse(String.valueOf(ref)),
                    problem.get());
            return;
        }
        add(sources, source);
    }

    private static Optional<String> problem(Part<HistorySource> source) {
        if (source.property(HistorySource.NAME).isBlank()) {
            return Optional.of("it has no name; add " + HistorySource.NAME + "=NAME to it");
        }
        try {
            AccountId.of(source.property(HistorySource.ACCOUNT));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    "it names no account; add "
                            + HistorySource.ACCOUNT
                            + "=NAME to it ("
                            + e.getMessage()
                            + ")");
        }
    }

    void addStore(Comparable<Object> ref, HistoryStore service, Map<String, ?> properties) {
        add(stores, new Part<>(ref, service, properties));
    }

    void removeStrategy(Object ref) {
        remove(strategies, ref);
    }

    void removeSource(Object ref) {
        remove(sources, ref);
    }

    void removeStore(Object ref) {
        remove(stores, ref);
    }

    /** All strategies. */
    List<Part<SyncStrategy>> strategies() {
        synchronized (strategies) {
            return List.copyOf(strategies.values());
        }
    }

    /** The strategies for a type, the best first: those that are pinned, then by rank. */
    List<Part<SyncStrategy>> strategies(HistorySyncType type) {
        return strategies().stream()
                .filter(part -> part.property(SyncStrategy.TYPE).equals(type.name()))
                .sorted(preference(type).reversed())
                .toList();
    }

    /** The strategy that answers for a type now. */
    Optional<Part<SyncStrategy>> strategy(HistorySyncType type) {
        return strategies(type).stream().findFirst();
    }

    private Comparator<Part<SyncStrategy>> preference(HistorySyncType type) {
        Pins now = pins;
        return Comparator.<Part<SyncStrategy>, Boolean>comparing(part -> now.isPinned(type, part))
                .thenComparing(Part::reference);
    }

    /** Prefers strategies by their bundle. */
    void pin(Pins value) {
        pins = value;
    }

    /** What is preferred. */
    Pins pins() {
        return pins;
    }

    /** Has everybody who listens look anew. */
    void changed() {
        listeners.forEach(Runnable::run);
    }

    /**
     * The source of a name that feeds an account: a name may be given to another one's by and by.
     */
    Optional<Part<HistorySource>> source(String name, AccountId account) {
        return best(
                sources,
                part ->
                        part.property(HistorySource.NAME).equals(name)
                                && part.property(HistorySource.ACCOUNT).equals(account.value()));
    }

    /** All sources, by name. */
    List<Part<HistorySource>> sources() {
        synchronized (sources) {
            return sources.values().stream()
                    .sorted(Comparator.comparing(part -> part.property(HistorySource.NAME)))
                    .toList();
        }
    }

    /** The store that new jobs go to. */
    Optional<Part<HistoryStore>> store() {
        return best(stores, part -> true);
    }

    /** All stores. */
    List<Part<HistoryStore>> stores() {
        synchronized (stores) {
            return List.copyOf(stores.values());
        }
    }

    /** The store with certain data. */
    Optional<Part<HistoryStore>> store(UUID id) {
        return best(stores, part -> part.service().id().equals(id));
    }

    private <T> void add(Map<Object, Part<T>> map, Part<T> part) {
        synchronized (map) {
            map.put(part.reference(), part);
        }
        changed();
    }

    private <T> void remove(Map<Object, Part<T>> map, Object ref) {
        Part<T> part;
        synchronized (map) {
            part = map.remove(ref);
        }
        if (part != null) {
            part.retire(DRAIN);
            changed();
        }
    }

    private static <T> Optional<Part<T>> best(
            Map<Object, Part<T>> map, java.util.function.Predicate<Part<T>> wanted) {
        synchronized (map) {
            return map.values().stream()
                    .filter(wanted)
                    .max((a, b) -> a.reference().compareTo(b.reference()));
        }
    }
}
