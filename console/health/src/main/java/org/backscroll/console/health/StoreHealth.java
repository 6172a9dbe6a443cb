package org.backscroll.console.health;

import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether the store is open and answers: CRITICAL when it is down. */
@Component(service = HealthCheck.class, name = StoreHealth.PID)
@Designate(ocd = StoreHealth.Config.class)
public final class StoreHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.store";

    private final Parts parts;
    private final Config config;
    private final Look look;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Store",
            description = "Whether the store is open and answers.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll store";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll", "store"};

        /** Component property {@code timeout.ms}. */
        @AttributeDefinition(
                name = "Time-out",
                description = "How long to wait for an answer. Unit: milliseconds. Default: 1500.",
                min = "1")
        int timeout_ms() default 1500;
    }

    /** With the parts it looks at. */
    @Activate
    public StoreHealth(@Reference(name = "parts") Parts parts, Config config) {
        this.parts = parts;
        this.config = config;
        look = new Look(parts, Duration.ofMillis(config.timeout_ms()), this::findings);
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) throws StoreException {
        Parts.Store store = parts.store().orElse(null);
        if (store == null) {
            log.critical("no store is open; the command doctor, and the log, say why");
            return;
        }
        // Small reads of what every sync and every list begins with.
        int accounts = store.service().accounts().size();
        int jobs = store.service().jobs().size();
        log.info("{}: {} accounts, {} jobs", store.location(), accounts, jobs);
    }
}
