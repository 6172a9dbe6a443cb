package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.HistorySyncType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What pinning writes into the engine's configuration. */
class PinsTest {
    @TempDir Path folder;

    private final FakeServices services = new FakeServices();
    private final Pins pins = new Pins(services, configurationAdmin());
    private Dictionary<String, Object> kept;

    @BeforeEach
    void asInTheDistribution() {
        services.properties.put("felix.fileinstall.enableConfigSave", "false");
    }

    private ConfigurationAdmin configurationAdmin() {
        return (ConfigurationAdmin)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ConfigurationAdmin.class},
                        (proxy, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("getConfiguration");
                            assertThat(arguments).containsExactly("org.backscroll.engine", "?");
                            return configuration();
                        });
    }

    @SuppressWarnings("unchecked") // it is what Config Admin takes
    private Configuration configuration() {
        return (Configuration)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Configuration.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "getProperties" -> {
                                    return kept;
                                }
                                case "update" -> kept = (Dictionary<String, Object>) arguments[0];
                                default ->
                                        throw new UnsupportedOperationException(method.getName());
                            }
                            return null;
                        });
    }

    /** A file that has set up the engine. */
    private Path file() throws Exception {
        Path file = Files.writeString(folder.resolve("org.backscroll.engine.cfg"), "chunk.size=5");
        kept =
                new Hashtable<>(
                        Map.of(
                                "chunk.size",
                                "5",
                                "felix.fileinstall.filename",
                                file.toUri().toString()));
        return file;
    }

    private CommandException refused(Optional<String> pin) {
        CommandException e =
                catchThrowableOfType(
                        CommandException.class, () -> pins.set(HistorySyncType.FULL, pin));
        assertThat(e.exitCode()).isEqualTo(1);
        assertThat(kept.get("strategies.use")).as("nothing is changed").isNull();
        return e;
    }

    @Test
    void whatElseIsPinnedOrSetStays() throws Exception {
        services.pins.put(HistorySyncType.RECENT, "a");
        services.pins.put(HistorySyncType.FULL, "b");
        kept = new Hashtable<>(Map.of("chunk.size", "5"));

        pins.set(HistorySyncType.FULL, Optional.of("c:1.0.0"));

        assertThat((String[]) kept.get("strategies.use"))
                .containsExactly("FULL=c:1.0.0", "RECENT=a");
        assertThat(kept.get("chunk.size")).isEqualTo("5");
        pins.set(HistorySyncType.FULL, Optional.empty());
        assertThat((String[]) kept.get("strategies.use")).containsExactly("RECENT=a");
    }

    @Test
    void anEngineThatWasNotSetUpGetsItsFirstSetting() throws Exception {
        pins.set(HistorySyncType.FULL, Optional.of("a"));

        assertThat((String[]) kept.get("strategies.use")).containsExactly("FULL=a");
    }

    @Test
    void whatAFileWouldUndoIsRefused() throws Exception {
        Path file = file();
        services.pins.put(HistorySyncType.RECENT, "b");

        assertThat(refused(Optional.of("a")))
                .hasMessage(
                        "the engine has its settings from "
                                + file
                                + ", so nothing was changed; write there: strategies.use = FULL=a,"
                                + " RECENT=b");
        services.pins.clear();
        assertThat(refused(Optional.empty())).hasMessageContaining("take strategies.use out there");
    }

    @Test
    void aFileThatIsGoneUndoesNothing() throws Exception {
        Files.delete(file());

        pins.set(HistorySyncType.FULL, Optional.of("a"));

        assertThat((String[]) kept.get("strategies.use")).containsExactly("FULL=a");
    }

    /** As in Karaf, where File Install writes the file, and always did so if nobody said a word. */
    @Test
    void aFileThatIsWrittenKeepsIt() throws Exception {
        for (Map<String, String> saving :
                java.util.List.of(
                        Map.of("felix.fileinstall.enableConfigSave", "true"),
                        Map.of("felix.fileinstall.disableConfigSave", "true"),
                        Map.<String, String>of())) {
            services.properties.clear();
            services.properties.putAll(saving);
            file();

            pins.set(HistorySyncType.FULL, Optional.of("a"));

            assertThat((String[]) kept.get("strategies.use")).containsExactly("FULL=a");
        }
    }
}
