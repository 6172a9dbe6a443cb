package org.backscroll.console.health;

import java.time.Duration;
import java.util.Set;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Whether each type of sync has a strategy, and the one that was pinned: WARN for one that has not.
 */
@Component(service = HealthCheck.class, name = StrategiesHealth.PID)
@Designate(ocd = StrategiesHealth.Config.class)
public final class StrategiesHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.strategies";

    /** Nothing here does more than look into the registry. */
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Parts parts;
    private final Config config;
    private final Look look;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Strategies",
            description = "Whether each type of sync has a strategy.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll strategies";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll", "strategies"};

        /** Component property {@code types}. */
        @AttributeDefinition(
                name = "Types",
                description = "The types of sync that must be served. Default: the five there are.")
        String[] types() default {"RECENT", "FULL", "PUSH_NAME", "NON_BLOCKING", "ON_DEMAND"};
    }

    /** With the parts it looks at. */
    @Activate
    public StrategiesHealth(@Reference(name = "parts") Parts parts, Config config) {
        this.parts = parts;
        this.config = config;
        look = new Look(parts, LIMIT, this::findings);
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) {
        Set<String> served = parts.servedTypes();
        for (String type : config.types()) {
            if (served.contains(type)) {
                log.info("{} has a strategy", type);
            } else {
                log.warn("no strategy for {} is installed; start the bundle of one", type);
            }
        }
        for (String problem : parts.pinProblems()) {
            log.warn("{}", problem);
        }
    }
}
