package org.example.backscroll.memory;

import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Snapshots;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

import java.time.Clock;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;

/**
 * Opens the store and offers it. The service is registered by hand, because its id is known only
 * once it is open; it is taken back before the store is closed.
 */
@Component(
        service = {},
        immediate = true,
        property = HistoryStore.COMPONENT + ":Boolean=true")
public final class MemoryStoreComponent {
    private final MemoryStore store = new MemoryStore(Clock.systemUTC());
    private final ServiceRegistration<?> registration;

    /** Called by Declarative Services. */
    @Activate
    public MemoryStoreComponent(BundleContext context) {
        Dictionary<String, Object> properties =
                new Hashtable<>(
                        Map.of(
                                HistoryStore.ID, store.id().toString(),
                                HistoryStore.TYPE, "memory",
                                HistoryStore.LOCATION, "memory"));
        String[] services = {
            HistoryStore.class.getName(), Quarantine.class.getName(), Snapshots.class.getName()
        };
        registration = context.registerService(services, store, properties);
    }

    @Deactivate
    void close() {
        registration.unregister();
        store.close();
    }
}
