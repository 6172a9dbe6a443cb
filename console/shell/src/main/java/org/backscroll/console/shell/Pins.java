package org.backscroll.console.shell;

import java.io.IOException;
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
        if (settings != null && settings.get(KEY) instanceof String[] lines) {
            for (String line : lines) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    pins.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
                }
            }
        }
        return pins;
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
