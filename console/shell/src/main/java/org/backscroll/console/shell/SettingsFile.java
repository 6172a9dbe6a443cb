package org.backscroll.console.shell;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Optional;
import org.osgi.service.cm.Configuration;

/**
 * The file that holds a configuration, where one does that is only read: File Install puts back
 * what it says, so whatever else is set would not last.
 */
final class SettingsFile {
    /** Property of a configuration: which file it was read from, a URI. */
    static final String NAME = "felix.fileinstall.filename";

    /** Framework properties: whether the file is written when the configuration changes. */
    private static final String SAVES = "felix.fileinstall.enableConfigSave";

    private static final String SAVES_BY_ITS_OLD_NAME = "felix.fileinstall.disableConfigSave";

    private SettingsFile() {}

    static Optional<Path> of(Services services, Configuration configuration) {
        Dictionary<String, Object> settings = configuration.getProperties();
        boolean saves =
                services.property(SAVES)
                        .or(() -> services.property(SAVES_BY_ITS_OLD_NAME))
                        .map(Boolean::parseBoolean)
                        .orElse(true);
        return settings == null || saves || !(settings.get(NAME) instanceof String name)
                ? Optional.empty()
                : Optional.of(path(name)).filter(Files::exists);
    }

    private static Path path(String name) {
        return name.startsWith("file:") ? Path.of(URI.create(name)) : Path.of(name);
    }
}
