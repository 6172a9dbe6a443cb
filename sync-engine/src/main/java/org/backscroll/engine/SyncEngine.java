package org.backscroll.engine;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.RequireHistoryEngine;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine as a component: collects the parts as they come and go, and offers a client for each
 * account.
 */
@Capability(
        namespace = "osgi.implementation",
        name = RequireHistoryEngine.ENGINE,
        version = RequireHistoryEngine.VERSION,
        uses = HistoryClient.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.backscroll.api.HistoryClient\"",
        uses = HistoryClient.class)
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"org.backscroll.api.StrategyRuntime\"",
        uses = StrategyRuntime.class)
@Requirement(
        namespace = "osgi.service",
        filter = "(objectClass=org.backscroll.api.store.HistoryStore)",
        effective = SyncEngine.WHEN_ACTIVE)
@Requirement(
        namespace = SyncStrategy.NAMESPACE,
        filter = "(type=FULL)",
        effective = SyncEngine.WHEN_ACTIVE)
@Requirement(
        namespace = SyncStrategy.NAMESPACE,
        filter = "(type=RECENT)",
        effective = SyncEngine.WHEN_ACTIVE)
@Requirement(
        namespace = SyncStrategy.NAMESPACE,
        filter = "(type=PUSH_NAME)",
        effective = SyncEngine.WHEN_ACTIVE)
@Requirement(
        namespace = SyncStrategy.NAMESPACE,
        filter = "(type=NON_BLOCKING)",
        effective = SyncEngine.WHEN_ACTIVE)
@Requirement(
        namespace = SyncStrategy.NAMESPACE,
        filter = "(type=ON_DEMAND)",
        effective = SyncEngine.WHEN_ACTIVE)
@Component(
        immediate = true,
        service = {},
        configurationPid = "org.backscroll.engine")
@Designate(ocd = EngineConfig.class)
public final class SyncEngine {
    /** What a resolver sees to and the framework does not: parts may go while the engine runs. */
    static final String WHEN_ACTIVE = "active";

    private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);

    /** How long stopping waits for a commit in flight; deactivation must not block. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);

    private final BundleContext context;
    private final Metrics metrics = new Metrics(Time.SYSTEM);
    private final ManagedBean bean = new ManagedBean(metrics);
    private final Parts parts = new Parts();
    private final Settings settings;
    private final StrategyOverview overview = new StrategyOverview(parts);
    private final JobBoard board;
    private final Map<AccountId, ServiceRegistration<HistoryClient>> clients = new TreeMap<>();
    private volatile EventAdmin eventAdmin;
    private boolean active;

    /** Called by Declarative Services. */
    @Activate
    public SyncEngine(BundleContext context, EngineConfig config) {
        this.context = context;
        settings = Settings.of(config);
        pin(config);
        this.board =
                new JobBoard(
                        parts,
                        new Inboxes(inboxFolder(context)),
                        settings,
                        Time.SYSTEM,
                        new SecureRandom(),
                        Announcer.all(new EventAnnouncer(() -> eventAdmin), metrics));
        metrics.of(board::statuses, board::queued);
    }

    /** Takes new settings without a restart: jobs go on with them. */
    @Modified
    void modified(EngineConfig config) {
        settings.become(Settings.of(config));
        pin(config);
        board.reconfigured();
        parts.changed();
    }

    private void pin(EngineConfig config) {
        Pins pins = Pins.of(config.strategies_use());
        pins.problems().forEach(problem -> LOG.warn("{}", problem));
        parts.pin(pins);
    }

    /** Beside the data, where a folder for them is named; else the bundle's own. */
    private static Path inboxFolder(BundleContext context) {
        String data = context.getProperty(HistoryStore.FRAMEWORK_DATA);
        return data == null || data.isBlank()
                ? context.getDataFile("inbox").toPath()
                : Path.of(data, "inbox");
    }

    @Activate
    void activate() {
        synchronized (clients) {
            active = true;
        }
        bean.register();
        overview.register(context);
        // only now: before, the strategies and sources that are there were not bound yet
        parts.stores().forEach(board::adopt);
        offerClients();
    }

    @Deactivate
    void deactivate() {
        board.stop(LAST_COMMIT);
        bean.unregister();
        overview.unregister();
        synchronized (clients) {
            active = false;
            clients.values().forEach(ServiceRegistration::unregister);
            clients.clear();
        }
    }

    @Reference(
            name = "strategy",
            service = SyncStrategy.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindStrategy(
            ServiceReference<SyncStrategy> reference,
            SyncStrategy strategy,
            Map<String, Object> properties) {
        Map<String, Object> known = new TreeMap<>(properties);
        Bundle bundle = reference.getBundle();
        if (bundle != null) { // else it has gone already
            known.put(Parts.BUNDLE, bundle.getSymbolicName());
            known.put(Parts.VERSION, bundle.getVersion().toString());
        }
        parts.addStrategy(reference, strategy, known);
    }

    void unbindStrategy(ServiceReference<SyncStrategy> reference) {
        parts.removeStrategy(reference);
    }

    @Reference(
            name = "source",
            service = HistorySource.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindSource(
            ServiceReference<HistorySource> reference,
            HistorySource source,
            Map<String, Object> properties) {
        parts.addSource(reference, source, properties);
        offerClients();
    }

    void unbindSource(ServiceReference<HistorySource> reference) {
        parts.removeSource(reference);
        offerClients();
    }

    @Reference(
            name = "store",
            service = HistoryStore.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            target = "(!(" + HistoryStore.READ_ONLY + "=true))")
    void bindStore(
            ServiceReference<HistoryStore> reference,
            HistoryStore store,
            Map<String, Object> properties) {
        parts.addStore(reference, store, properties);
        boolean complete;
        synchronized (clients) {
            complete = active;
        }
        if (complete) {
            parts.store(store.id()).ifPresent(board::adopt);
        }
        offerClients();
    }

    void unbindStore(ServiceReference<HistoryStore> reference) {
        parts.removeStore(reference);
        offerClients();
    }

    @Reference(
            name = "events",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindEvents(EventAdmin service) {
        eventAdmin = service;
    }

    void unbindEvents(EventAdmin service) {
        // the new one may have been bound already
        if (eventAdmin == service) {
            eventAdmin = null;
        }
    }

    /**
     * Registers a client for each account that is known now, and takes back those of accounts that
     * are not. What is known is looked up under the lock, so that of two changes the later one
     * holds.
     */
    private void offerClients() {
        synchronized (clients) {
            if (!active) {
                return;
            }
            Set<AccountId> wanted = accounts();
            for (AccountId account : List.copyOf(clients.keySet())) {
                ServiceRegistration<HistoryClient> offered = clients.get(account);
                if (!wanted.contains(account) && offered != null) {
                    clients.remove(account);
                    offered.unregister();
                }
            }
            for (AccountId account : wanted) {
                if (!clients.containsKey(account)) {
                    clients.put(account, null); // who hears of it may come back here
                    clients.put(account, offer(account));
                }
            }
        }
    }

    private ServiceRegistration<HistoryClient> offer(AccountId account) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(HistoryClient.ACCOUNT, account.value());
        return context.registerService(
                HistoryClient.class, new Client(account, parts, board), properties);
    }

    private Set<AccountId> accounts() {
        Set<AccountId> accounts = new TreeSet<>();
        for (Part<HistorySource> source : parts.sources()) {
            accounts.add(AccountId.of(source.property(HistorySource.ACCOUNT)));
        }
        parts.store()
                .ifPresent(
                        store -> {
                            try {
                                accounts.addAll(StoreAccess.read(store, HistoryStore::accounts));
                            } catch (StoreException e) {
                                LOG.error("The accounts could not be read: {}", e.getMessage(), e);
                            }
                        });
        return accounts;
    }
}
