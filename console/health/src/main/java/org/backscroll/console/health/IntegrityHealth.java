package org.backscroll.console.health;

import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Whether all that is stored is whole: CRITICAL when it is not. Reads all of it, which takes its
 * time, so it has a tag of its own and nobody meets it among the quick ones.
 */
@Component(service = HealthCheck.class, name = IntegrityHealth.PID)
@Designate(ocd = IntegrityHealth.Config.class)
public final class IntegrityHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.integrity";

    private final Parts parts;
    private final Config config;
    private final Look look;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Integrity",
            description = "Whether all that is stored is whole; reads all of it.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll integrity";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll-integrity"};

        /** Component property {@code hc.async.intervalInSec}. */
        @AttributeDefinition(
                name = "Interval",
                description =
                        "How often the executor runs it, behind; asked between, it answers what was found"
                                + " then. Unit: seconds. Default: 86400.",
                min = "1")
        long hc_async_intervalInSec() default 86_400;

        /** Component property {@code timeout.s}. */
        @AttributeDefinition(
                name = "Time-out",
                description = "How long to wait for the end. Unit: seconds. Default: 600.",
                min = "1")
        int timeout_s() default 600;
    }

    /** With the parts it looks at. */
    @Activate
    public IntegrityHealth(@Reference(name = "parts") Parts parts, Config config) {
        this.parts = parts;
        this.config = config;
        look = new Look(parts, Duration.ofSeconds(config.timeout_s()), this::findings);
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) throws StoreException {
        StoreCheck check = parts.store().flatMap(Parts.Store::check).orElse(null);
        if (check == null) {
            log.temporarilyUnavailable("there is no store that can look after itself");
            return;
        }
        for (StoreCheck.Finding finding : check.check()) {
            if (finding.ok()) {
                log.info("{}: {}", finding.subject(), finding.detail());
            } else {
                log.critical("{}: {}", finding.subject(), finding.detail());
            }
        }
    }
}
