package org.backscroll.console.health;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.source.HistorySource;
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
    private final Look look;

    /** How each source that was there is asked; used by one look at a time. */
    private Map<HistorySource, Timed<SourceInfo>> probes = new IdentityHashMap<>();

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
        // Each source has a limit of its own, so that a slow one does not hide the others.
        look = new Look(parts, Duration.ofMillis(2L * config.timeout_ms()), this::findings);
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) throws InterruptedException {
        Map<String, Timed<SourceInfo>.Attempt> asked = ask();
        for (Map.Entry<String, Timed<SourceInfo>.Attempt> one : asked.entrySet()) {
            tell(log, one.getKey(), one.getValue());
        }
        Set<String> missing = new TreeSet<>(parts.configuredSources());
        missing.removeAll(asked.keySet());
        for (String name : missing) {
            log.warn("{} is set up and does not run; is the bundle of its type started?", name);
        }
        List<String> problems = parts.sourceProblems();
        problems.forEach(problem -> log.critical("{}", problem));
        if (asked.isEmpty() && missing.isEmpty() && problems.isEmpty()) {
            log.info("no source is set up");
        }
    }

    /** Asks all, by name, but for those that have an earlier question to answer. */
    private Map<String, Timed<SourceInfo>.Attempt> ask() {
        Duration limit = Duration.ofMillis(config.timeout_ms());
        Map<HistorySource, Timed<SourceInfo>> there = new IdentityHashMap<>();
        Map<String, Timed<SourceInfo>.Attempt> asked = new LinkedHashMap<>();
        for (Parts.Source source : parts.sources()) {
            HistorySource service = source.service();
            Timed<SourceInfo> probe = probes.get(service);
            there.put(service, probe == null ? new Timed<>(limit, service::probe) : probe);
            asked.put(source.name(), there.get(service).begin());
        }
        probes = there;
        return asked;
    }

    private static void tell(FormattingResultLog log, String name, Timed<SourceInfo>.Attempt asked)
            throws InterruptedException {
        try {
            log.info("{}: {}", name, asked.get().summary());
        } catch (TimeoutException e) {
            log.warn("{}: {}", name, e.getMessage());
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
