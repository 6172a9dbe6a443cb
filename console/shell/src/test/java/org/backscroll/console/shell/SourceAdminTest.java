package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SearchResult;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.store.MessageSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;

class SourceAdminTest {
    @TempDir Path folder;

    private final FakeServices services = new FakeServices();
    private final Captured captured = new Captured();

    /** What Config Admin keeps, by PID; adding one starts a source, deleting it ends it. */
    private final Map<String, Dictionary<String, Object>> kept = new LinkedHashMap<>();

    private Optional<String> trouble = Optional.empty();
    private boolean starts = true;

    private final SourceCommands commands =
            new SourceCommands(
                    services,
                    new SyncEvents(),
                    new SourceAdmin(
                            services,
                            configurationAdmin(),
                            () ->
                                    List.of(
                                            new SourceType(
                                                    "whatsapp",
                                                    List.of(
                                                            SourceTypeTest.setting(
                                                                    "dir",
                                                                    AttributeDefinition.STRING,
                                                                    true),
                                                            SourceTypeTest.setting(
                                                                    "key",
                                                                    AttributeDefinition.PASSWORD,
                                                                    false))))));

    private ConfigurationAdmin configurationAdmin() {
        return (ConfigurationAdmin)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {ConfigurationAdmin.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getFactoryConfiguration" ->
                                            configuration(arguments[0] + "~" + arguments[1]);
                                    case "listConfigurations" ->
                                            kept.keySet().stream()
                                                    .map(this::configuration)
                                                    .toArray(Configuration[]::new);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.getName());
                                });
    }

    private Configuration configuration(String pid) {
        return (Configuration)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Configuration.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "update" -> start(pid, arguments[0]);
                                case "delete" -> stop(pid);
                                case "getProperties" -> {
                                    return kept.get(pid);
                                }
                                case "getFactoryPid" -> {
                                    return pid.substring(0, pid.indexOf('~'));
                                }
                                default ->
                                        throw new UnsupportedOperationException(method.getName());
                            }
                            return null;
                        });
    }

    @SuppressWarnings("unchecked") // it is what Config Admin takes
    private void start(String pid, Object properties) {
        Dictionary<String, Object> dictionary = (Dictionary<String, Object>) properties;
        kept.put(pid, dictionary);
        if (starts) {
            services.source(
                    (String) dictionary.get("backscroll.source"),
                    AccountId.of((String) dictionary.get("backscroll.account")),
                    trouble);
        }
    }

    private void stop(String pid) {
        String name = (String) kept.remove(pid).get("backscroll.source");
        services.sources.removeIf(source -> source.name().equals(name));
    }

    private String source(String... words) throws CommandException {
        return ((Answer) commands.source(captured.session(), words))
                .text(new Screen(Screen.UNLIMITED, ZoneOffset.UTC))
                .replace("\r\n", "\n");
    }

    private CommandException fails(int exitCode, String... words) {
        CommandException e = catchThrowableOfType(CommandException.class, () -> source(words));
        assertThat(e.exitCode()).isEqualTo(exitCode);
        return e;
    }

    @Test
    void aSourceIsAddedListedWithoutItsSecretsAndRemoved() throws Exception {
        assertThat(source("add", "whatsapp", "phone", "dir=/x", "key=topsecret"))
                .isEqualTo("added phone: 3 files\nnext: sync --source phone");
        assertThat(kept).containsOnlyKeys("org.backscroll.source.whatsapp~phone");
        assertThat(source("list"))
                .isEqualTo(
                        """
                        NAME   TYPE      ACCOUNT  RUNNING  SETTINGS
                        phone  whatsapp  phone    yes      dir=%s key=***
                        """
                                .formatted(java.nio.file.Path.of("/x").toAbsolutePath()));
        assertThat(source("list", "--json")).doesNotContain("topsecret");
        assertThat(source("remove", "phone"))
                .isEqualTo("removed phone; what it brought stays in the store");
        assertThat(kept).isEmpty();
    }

    /** Of a source that a file has set up. */
    private Path file(String pid, String name) throws Exception {
        Path file = Files.writeString(folder.resolve("some.cfg"), "");
        start(
                pid,
                new Hashtable<>(
                        Map.of(
                                "backscroll.source",
                                name,
                                "backscroll.account",
                                name,
                                SettingsFile.NAME,
                                file.toUri().toString())));
        services.properties.put("felix.fileinstall.enableConfigSave", "false");
        return file;
    }

    @Test
    void whatIsSetUpInPartIsListedAndDoesNotRun() throws Exception {
        source("add", "whatsapp", "phone", "dir=/x");
        kept.clear();
        kept.put("org.backscroll.source.whatsapp~1", properties("", "phone"));
        kept.put("org.backscroll.source.whatsapp~2", new Hashtable<>());
        kept.put("org.backscroll.source.whatsapp~3", properties("phone", " "));
        kept.put("org.backscroll.source.whatsapp~4", properties("phone", " a"));

        assertThat(source("list"))
                .isEqualTo(
                        """
                        NAME   TYPE      ACCOUNT  RUNNING
                        ?      whatsapp  phone    no
                        ?      whatsapp  ?        no
                        phone  whatsapp  ?        no
                        phone  whatsapp   a       no
                        """);
    }

    private static Hashtable<String, Object> properties(String name, String account) {
        return new Hashtable<>(Map.of("backscroll.source", name, "backscroll.account", account));
    }

    @Test
    void whatAFileWouldSetUpAgainIsNotRemoved() throws Exception {
        Path file = file("org.backscroll.source.whatsapp~1", "phone");

        assertThat(fails(1, "remove", "phone"))
                .hasMessage(
                        "source phone is set up by the file "
                                + file
                                + ", so nothing was changed; delete the file to remove it");
        assertThat(kept).hasSize(1);

        Files.delete(file);
        assertThat(source("remove", "phone")).startsWith("removed phone");
    }

    @Test
    void whatAFileSetsUpIsNotOverwritten() throws Exception {
        Path file = file("org.backscroll.source.whatsapp~phone", "tablet");

        assertThat(fails(1, "add", "whatsapp", "phone", "dir=/x"))
                .hasMessage(
                        "the name phone is taken by the file "
                                + file
                                + ", which sets a source up under another one; choose another"
                                + " name");
        assertThat(kept.get("org.backscroll.source.whatsapp~phone").get("backscroll.source"))
                .isEqualTo("tablet");
    }

    @Test
    void aSourceThatCannotBeUsedIsNotKept() {
        trouble = Optional.of("the folder /x is not there");
        assertThat(fails(1, "add", "whatsapp", "phone", "dir=/x"))
                .hasMessage(
                        "source phone cannot be used: the folder /x is not there; --no-check adds"
                                + " it all the same");
        assertThat(kept).isEmpty();

        starts = false;
        assertThat(fails(1, "add", "whatsapp", "phone", "dir=/x"))
                .hasMessage("the source did not start; the log says why");
        assertThat(kept).isEmpty();
    }

    @Test
    void aSourceThatCannotBeUsedYetIsKeptWhenNobodyAsksIt() throws Exception {
        trouble = Optional.of("the folder /x is not there");
        assertThat(source("add", "whatsapp", "phone", "dir=/x", "--no-check"))
                .isEqualTo("added phone: not looked at\nnext: sync --source phone");
        assertThat(kept).containsOnlyKeys("org.backscroll.source.whatsapp~phone");
    }

    @Test
    void aNameIsTakenOnce() throws Exception {
        source("add", "whatsapp", "phone", "dir=/x");
        assertThat(fails(1, "add", "whatsapp", "phone", "dir=/y"))
                .hasMessage(
                        "there is a source phone already; choose another name, or first: source"
                                + " remove phone");
        assertThat(kept).hasSize(1);
    }

    @Test
    void whatIsMistypedTellsWhatThereIs() {
        assertThat(fails(1, "add", "icq", "phone", "dir=/x"))
                .hasMessage("there is no source type icq; installed: whatsapp");
        assertThat(fails(2, "add"))
                .hasMessage("a source has a type, a name and settings; types: whatsapp");
        assertThat(fails(2, "add", "whatsapp", "a b", "dir=/x")).hasMessageContaining("is no name");
        assertThat(fails(2, "add", "whatsapp", "phone").usage())
                .contains("usage: source add whatsapp NAME dir=DIR [key=KEY] [account=ACCOUNT]");
        assertThat(fails(2, "steal")).hasMessage("source knows no 'steal'");
        assertThat(fails(1, "remove", "x"))
                .hasMessage("there is no source x to remove; there is none");
        assertThat(fails(2, "remove")).hasMessageStartingWith("the source's name is missing");
    }

    @Test
    void nothingIsAddedWithoutAStoreToWriteTo() {
        services.readOnly = true;
        assertThat(fails(1, "add", "whatsapp", "phone", "dir=/x"))
                .hasMessageStartingWith("this process only reads");
        assertThat(kept).isEmpty();
    }

    @Test
    void theTourSyncsTwiceOverASampleOfItsOwnAndMayBeRepeated() throws Exception {
        AccountId sample = AccountId.of("sample");
        FakeClient client = new FakeClient(sample);
        services.clients.put(sample, client);
        services.properties.put(Services.HOME, "/opt/backscroll");
        services.ofStore.put(
                MessageSearch.class,
                (MessageSearch) (account, query) -> new SearchResult(List.of(), 0));

        for (int i = 0; i < 2; i++) {
            Answer answer = (Answer) commands.demo(captured.session(), new String[0]);
            assertThat(answer.exitCode()).isZero();
            assertThat(answer.text(new Screen(80, ZoneOffset.UTC)))
                    .contains("The data lie in /data.");
        }

        assertThat(kept).containsOnlyKeys("org.backscroll.source.whatsapp~sample");
        assertThat(client.requests)
                .extracting(SyncRequest::type)
                .containsExactly(
                        HistorySyncType.RECENT,
                        HistorySyncType.FULL,
                        HistorySyncType.RECENT,
                        HistorySyncType.FULL);
        assertThat(captured.out())
                .contains("found: 3 files", "no conversations", "nothing found")
                .contains("It is set up already, from an earlier tour.");
    }
}
