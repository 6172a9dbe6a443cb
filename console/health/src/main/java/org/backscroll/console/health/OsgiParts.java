package org.backscroll.console.health;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.backscroll.api.AccountId;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks the service registry, each time anew. What it got from there it does not give back: giving
 * back would end parts that live only as long as somebody uses them.
 */
@Component(service = Parts.class, immediate = true)
public final class OsgiParts implements Parts {
    private static final String SOURCES =
            "("
                    + ConfigurationAdmin.SERVICE_FACTORYPID
                    + "="
                    + HistorySource.FACTORY_PID_PREFIX
                    + "*)";

    private final BundleContext context;
    private final ConfigurationAdmin configurations;

    /** With what tells which sources there should be. */
    @Activate
    public OsgiParts(
            BundleContext context,
            @Reference(name = "configurations") ConfigurationAdmin configurations) {
        this.context = context;
        this.configurations = configurations;
    }

    @Override
    public boolean isSettled() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.ACTIVE;
    }

    @Override
    public Optional<Store> store() {
        return best(references(HistoryStore.class, null))
                .flatMap(
                        reference ->
                                get(reference)
                                        .map(
                                                store ->
                                                        new Store(
                                                                store,
                                                                check(reference),
                                                                text(
                                                                        reference,
                                                                        HistoryStore.LOCATION))));
    }

    private Optional<StoreCheck> check(ServiceReference<HistoryStore> store) {
        String ofIt = "(" + HistoryStore.ID + "=" + text(store, HistoryStore.ID) + ")";
        return best(references(StoreCheck.class, ofIt)).flatMap(this::get);
    }

    @Override
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (ServiceReference<HistorySource> reference : references(HistorySource.class, null)) {
            if (problem(reference::getProperty).isEmpty()) {
                get(reference)
                        .ifPresent(
                                source ->
                                        sources.add(
                                                new Source(
                                                        text(reference, HistorySource.NAME),
                                                        source)));
            }
        }
        sources.sort(Comparator.comparing(Source::name));
        return sources;
    }

    @Override
    public List<String> sourceProblems() {
        Map<String, Function<String, Object>> all = new TreeMap<>();
        configured().forEach(one -> all.put(one.getPid(), one.getProperties()::get));
        for (ServiceReference<HistorySource> reference : references(HistorySource.class, null)) {
            // Where one runs, its component may have added to what is set up.
            all.put(
                    said(reference::getProperty, Constants.SERVICE_PID)
                            .orElse("service " + reference.getProperty(Constants.SERVICE_ID)),
                    reference::getProperty);
        }
        List<String> problems = new ArrayList<>();
        all.forEach(
                (id, properties) ->
                        problem(properties)
                                .map(
                                        problem ->
                                                said(properties, HistorySource.NAME).orElse(id)
                                                        + ": "
                                                        + problem)
                                .ifPresent(problems::add));
        return problems;
    }

    /** Why the engine leaves a source alone, in its words. */
    private static Optional<String> problem(Function<String, Object> properties) {
        if (said(properties, HistorySource.NAME).isEmpty()) {
            return Optional.of("it has no name; add " + HistorySource.NAME + "=NAME to it");
        }
        try {
            AccountId.of(said(properties, HistorySource.ACCOUNT).orElse(""));
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

    private static Optional<String> said(Function<String, Object> properties, String key) {
        return properties.apply(key) instanceof String value && !value.isBlank()
                ? Optional.of(value)
                : Optional.empty();
    }

    @Override
    public Set<String> configuredSources() {
        Set<String> names = new TreeSet<>();
        for (Configuration one : configured()) {
            Dictionary<String, Object> properties = one.getProperties();
            if (problem(properties::get).isEmpty()) {
                said(properties::get, HistorySource.NAME).ifPresent(names::add);
            }
        }
        return names;
    }

    private List<Configuration> configured() {
        try {
            Configuration[] all = configurations.listConfigurations(SOURCES);
            return all == null ? List.of() : List.of(all);
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configurations cannot be read", e);
        }
    }

    @Override
    public Set<String> servedTypes() {
        Set<String> types = new TreeSet<>();
        references(SyncStrategy.class, null)
                .forEach(reference -> types.add(text(reference, SyncStrategy.TYPE)));
        return types;
    }

    @Override
    public List<String> pinProblems() {
        return best(references(StrategyRuntime.class, null))
                .flatMap(this::get)
                .map(StrategyRuntime::problems)
                .orElse(List.of());
    }

    @Override
    public Optional<String> property(String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }

    private <T> Collection<ServiceReference<T>> references(Class<T> service, String filter) {
        try {
            return context.getServiceReferences(service, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // an id is a UUID
        }
    }

    private static <T> Optional<ServiceReference<T>> best(Collection<ServiceReference<T>> all) {
        return all.stream().max(Comparator.naturalOrder());
    }

    private <T> Optional<T> get(ServiceReference<T> reference) {
        return Optional.ofNullable(context.getService(reference));
    }

    private static String text(ServiceReference<?> reference, String property) {
        Object value = reference.getProperty(property);
        return value == null ? "?" : value.toString();
    }
}
