package org.backscroll.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.backscroll.api.store.HistoryStore;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The health checks that ship, run by the executor of Felix, which does not. */
@RunWith(PaxExam.class)
public class HealthIT {
    @Inject private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        return Shipped.with(
                Shipped.holding("jakarta/servlet/Servlet.class"),
                Shipped.holding("org/osgi/service/servlet/context/ServletContextHelper.class"),
                Shipped.holding(
                        "org/apache/felix/hc/core/impl/executor/HealthCheckExecutorImpl.class"));
    }

    /** What each quick check says, anew, by name. */
    private Map<String, HealthCheckExecutionResult> run() {
        HealthCheckExecutor executor =
                new History(context).service(HealthCheckExecutor.class, null);
        List<HealthCheckExecutionResult> all =
                executor.execute(
                        HealthCheckSelector.tags("backscroll"),
                        new HealthCheckExecutionOptions().setForceInstantExecution(true));
        Map<String, HealthCheckExecutionResult> byName = new TreeMap<>();
        all.forEach(one -> byName.put(one.getHealthCheckMetadata().getTitle(), one));
        return byName;
    }

    private Status status(String name) {
        return run().get(name).getHealthCheckResult().getStatus();
    }

    private String words(String name) {
        return run().get(name).getHealthCheckResult().toString();
    }

    @Test
    public void allIsWellUntilAPartIsMissingAndAgainWhenItIsBack() throws Exception {
        History history = new History(context);
        history.account("phone", History.sample());
        history.store();
        history.configure("org.backscroll.health.disk", Map.of("warn.mib", 0L));
        History.await(
                () ->
                        run().size() == 5
                                && run().values().stream()
                                        .allMatch(
                                                one ->
                                                        one.getHealthCheckResult().getStatus()
                                                                == Status.OK));
        assertThat(run())
                .containsOnlyKeys(
                        "Backscroll disk",
                        "Backscroll jobs",
                        "Backscroll sources",
                        "Backscroll store",
                        "Backscroll strategies");
        assertThat(words("Backscroll sources")).contains("phone: ");

        Bundle store = history.bundle("org.backscroll.storage-sqlite");
        store.stop();
        assertThat(status("Backscroll store")).isEqualTo(Status.CRITICAL);
        assertThat(status("Backscroll jobs")).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
        store.start();
        history.service(HistoryStore.class, null);
        History.await(() -> status("Backscroll store") == Status.OK);

        Bundle strategy = history.bundle("org.backscroll.strategy-recent");
        strategy.stop();
        assertThat(status("Backscroll strategies")).isEqualTo(Status.WARN);
        assertThat(words("Backscroll strategies")).contains("no strategy for RECENT is installed");
        strategy.start();
        History.await(() -> status("Backscroll strategies") == Status.OK);

        Bundle source = history.bundle("org.backscroll.source-whatsapp");
        source.stop();
        assertThat(words("Backscroll sources")).contains("phone is set up and does not run");
        source.start();
        History.await(() -> status("Backscroll sources") == Status.OK);
    }

    @Test
    public void limitsTakeEffectWhileItRuns() throws Exception {
        History history = new History(context);
        history.store();
        history.configure("org.backscroll.health.disk", Map.of("critical.mib", Long.MAX_VALUE));

        History.await(() -> status("Backscroll disk") == Status.CRITICAL);
        assertThat(words("Backscroll disk")).contains(context.getProperty("backscroll.data"));
    }

    @Test
    public void theStoreIsReadAsAWholeUnderATagOfItsOwn() {
        new History(context).store();
        HealthCheckExecutor executor =
                new History(context).service(HealthCheckExecutor.class, null);

        assertThat(
                        executor.execute(
                                HealthCheckSelector.tags("backscroll-integrity"),
                                new HealthCheckExecutionOptions().setForceInstantExecution(true)))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.getHealthCheckResult().toString())
                                        .contains("the database's structure is whole"));
    }
}
