package org.backscroll.console.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, once the system has started, when another strategy answers for a type of sync: in our own
 * distribution with a line on standard error, elsewhere in the log.
 */
@Component(
        service = {},
        immediate = true)
public final class StrategyNews implements ServiceListener {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyNews.class);

    private final BundleContext context;
    private final Services services;
    private Map<String, String> known = Map.of();

    /** With the parts it tells of. */
    @Activate
    public StrategyNews(BundleContext context, @Reference(name = "services") Services services)
            throws InvalidSyntaxException {
        this.context = context;
        this.services = services;
        known = inUse(null);
        context.addServiceListener(this, "(objectClass=" + SyncStrategy.class.getName() + ")");
    }

    /** Goes silent. */
    @Deactivate
    public void deactivate() {
        context.removeServiceListener(this);
    }

    @Override
    public synchronized void serviceChanged(ServiceEvent event) {
        // One that goes is still listed.
        Map<String, String> now =
                event.getType() == ServiceEvent.UNREGISTERING
                        ? inUse(event.getServiceReference())
                        : inUse(null);
        Bundle framework = context.getBundle(0);
        boolean tell = framework != null && framework.getState() == Bundle.ACTIVE;
        Map<String, String> before = known;
        known = now;
        if (tell) {
            now.forEach(
                    (type, bundle) -> {
                        if (!bundle.equals(before.get(type))) {
                            tell(type + " is now done by " + bundle);
                        }
                    });
            before.keySet().stream()
                    .filter(type -> !known.containsKey(type))
                    .forEach(type -> tell("no strategy for " + type + " is left; its jobs wait"));
        }
    }

    /** The bundles in use, by type, but for that of a strategy that goes. */
    private Map<String, String> inUse(ServiceReference<?> gone) {
        Map<String, String> inUse = new LinkedHashMap<>();
        for (PartAnswers.StrategyLine line : StrategyCommands.lines(services)) {
            String bundle = line.strategy().map(s -> s.bundle() + " " + s.version()).orElse("");
            if (!bundle.isEmpty() && !(gone != null && isOf(gone, line.type(), bundle))) {
                inUse.putIfAbsent(line.type(), bundle);
            }
        }
        return inUse;
    }

    private static boolean isOf(ServiceReference<?> strategy, String type, String bundle) {
        Bundle of = strategy.getBundle();
        return type.equals(strategy.getProperty(SyncStrategy.TYPE))
                && of != null
                && bundle.equals(of.getSymbolicName() + " " + of.getVersion());
    }

    private void tell(String line) {
        LOG.info("{}", line);
        if (services.property(Services.HOME).isPresent()) {
            boolean terminal =
                    services.property(Services.TERMINAL).filter("true"::equals).isPresent();
            System.err.println((terminal ? "\r\u001b[K" : "") + line);
        }
    }
}
