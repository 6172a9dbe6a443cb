package org.backscroll.console.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, once the system has started, when another strategy answers for a type of sync: in our own
 * distribution with a line on standard error, elsewhere in the log.
 */
@Component(
        service = {},
        immediate = true)
public final class StrategyNews {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyNews.class);

    private final BooleanSupplier started;
    private final Consumer<String> news;

    /** The bundles in use, by type; null before the first look. */
    private Map<HistorySyncType, String> known;

    /** With what tells whether there is a prompt, and a terminal. */
    @Activate
    public StrategyNews(BundleContext context, @Reference(name = "services") Services services) {
        this(() -> isStarted(context), line -> tell(services, line));
    }

    StrategyNews(BooleanSupplier started, Consumer<String> news) {
        this.started = started;
        this.news = news;
    }

    private static boolean isStarted(BundleContext context) {
        Bundle framework = context.getBundle(0);
        return framework != null && framework.getState() == Bundle.ACTIVE;
    }

    private static void tell(Services services, String line) {
        LOG.info("{}", line);
        if (services.property(Services.HOME).isPresent()) {
            boolean terminal =
                    services.property(Services.TERMINAL).filter("true"::equals).isPresent();
            System.err.println((terminal ? "\r\u001b[K" : "") + line);
        }
    }

    /** The engine has come: a new one, maybe. */
    @Reference(
            name = "strategies",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindStrategies(StrategyRuntime strategies) {
        look(strategies);
    }

    /** The engine says that something has changed. */
    void updatedStrategies(StrategyRuntime strategies) {
        look(strategies);
    }

    /** With the engine goes whoever uses a strategy; there is no news in that. */
    void unbindStrategies(StrategyRuntime strategies) {
        // what was known holds until there is an engine again
    }

    private synchronized void look(StrategyRuntime strategies) {
        Map<HistorySyncType, String> now = new TreeMap<>();
        for (StrategyRuntime.Choice choice : strategies.choices()) {
            choice.inUse()
                    .ifPresent(
                            used -> now.put(choice.type(), used.bundle() + " " + used.version()));
        }
        Map<HistorySyncType, String> before = known;
        known = now;
        if (before == null || !started.getAsBoolean()) {
            return;
        }
        now.forEach(
                (type, bundle) -> {
                    if (!bundle.equals(before.get(type))) {
                        news.accept(type + " is now done by " + bundle);
                    }
                });
        before.keySet().stream()
                .filter(type -> !now.containsKey(type))
                .forEach(
                        type -> news.accept("no strategy for " + type + " is left; its jobs wait"));
    }
}
