package org.backscroll.orders.history;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.StoreException;
import org.backscroll.formats.NdjsonExport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A bundle that syncs and exports by services alone, as an application would; the {@code Conductor}
 * tells it what, by a service of the JDK's own type. Any service may be away at any time.
 */
public final class Worker implements BundleActivator, BinaryOperator<String> {
    private static final long LIMIT_SECONDS = 60;

    private BundleContext context;

    @Override
    public void start(BundleContext itsContext) {
        context = itsContext;
        context.registerService(
                BinaryOperator.class, this, new Hashtable<>(Map.of("backscroll.orders", "worker")));
    }

    @Override
    public void stop(BundleContext itsContext) {
        // the framework takes the service back
    }

    /**
     * @param verb start, progress (messages committed), ended, status, or export
     */
    @Override
    public String apply(String verb, String account) {
        try {
            return switch (verb) {
                case "start" -> start(account);
                case "progress" -> progress(account);
                case "ended" ->
                        job(account).map(job -> job.status().isEnd()).orElse(false).toString();
                case "status" -> job(account).orElseThrow().status().name();
                case "export" -> export(account);
                default -> throw new IllegalArgumentException(verb);
            };
        } catch (Exception e) {
            throw new IllegalStateException(verb + " " + account, e);
        }
    }

    private String start(String account) throws Exception {
        ConfigurationAdmin configurations = service(ConfigurationAdmin.class, "");
        String configured = "(backscroll.source=" + account + ")";
        // The first may be set up by a file, where the container reads such.
        if (configurations.listConfigurations(configured) == null) {
            Dictionary<String, Object> settings =
                    new Hashtable<>(
                            Map.of(
                                    "backscroll.source",
                                    account,
                                    HistoryClient.ACCOUNT,
                                    account,
                                    "dir",
                                    context.getProperty("backscroll.orders.archive")));
            configurations
                    .getFactoryConfiguration("org.backscroll.source.whatsapp", account, "?")
                    .update(settings);
        }
        service(HistorySource.class, configured);
        return service(HistoryClient.class, "(" + HistoryClient.ACCOUNT + "=" + account + ")")
                .startSync(SyncRequest.builder().unlimited().build())
                .id();
    }

    private String progress(String account) {
        return Long.toString(job(account).map(job -> job.counts().messages()).orElse(0L));
    }

    private Optional<JobState> job(String account) {
        ServiceReference<HistoryStore> reference = context.getServiceReference(HistoryStore.class);
        HistoryStore store = reference == null ? null : context.getService(reference);
        if (store == null) {
            return Optional.empty();
        }
        try {
            return store.jobs().stream()
                    .filter(job -> job.key().account().equals(AccountId.of(account)))
                    .findFirst();
        } catch (StoreException e) {
            return Optional.empty(); // it is just going
        } finally {
            context.ungetService(reference);
        }
    }

    /** With the account's name taken out, so that accounts can be compared. */
    private String export(String account) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(service(HistoryStore.class, ""), AccountId.of(account), out);
        Path file = Path.of(context.getProperty("backscroll.orders.exports"), account + ".ndjson");
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
            to.write(
                    out.toString(StandardCharsets.UTF_8)
                            .replace("\"account\":\"" + account + "\"", "\"account\":\"\"")
                            .getBytes(StandardCharsets.UTF_8));
        }
        return file.toString();
    }

    private <T> T service(Class<T> type, String filter) throws Exception {
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(
                        context,
                        context.createFilter(
                                "(&("
                                        + Constants.OBJECTCLASS
                                        + "="
                                        + type.getName()
                                        + ")"
                                        + filter
                                        + ")"),
                        null);
        tracker.open();
        try {
            tracker.waitForService(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            ServiceReference<T> reference = tracker.getServiceReference();
            // held until this bundle stops: what the tracker got, it gives back
            T service = reference == null ? null : context.getService(reference);
            if (service == null) {
                throw new AssertionError("no " + type.getSimpleName() + " " + filter + " came");
            }
            return service;
        } finally {
            tracker.close();
        }
    }
}
