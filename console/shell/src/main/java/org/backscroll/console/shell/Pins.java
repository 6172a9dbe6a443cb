package org.backscroll.console.shell;

import java.io.IOException;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Which bundle's strategy is used for which type: a setting of the engine. */
final class Pins {
    private static final String ENGINE = "org.backscroll.engine";
    private static final String KEY = "strategies.use";

    private Pins() {}

    static Map<String, String> of(ConfigurationAdmin configurations) throws IOException {
        Dictionary<String, Object> settings =
                configurations.getConfiguration(ENGINE, "?").getProperties();
        Map<String, String> pins = new TreeMap<>();
        for (String line : lines(settings == null ? null : settings.get(KEY))) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                pins.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return pins;
    }

    /** What a file of settings says is one text, which Declarative Services takes for one line. */
    private static String[] lines(Object value) {
        if (value instanceof String[] lines) {
            return lines;
        }
        if (value instanceof Collection<?> lines) {
            return lines.stream().map(String::valueOf).toArray(String[]::new);
        }
        return value instanceof String line ? new String[] {line} : new String[0];
    }

    static void set(ConfigurationAdmin configurations, String type, Optional<String> bundle)
            throws IOException {
        Map<String, String> pins = of(configurations);
        if (bundle.isPresent()) {
            pins.put(type, bundle.get());
        } else {
            pins.remove(type);
        }
        Configuration configuration = configurations.getConfiguration(ENGINE, "?");
        Dictionary<String, Object> settings = configuration.getProperties();
        if (settings == null) {
            settings = new Hashtable<>();
        }
        settings.put(
                KEY,
                pins.entrySet().stream()
                        .map(pin -> pin.getKey() + "=" + pin.getValue())
                        .toArray(String[]::new));
        configuration.update(settings);
    }
}
