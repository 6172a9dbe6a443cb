package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.SourceInfo;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class OsgiPartsTest {
    private final List<Configuration> configurations = new ArrayList<>();
    private final List<ServiceReference<?>> references = new ArrayList<>();
    private final HistorySource service =
            FakeParts.proxy(
                    HistorySource.class,
                    Map.of("probe", () -> new SourceInfo("", Optional.empty(), false)));
    private final OsgiParts parts =
            new OsgiParts(
                    FakeParts.proxy(
                            BundleContext.class,
                            Map.of(
                                    "getServiceReferences",
                                    () -> references,
                                    "getService",
                                    () -> service)),
                    FakeParts.proxy(
                            ConfigurationAdmin.class,
                            Map.of(
                                    "listConfigurations",
                                    () -> configurations.toArray(Configuration[]::new))));

    private void setUp(String pid, Map<String, Object> properties) {
        configurations.add(
                FakeParts.proxy(
                        Configuration.class,
                        Map.of(
                                "getPid",
                                () -> pid,
                                "getProperties",
                                () -> new Hashtable<>(properties))));
    }

    private void runs(String pid, Map<String, Object> properties) {
        references.add(
                (ServiceReference<?>)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {ServiceReference.class},
                                (self, method, arguments) ->
                                        arguments[0].equals("service.pid")
                                                ? pid
                                                : properties.get(arguments[0])));
    }

    @Test
    void whatDoesNotSayItsNameAndAccountIsNoSourceButAProblem() {
        List<Map<String, Object>> all =
                List.of(
                        Map.of(HistorySource.NAME, "tablet", HistorySource.ACCOUNT, "family"),
                        Map.of(HistorySource.NAME, " ", HistorySource.ACCOUNT, "phone"),
                        Map.of(HistorySource.NAME, "phone"));
        for (int i = 0; i < all.size(); i++) {
            setUp("pid" + i, all.get(i));
            runs("pid" + i, all.get(i));
        }

        assertThat(parts.sources()).extracting(Parts.Source::name).containsExactly("tablet");
        assertThat(parts.configuredSources()).containsExactly("tablet");
        assertThat(parts.sourceProblems())
                .containsExactly(
                        "pid1: it has no name; add backscroll.source=NAME to it",
                        "phone: it names no account; add backscroll.account=NAME to it (an"
                                + " account's name must not be empty or begin or end with blanks)");
    }

    @Test
    void whatTheComponentAddsCounts() {
        setUp("1", Map.of(HistorySource.NAME, "phone"));
        runs("1", Map.of(HistorySource.NAME, "phone", HistorySource.ACCOUNT, "family"));

        assertThat(parts.sources()).hasSize(1);
        assertThat(parts.sourceProblems()).isEmpty();
    }
}
