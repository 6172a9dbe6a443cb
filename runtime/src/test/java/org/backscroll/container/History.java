package org.backscroll.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.formats.NdjsonExport;
import org.junit.Assume;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What the container's tests do with history, through services alone. */
final class History {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BundleContext context;

    History(BundleContext context) {
        this.context = context;
    }

    /** The folder of real chunks; the test is skipped, and says so, where it is absent. */
    static Path corpus() {
        Path folder = Path.of(System.getProperty("backscroll.corpus", "absent")).resolve("chunks");
        Assume.assumeTrue(
                "SKIPPED: no real history in the folder that -Dbackscroll.corpus names",
                Files.isDirectory(folder));
        return folder;
    }

    /** The archive that ships for the demo. */
    static Path sample() {
        return Path.of(System.getProperty("backscroll.dist"), "sample");
    }

    /** Configures a singleton, as a whole. */
    void configure(String pid, Map<String, Object> settings) throws IOException {
        service(ConfigurationAdmin.class, null)
                .getConfiguration(pid, "?")
                .update(new Hashtable<>(settings));
    }

    /** Adds a WhatsApp source as the shell does, and gives the client of its account. */
    HistoryClient account(String name, Path folder) throws IOException {
        return account("whatsapp", name, Map.of("dir", folder.toString()));
    }

    /** Adds a source of a type as the shell does, and gives the client of its account. */
    HistoryClient account(String type, String name, Map<String, String> more) throws IOException {
        Configuration configuration =
                service(ConfigurationAdmin.class, null)
                        .getFactoryConfiguration("org.backscroll.source." + type, name, "?");
        Dictionary<String, Object> settings = new Hashtable<>(more);
        settings.put("backscroll.source", name);
        settings.put(HistoryClient.ACCOUNT, name);
        configuration.update(settings);
        return client(name);
    }

    /** The client of an account, as soon as it can sync. */
    HistoryClient client(String name) {
        service(org.backscroll.api.source.HistorySource.class, "(backscroll.source=" + name + ")");
        return service(HistoryClient.class, "(" + HistoryClient.ACCOUNT + "=" + name + ")");
    }

    HistoryStore store() {
        return service(HistoryStore.class, null);
    }

    /** The export of an account, with its name taken out so that accounts can be compared. */
    String export(String account) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(store(), AccountId.of(account), out);
        return out.toString(StandardCharsets.UTF_8)
                .replace("\"account\":\"" + account + "\"", "\"account\":\"\"");
    }

    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(b -> b.getSymbolicName().equals(symbolicName))
                .findFirst()
                .orElseThrow();
    }

    <T> T service(Class<T> type, String filter) {
        return await(
                () -> {
                    ServiceReference<T> reference = reference(type, filter);
                    return reference == null ? null : context.getService(reference);
                });
    }

    private <T> ServiceReference<T> reference(Class<T> type, String filter)
            throws InvalidSyntaxException {
        return context.getServiceReferences(type, filter).stream().findFirst().orElse(null);
    }

    static <T> T await(Callable<T> condition) {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(condition, value -> value != null && !Boolean.FALSE.equals(value));
    }
}
