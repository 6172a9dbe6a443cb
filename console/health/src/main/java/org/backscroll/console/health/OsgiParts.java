package org.backscroll.console.health;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
            get(reference)
                    .ifPresent(
                            source ->
                                    sources.add(
                                            new Source(
                                                    text(reference, HistorySource.NAME), source)));
        }
        sources.sort(Comparator.comparing(Source::name));
        return sources;
    }

    @Override
    public Set<String> configuredSources() {
        Set<String> names = new TreeSet<>();
        try {
            Configuration[] all = configurations.listConfigurations(SOURCES);
            for (Configuration one : all == null ? new Configuration[0] : all) {
                if (one.getProperties().get(HistorySource.NAME) instanceof String name) {
                    names.add(name);
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configurations cannot be read", e);
        }
        return names;
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
