package org.backscroll.engine;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Tells what is used of the strategies, and by a service event that this has changed. */
final class StrategyOverview implements StrategyRuntime {
    private record State(List<Choice> choices, List<String> problems) {}

    private final Parts parts;
    private final Runnable onChange = this::changed;
    private ServiceRegistration<StrategyRuntime> registration;
    private State told = new State(List.of(), List.of());
    private long count;

    StrategyOverview(Parts parts) {
        this.parts = parts;
    }

    /** Becomes a service. */
    void register(BundleContext context) {
        parts.onChange(onChange);
        synchronized (this) {
            told = state();
        }
        ServiceRegistration<StrategyRuntime> registered =
                context.registerService(StrategyRuntime.class, this, properties(0));
        synchronized (this) {
            registration = registered;
        }
        changed(); // what did meanwhile
    }

    void unregister() {
        parts.forget(onChange);
        ServiceRegistration<StrategyRuntime> registered;
        synchronized (this) {
            registered = registration;
            registration = null;
        }
        if (registered != null) {
            registered.unregister();
        }
    }

    /** Whoever listens is called without the lock. */
    private void changed() {
        ServiceRegistration<StrategyRuntime> registered;
        long number;
        synchronized (this) {
            State now = registration == null ? told : state();
            if (now.equals(told)) {
                return;
            }
            told = now;
            number = ++count;
            registered = registration;
        }
        try {
            registered.setProperties(properties(number));
        } catch (IllegalStateException e) {
            // it was unregistered meanwhile: nobody is to hear of it any more
        }
    }

    private static Hashtable<String, Object> properties(long count) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_CHANGECOUNT, count);
        return properties;
    }

    private State state() {
        return new State(choices(), problems());
    }

    @Override
    public List<Choice> choices() {
        Pins pins = parts.pins();
        Set<HistorySyncType> types = new TreeSet<>(pins.byType().keySet());
        for (Part<SyncStrategy> part : parts.strategies()) {
            try {
                types.add(new HistorySyncType(part.property(SyncStrategy.TYPE)));
            } catch (IllegalArgumentException e) {
                // nobody can ask for that type
            }
        }
        return types.stream().map(type -> choice(type, pins)).toList();
    }

    private Choice choice(HistorySyncType type, Pins pins) {
        return new Choice(
                type,
                Optional.ofNullable(pins.byType().get(type)).map(Pins.Pin::toString),
                parts.strategies(type).stream()
                        .map(
                                part ->
                                        new Candidate(
                                                part.property(Parts.BUNDLE),
                                                part.property(Parts.VERSION),
                                                part.number(Constants.SERVICE_RANKING),
                                                part.number(SyncStrategy.PRIORITY),
                                                part.flag(SyncStrategy.BACKGROUND),
                                                pins.isPinned(type, part)))
                        .toList());
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(parts.pins().problems());
        for (Choice choice : choices()) {
            if (choice.pin().isPresent()
                    && choice.candidates().stream().noneMatch(Candidate::pinned)) {
                problems.add(missing(choice));
            }
        }
        return problems;
    }

    private static String missing(Choice choice) {
        return Pins.SETTING
                + " pins "
                + choice.pin().orElseThrow()
                + " for "
                + choice.type()
                + (choice.candidates().isEmpty()
                        ? ", which no strategy serves; correct the type, or start the bundle"
                        : ", and it is not there, so the ranking decides; start the bundle, or:"
                                + " strategies unpin "
                                + choice.type());
    }
}
