package org.backscroll.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.HistoryStore;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The bundles that ship, but for the SQLite driver: one that encrypts is in its place. */
@RunWith(PaxExam.class)
public class EncryptedIT {
    private static final String PID = "org.backscroll.store.sqlite";

    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws Exception {
        Path driver = driver();
        return Shipped.with(
                jar -> jar.getFileName().toString().startsWith("sqlite-jdbc") ? driver : jar);
    }

    /** Of the two drivers on this class path the one that encrypts. */
    static Path driver() throws IOException, URISyntaxException {
        URL only = EncryptedIT.class.getResource("/org/sqlite/mc/SQLiteMCConfig.class");
        return Path.of(((JarURLConnection) only.openConnection()).getJarFileURL().toURI());
    }

    @Test
    public void whatIsSyncedUnderAKeyCanBeReadWithItAlone() throws Exception {
        History history = new History(context);
        Path folder = Path.of(context.getProperty("backscroll.data")).resolve("encrypted");

        HistoryStore store = open(history, folder, "it's a secret");
        assertThat(
                        history.account("sample", History.sample())
                                .syncMessages(SyncRequest.builder().unlimited().build())
                                .status())
                .isEqualTo(SyncStatus.COMPLETE);
        String export = history.export("sample");
        assertThat(export).contains("\"text\":\"").contains("@s.whatsapp.net");
        assertNoPlainText(folder);
        assertThat(store.id()).isNotNull();

        assertThat(refusal(history, folder, "another one")).contains("the key does not fit");
        assertThat(refusal(history, folder, ""))
                .contains("is encrypted; give its key with BACKSCROLL_KEY")
                .doesNotContain("secret");

        open(history, folder, "it's a secret");
        assertThat(history.export("sample").equals(export)).isTrue();
    }

    private static void assertNoPlainText(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSizeGreaterThan(2); // with the log
        for (Path file : files) {
            String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
            for (String known : List.of("@s.whatsapp.net", "CREATE TABLE", "SQLite format 3")) {
                assertThat(bytes.contains(known)).as("%s in %s", known, file).isFalse();
            }
        }
    }

    private static HistoryStore open(History history, Path folder, String key) throws IOException {
        history.configure(PID, Map.of("dir", folder.toString(), ".key", key));
        return history.service(
                HistoryStore.class,
                "(" + HistoryStore.LOCATION + "=" + folder.resolve("backscroll.db") + ")");
    }

    /** Why the store cannot be opened, as Declarative Services tells it. */
    private static String refusal(History history, Path folder, String key) throws IOException {
        history.configure(PID, Map.of("dir", folder.toString(), ".key", key));
        ServiceComponentRuntime runtime = history.service(ServiceComponentRuntime.class, null);
        String wanted = key.isEmpty() ? "is encrypted" : "does not fit";
        return History.await(
                () ->
                        runtime.getComponentDescriptionDTOs().stream()
                                .flatMap(
                                        component ->
                                                runtime
                                                        .getComponentConfigurationDTOs(component)
                                                        .stream())
                                .map(configuration -> String.valueOf(configuration.failure))
                                .filter(failure -> failure.contains(wanted))
                                .findFirst()
                                .orElse(null));
    }
}
