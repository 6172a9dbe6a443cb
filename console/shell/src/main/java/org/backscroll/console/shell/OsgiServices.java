package org.backscroll.console.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Asks the service registry, each time anew. What it got from there it does not give back: a
 * command is over soon, and giving back would end parts that live only as long as somebody uses
 * them.
 */
@Component(service = Services.class, immediate = true)
public final class OsgiServices implements Services {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 100;

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final ConfigurationAdmin configurations;

    /** With what tells why parts are missing. */
    @Activate
    public OsgiServices(
            BundleContext context,
            @Reference(name = "components") ServiceComponentRuntime components,
            @Reference(name = "configurations") ConfigurationAdmin configurations) {
        this.context = context;
        this.components = components;
        this.configurations = configurations;
    }

    @Override
    public Optional<String> property(String name) {
        return Optional.ofNullable(context.getProperty(name)).filter(value -> !value.isBlank());
    }

    @Override
    public Optional<Store> store() {
        await(
                () -> !references(HistoryStore.class).isEmpty() || storeFailure().isPresent(),
                () -> StoreFailure.isOneOnItsWay(components));
        return best(HistoryStore.class)
                .flatMap(
                        reference ->
                                get(reference)
                                        .map(
                                                store ->
                                                        new Store(
                                                                store,
                                                                text(reference, HistoryStore.ID),
                                                                text(reference, HistoryStore.TYPE),
                                                                text(
                                                                        reference,
                                                                        HistoryStore.LOCATION),
                                                                flag(
                                                                        reference,
                                                                        HistoryStore.READ_ONLY))));
    }

    @Override
    public Optional<String> storeFailure() {
        return StoreFailure.of(components);
    }

    @Override
    public <T> Optional<T> of(Store store, Class<T> service) {
        return references(service).stream()
                .filter(reference -> text(reference, HistoryStore.ID).equals(store.id()))
                .max(Comparator.naturalOrder())
                .flatMap(this::get);
    }

    @Override
    public List<Source> sources() {
        Set<String> expected = expectedSources();
        await(() -> names().containsAll(expected), () -> !expected.isEmpty());
        List<Source> sources = new ArrayList<>();
        for (ServiceReference<HistorySource> reference : usableSources()) {
            get(reference)
                    .ifPresent(
                            source ->
                                    sources.add(
                                            new Source(
                                                    source,
                                                    text(reference, HistorySource.NAME),
                                                    text(reference, HistorySource.TYPE),
                                                    AccountId.of(
                                                            text(
                                                                    reference,
                                                                    HistorySource.ACCOUNT)))));
        }
        sources.sort(Comparator.comparing(Source::name));
        return sources;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        usableSources().forEach(reference -> names.add(text(reference, HistorySource.NAME)));
        return names;
    }

    private List<ServiceReference<HistorySource>> usableSources() {
        return references(HistorySource.class).stream()
                .filter(reference -> SourceNaming.problem(reference::getProperty).isEmpty())
                .toList();
    }

    /** Also those that are only set up yet; where one runs, its component may have added to it. */
    @Override
    public List<LeftAlone> leftAlone() {
        Map<String, Function<String, Object>> all = new TreeMap<>();
        for (Configuration one : configuredSources()) {
            all.put(one.getPid(), one.getProperties()::get);
        }
        for (ServiceReference<HistorySource> reference : references(HistorySource.class)) {
            all.put(
                    SourceNaming.said(reference::getProperty, Constants.SERVICE_PID)
                            .orElse("service " + reference.getProperty(Constants.SERVICE_ID)),
                    reference::getProperty);
        }
        List<LeftAlone> leftAlone = new ArrayList<>();
        all.forEach(
                (id, properties) ->
                        SourceNaming.problem(properties)
                                .map(
                                        problem ->
                                                new LeftAlone(
                                                        SourceNaming.said(
                                                                        properties,
                                                                        HistorySource.NAME)
                                                                .orElse(id),
                                                        problem))
                                .ifPresent(leftAlone::add));
        return leftAlone;
    }

    /**
     * The names of the sources that are set up in full and whose component is there to run them.
     */
    private Set<String> expectedSources() {
        Set<String> pids = new HashSet<>();
        components
                .getComponentDescriptionDTOs()
                .forEach(component -> pids.addAll(Arrays.asList(component.configurationPid)));
        Set<String> names = new HashSet<>();
        for (Configuration one : configuredSources()) {
            Dictionary<String, Object> properties = one.getProperties();
            if (pids.contains(one.getFactoryPid())
                    && SourceNaming.problem(properties::get).isEmpty()) {
                names.add(properties.get(HistorySource.NAME).toString());
            }
        }
        return names;
    }

    private List<Configuration> configuredSources() {
        try {
            Configuration[] all =
                    configurations.listConfigurations(SourceAdmin.FILTER_OF_CONFIGURATIONS);
            return all == null ? List.of() : List.of(all);
        } catch (IOException | InvalidSyntaxException e) {
            return List.of(); // then nothing is waited for
        }
    }

    @Override
    public Optional<Source> source(String name) {
        await(() -> names().contains(name), () -> true);
        return Services.super.source(name);
    }

    @Override
    public Optional<HistoryClient> client(AccountId account) {
        await(() -> clientNow(account).isPresent(), () -> true);
        return clientNow(account);
    }

    private Optional<HistoryClient> clientNow(AccountId account) {
        return references(HistoryClient.class).stream()
                .filter(r -> text(r, HistoryClient.ACCOUNT).equals(account.value()))
                .max(Comparator.naturalOrder())
                .flatMap(this::get);
    }

    @Override
    public List<HistoryClient> clients() {
        return references(HistoryClient.class).stream()
                .sorted(Comparator.comparing(r -> text(r, HistoryClient.ACCOUNT)))
                .flatMap(reference -> get(reference).stream())
                .toList();
    }

    @Override
    public Optional<HistoryServer> server() {
        await(() -> best(HistoryServer.class).isPresent(), () -> false);
        return best(HistoryServer.class).flatMap(this::get);
    }

    @Override
    public Optional<StrategyRuntime> strategies() {
        return best(StrategyRuntime.class).flatMap(this::get);
    }

    @Override
    public void pin(HistorySyncType type, Optional<String> pin)
            throws CommandException, IOException {
        new Pins(this, configurations).set(type, pin);
        await(() -> pinned(type).equals(pin), () -> true);
        if (!pinned(type).equals(pin)) {
            throw CommandException.failure(
                    "it is written down, but the engine has not taken it; the log may say why");
        }
    }

    private Optional<String> pinned(HistorySyncType type) {
        return choices().stream()
                .filter(choice -> choice.type().equals(type))
                .findFirst()
                .flatMap(StrategyRuntime.Choice::pin);
    }

    private <T> Collection<ServiceReference<T>> references(Class<T> service) {
        try {
            return context.getServiceReferences(service, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // there is no filter to be wrong
        }
    }

    private <T> Optional<ServiceReference<T>> best(Class<T> service) {
        return references(service).stream().max(Comparator.naturalOrder());
    }

    private <T> Optional<T> get(ServiceReference<T> reference) {
        return Optional.ofNullable(context.getService(reference));
    }

    private static String text(ServiceReference<?> reference, String property) {
        Object value = reference.getProperty(property);
        return value == null ? "?" : value.toString();
    }

    private static boolean flag(ServiceReference<?> reference, String property) {
        return "true".equals(String.valueOf(reference.getProperty(property)));
    }

    /**
     * Waits, but not for long, until something holds, while it may still come about: the framework
     * is starting, or something is on its way.
     */
    private void await(BooleanSupplier holds, BooleanSupplier mayCome) {
        if (holds.getAsBoolean()) {
            return;
        }
        Object moved = new Object();
        ServiceListener listener =
                event -> {
                    synchronized (moved) {
                        moved.notifyAll();
                    }
                };
        context.addServiceListener(listener);
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            synchronized (moved) {
                while (!holds.getAsBoolean()
                        && System.nanoTime() < end
                        && (isStarting() || mayCome.getAsBoolean())) {
                    // Not everything that is waited for is told by a service event.
                    moved.wait(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            context.removeServiceListener(listener);
        }
    }

    private boolean isStarting() {
        Bundle framework = context.getBundle(0);
        return framework != null && framework.getState() != Bundle.ACTIVE;
    }
}
