package org.backscroll.console.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Whether each source can be reached: WARN where it may pass by itself or the source does not run,
 * CRITICAL where a person has to do something.
 */
@Component(service = HealthCheck.class, name = SourcesHealth.PID)
@Designate(ocd = SourcesHealth.Config.class)
public final class SourcesHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.sources";

    private final Parts parts;
    private final Config config;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Sources",
            description = "Whether each source can be reached.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll sources";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll", "sources"};

        /** Component property {@code timeout.ms}. */
        @AttributeDefinition(
                name = "Time-out",
                description =
                        "How long to wait for the sources, which are asked at the same time. Unit:"
                                + " milliseconds. Default: 1500.",
                min = "1")
        int timeout_ms() default 1500;
    }

    /** With the parts it looks at. */
    @Activate
    public SourcesHealth(@Reference(name = "parts") Parts parts, Config config) {
        this.parts = parts;
        this.config = config;
    }

    @Override
    public Result execute() {
        // Each source has a limit of its own, so that a slow one does not hide the others.
        return Look.at(parts, 2 * config.timeout_ms(), this::look);
    }

    private void look(FormattingResultLog log) throws InterruptedException {
        Map<String, Timed<SourceInfo>> asked = new LinkedHashMap<>();
        for (Parts.Source source : parts.sources()) {
            asked.put(
                    source.name(),
                    new Timed<>(Duration.ofMillis(config.timeout_ms()), source.service()::probe));
        }
        for (Map.Entry<String, Timed<SourceInfo>> one : asked.entrySet()) {
            tell(log, one.getKey(), one.getValue());
        }
        Set<String> missing = new TreeSet<>(parts.configuredSources());
        missing.removeAll(asked.keySet());
        for (String name : missing) {
            log.warn("{} is set up and does not run; is the bundle of its type started?", name);
        }
        if (asked.isEmpty() && missing.isEmpty()) {
            log.info("no source is set up");
        }
    }

    private void tell(FormattingResultLog log, String name, Timed<SourceInfo> asked)
            throws InterruptedException {
        try {
            log.info("{}: {}", name, asked.get().summary());
        } catch (TimeoutException e) {
            log.warn("{} did not answer within {} ms", name, config.timeout_ms());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof SourceException cause)) {
                log.critical("{} failed: {}", name, e.getCause());
            } else if (cause instanceof SourceException.Transient
                    || cause instanceof SourceException.RateLimited) {
                log.warn("{}: {}", name, cause.getMessage());
            } else {
                log.critical("{}: {}", name, cause.getMessage());
            }
        }
    }
}
