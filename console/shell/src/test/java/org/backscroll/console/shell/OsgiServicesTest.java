package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** A registry where nothing is awaited: a listener of services fails the test. */
class OsgiServicesTest {
    private static final String TYPE = "org.backscroll.source.whatsapp";
    private static final String NO_NAME = "it has no name; add backscroll.source=NAME to it";
    private static final String NO_ACCOUNT =
            "it names no account; add backscroll.account=NAME to it (an account's name must not be"
                    + " empty or begin or end with blanks)";

    private final List<Configuration> configurations = new ArrayList<>();
    private final List<ServiceReference<?>> references = new ArrayList<>();
    private final OsgiServices services =
            new OsgiServices(
                    proxy(
                            BundleContext.class,
                            Map.of(
                                    "getServiceReferences",
                                    arguments -> List.copyOf(references),
                                    "getService",
                                    arguments -> new FakeServices.FakeSource(Optional.empty()))),
                    proxy(
                            ServiceComponentRuntime.class,
                            Map.of("getComponentDescriptionDTOs", arguments -> List.of(type()))),
                    proxy(
                            ConfigurationAdmin.class,
                            Map.of(
                                    "listConfigurations",
                                    arguments -> configurations.toArray(Configuration[]::new))));

    private static ComponentDescriptionDTO type() {
        ComponentDescriptionDTO type = new ComponentDescriptionDTO();
        type.configurationPid = new String[] {TYPE};
        return type;
    }

    /** An implementation of some methods; the others are not to be called. */
    private static <T> T proxy(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (!methods.containsKey(method.getName())) {
                                throw new UnsupportedOperationException(method.getName());
                            }
                            return methods.get(method.getName()).apply(arguments);
                        }));
    }

    private void setUp(String pid, Map<String, Object> properties) {
        Hashtable<String, Object> all = new Hashtable<>(properties);
        configurations.add(
                proxy(
                        Configuration.class,
                        Map.of(
                                "getPid", arguments -> pid,
                                "getFactoryPid", arguments -> TYPE,
                                "getProperties", arguments -> all)));
    }

    private void runs(Map<String, Object> properties) {
        references.add(
                proxy(
                        ServiceReference.class,
                        Map.of("getProperty", arguments -> properties.get(arguments[0]))));
    }

    /** Sets a source up that runs. */
    private void source(String pid, Map<String, Object> properties) {
        setUp(pid, properties);
        Hashtable<String, Object> all = new Hashtable<>(properties);
        all.put("service.pid", pid);
        runs(all);
    }

    @Test
    void whatDoesNotSayItsNameAndAccountIsNoSourceAndNotWaitedFor() {
        source("good", Map.of(HistorySource.NAME, "tablet", HistorySource.ACCOUNT, "family"));
        source("1", Map.of(HistorySource.ACCOUNT, "phone"));
        source("2", Map.of(HistorySource.NAME, " ", HistorySource.ACCOUNT, "phone"));
        source("3", Map.of(HistorySource.NAME, "phone"));
        source("4", Map.of(HistorySource.NAME, "laptop", HistorySource.ACCOUNT, ""));

        assertThat(services.sources())
                .extracting(Services.Source::name, Services.Source::account)
                .containsExactly(tuple("tablet", AccountId.of("family")));
        assertThat(services.leftAlone())
                .containsExactly(
                        new Services.LeftAlone("1", NO_NAME),
                        new Services.LeftAlone("2", NO_NAME),
                        new Services.LeftAlone("phone", NO_ACCOUNT),
                        new Services.LeftAlone("laptop", NO_ACCOUNT));
    }

    @Test
    void whatDoesNotRunYetIsNotWaitedForButToldOf() {
        setUp("1", Map.of(HistorySource.ACCOUNT, "phone"));
        setUp("2", Map.of(HistorySource.NAME, "phone"));

        assertThat(services.sources()).isEmpty();
        assertThat(services.leftAlone())
                .extracting(Services.LeftAlone::name)
                .containsExactly("1", "phone");
    }

    @Test
    void whatTheComponentAddsCounts() {
        setUp("1", Map.of(HistorySource.NAME, "phone"));
        runs(
                Map.of(
                        "service.pid",
                        "1",
                        HistorySource.NAME,
                        "phone",
                        HistorySource.ACCOUNT,
                        "family"));

        assertThat(services.sources()).extracting(Services.Source::name).containsExactly("phone");
        assertThat(services.leftAlone()).isEmpty();
    }

    @Test
    void whatNoConfigurationSetsUpIsToldOfToo() {
        runs(Map.of("service.id", 42L, HistorySource.ACCOUNT, "phone"));
        runs(Map.of("service.id", 43L, HistorySource.NAME, "phone"));

        assertThat(services.sources()).isEmpty();
        assertThat(services.leftAlone())
                .containsExactly(
                        new Services.LeftAlone("service 42", NO_NAME),
                        new Services.LeftAlone("phone", NO_ACCOUNT));
    }
}
