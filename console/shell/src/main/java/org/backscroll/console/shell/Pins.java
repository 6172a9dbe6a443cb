package org.backscroll.console.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Writes which bundle's strategy is used for which type of sync: a setting of the engine. */
final class Pins {
    private static final String ENGINE = "org.backscroll.engine";
    private static final String KEY = "strategies.use";

    private final Services services;
    private final ConfigurationAdmin configurations;

    Pins(Services services, ConfigurationAdmin configurations) {
        this.services = services;
        this.configurations = configurations;
    }

    /**
     * Pins a bundle for a type, or none; what else is pinned stays, and what pins nothing goes.
     *
     * @throws CommandException if that would not last, or the engine does not take it
     */
    void set(HistorySyncType type, Optional<String> pin) throws CommandException, IOException {
        Map<HistorySyncType, String> pins = new TreeMap<>();
        for (StrategyRuntime.Choice choice : services.choices()) {
            choice.pin().ifPresent(pinned -> pins.put(choice.type(), pinned));
        }
        if (pin.isPresent()) {
            pins.put(type, pin.get());
        } else {
            pins.remove(type);
        }
        List<String> lines =
                pins.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        Configuration configuration = configurations.getConfiguration(ENGINE, "?");
        Optional<Path> file = SettingsFile.of(services, configuration);
        if (file.isPresent()) {
            throw CommandException.failure(
                    "the engine has its settings from "
                            + file.get()
                            + ", so nothing was changed; "
                            + (lines.isEmpty()
                                    ? "take " + KEY + " out there"
                                    : "write there: " + KEY + " = " + String.join(", ", lines)));
        }
        Dictionary<String, Object> settings = configuration.getProperties();
        if (settings == null) {
            settings = new Hashtable<>();
        }
        settings.put(KEY, lines.toArray(String[]::new));
        configuration.update(settings);
    }
}
