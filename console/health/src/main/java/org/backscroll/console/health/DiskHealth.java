package org.backscroll.console.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.backscroll.api.store.HistoryStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether the disk with the data has space left: WARN and CRITICAL below limits. */
@Component(service = HealthCheck.class, name = DiskHealth.PID)
@Designate(ocd = DiskHealth.Config.class)
public final class DiskHealth implements HealthCheck {
    static final String PID = "org.backscroll.health.disk";

    private static final long MIB = 1L << 20;

    private final Parts parts;
    private final Config config;
    private final Look look;

    /** What may be configured. */
    @ObjectClassDefinition(
            name = "Backscroll Health: Disk",
            description = "Whether the disk with the data has space left.")
    public @interface Config {
        /** Component property {@code hc.name}. */
        @AttributeDefinition(name = "Name", description = "The check's name.")
        String hc_name() default "Backscroll disk";

        /** Component property {@code hc.tags}. */
        @AttributeDefinition(name = "Tags", description = "By which the check is chosen.")
        String[] hc_tags() default {"backscroll", "disk"};

        /** Component property {@code folder}. */
        @AttributeDefinition(
                name = "Folder",
                description =
                        "Whose disk to look at. Default: where the store says its data lie, else the data"
                                + " folder.")
        String folder() default "";

        /** Component property {@code warn.mib}. */
        @AttributeDefinition(
                name = "Warn below",
                description = "Unit: MiB. Default: 1024.",
                min = "0")
        long warn_mib() default 1024;

        /** Component property {@code critical.mib}. */
        @AttributeDefinition(
                name = "Critical below",
                description = "Unit: MiB. Default: 128.",
                min = "0")
        long critical_mib() default 128;

        /** Component property {@code timeout.ms}. */
        @AttributeDefinition(
                name = "Time-out",
                description = "How long to wait for the disk. Unit: milliseconds. Default: 1500.",
                min = "1")
        int timeout_ms() default 1500;
    }

    /** With the parts it looks at. */
    @Activate
    public DiskHealth(@Reference(name = "parts") Parts parts, Config config) {
        this.parts = parts;
        this.config = config;
        look = new Look(parts, Duration.ofMillis(config.timeout_ms()), this::findings);
    }

    @Override
    public Result execute() {
        return look.result();
    }

    private void findings(FormattingResultLog log) {
        Path place = place().orElse(null);
        if (place == null) {
            log.warn("where the data lie is not known; set {} of {}", "folder", PID);
            return;
        }
        long free;
        try {
            free = Files.getFileStore(place).getUsableSpace() / MIB;
        } catch (IOException e) {
            log.critical("the disk of {} cannot be looked at: {}", place, e.getMessage());
            return;
        }
        String what = free + " MiB are free at " + place;
        if (free < config.critical_mib()) {
            log.critical("{}; a sync stops when there are none: make room, or prune", what);
        } else if (free < config.warn_mib()) {
            log.warn("{}; make room, or prune", what);
        } else {
            log.info("{}", what);
        }
    }

    /** The first of the places named that exists, or what there is above it. */
    private Optional<Path> place() {
        if (!config.folder().isBlank()) {
            return existing(config.folder()).or(() -> above(config.folder()));
        }
        Optional<String> data = parts.property(HistoryStore.FRAMEWORK_DATA);
        return Stream.concat(parts.store().map(Parts.Store::location).stream(), data.stream())
                .flatMap(text -> existing(text).stream())
                .findFirst()
                .or(() -> data.flatMap(DiskHealth::above));
    }

    private static Optional<Path> existing(String text) {
        return path(text).filter(Files::exists);
    }

    private static Optional<Path> above(String text) {
        return path(text)
                .flatMap(
                        start ->
                                Stream.iterate(start, path -> path != null, Path::getParent)
                                        .filter(Files::exists)
                                        .findFirst());
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty(); // a store need not lie on a disk of this machine
        }
    }
}
