package org.backscroll.console.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.backscroll.api.source.HistorySource;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Adds, lists and removes sources, which are factory configurations of Config Admin. */
final class SourceAdmin {
    static final String FILTER_OF_CONFIGURATIONS =
            "("
                    + ConfigurationAdmin.SERVICE_FACTORYPID
                    + "="
                    + HistorySource.FACTORY_PID_PREFIX
                    + "*)";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String HIDDEN = "***";

    /** Where a file sets a source up without a name or an account. */
    private static final String NOT_SAID = "?";

    private final Services services;
    private final ConfigurationAdmin configurations;
    private final Supplier<List<SourceType>> types;

    SourceAdmin(
            Services services,
            ConfigurationAdmin configurations,
            Supplier<List<SourceType>> types) {
        this.services = services;
        this.configurations = configurations;
        this.types = types;
    }

    /** The kinds of sources that can be added. */
    List<SourceType> types() {
        return types.get();
    }

    /**
     * Adds a source and asks it what it has; if it has nothing to say, it is removed again.
     *
     * @param words its settings, {@code key=value} each
     */
    PartAnswers.Probed add(String typeName, String name, List<String> words)
            throws CommandException, IOException {
        return add(typeName, name, words, true);
    }

    /**
     * Adds a source.
     *
     * @param check whether to ask it what it has, and to remove it again if it has nothing to say
     */
    PartAnswers.Probed add(String typeName, String name, List<String> words, boolean check)
            throws CommandException, IOException {
        SourceType type =
                types().stream()
                        .filter(t -> t.name().equals(typeName))
                        .findFirst()
                        .orElseThrow(() -> noSuchType(typeName));
        if (!NAME.matcher(name).matches()) {
            throw CommandException.usage(
                    "'" + name + "' is no name; use letters, digits, dots, dashes, underscores",
                    type.usage());
        }
        Hashtable<String, Object> properties = type.configuration(name, words, folder());
        if (find(name).isPresent()
                || services.sources().stream().anyMatch(s -> s.name().equals(name))) {
            throw CommandException.failure(
                    "there is a source "
                            + name
                            + " already; choose another name, or first: source remove "
                            + name);
        }
        Configuration configuration = configurations.getFactoryConfiguration(type.pid(), name, "?");
        Optional<Path> file = SettingsFile.of(services, configuration);
        if (file.isPresent()) {
            throw CommandException.failure(
                    "the name "
                            + name
                            + " is taken by the file "
                            + file.get()
                            + ", which sets a source up under another one; choose another name");
        }
        configuration.update(properties);
        boolean usable = false;
        try {
            PartAnswers.Probed probed = check ? probe(name) : unchecked(name);
            usable = true;
            return probed;
        } finally {
            if (!usable) {
                configuration.delete();
            }
        }
    }

    private CommandException noSuchType(String name) {
        List<String> names = types().stream().map(SourceType::name).toList();
        return CommandException.failure(
                "there is no source type "
                        + name
                        + "; installed: "
                        + (names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private Services.Source started(String name) throws CommandException {
        return services.source(name)
                .orElseThrow(
                        () ->
                                CommandException.failure(
                                        "the source did not start; the log says why"));
    }

    private PartAnswers.Probed unchecked(String name) throws CommandException {
        return new PartAnswers.Probed(started(name), Optional.empty(), Optional.empty());
    }

    private PartAnswers.Probed probe(String name) throws CommandException {
        PartAnswers.Probed probed = PartCommands.probe(started(name));
        if (probed.info().isEmpty()) {
            throw CommandException.failure(
                    "source "
                            + name
                            + " cannot be used: "
                            + probed.error().orElse("?")
                            + "; --no-check adds it all the same");
        }
        return probed;
    }

    /** The folder the caller is in. */
    private Path folder() {
        return Path.of(services.property(Services.FOLDER).orElse(""));
    }

    /** The sources that are set up, by name, whether they run or not. */
    List<PartAnswers.SetUp> list() throws IOException {
        List<String> running = services.sources().stream().map(Services.Source::name).toList();
        List<SourceType> known = types();
        List<PartAnswers.SetUp> all = new ArrayList<>();
        for (Configuration configuration : all()) {
            Dictionary<String, Object> properties = configuration.getProperties();
            String typeName =
                    configuration
                            .getFactoryPid()
                            .substring(HistorySource.FACTORY_PID_PREFIX.length());
            Optional<SourceType> type =
                    known.stream().filter(t -> t.name().equals(typeName)).findFirst();
            String name = SourceNaming.said(properties::get, HistorySource.NAME).orElse(NOT_SAID);
            boolean complete = SourceNaming.problem(properties::get).isEmpty();
            all.add(
                    new PartAnswers.SetUp(
                            name,
                            typeName,
                            SourceNaming.said(properties::get, HistorySource.ACCOUNT)
                                    .orElse(NOT_SAID),
                            complete && running.contains(name),
                            settings(type, properties)));
        }
        all.sort(Comparator.comparing(PartAnswers.SetUp::name));
        return all;
    }

    /** What may be shown: where nobody can say what is secret, everything is. */
    private static Map<String, String> settings(
            Optional<SourceType> type, Dictionary<String, Object> properties) {
        Map<String, String> shown = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            if (!isOurs(key)) {
                Optional<Setting> setting = type.flatMap(t -> t.setting(key));
                boolean open = setting.isPresent() && !setting.get().isSecret();
                shown.put(
                        setting.map(Setting::label).orElse(key),
                        open ? text(properties.get(key)) : HIDDEN);
            }
        }
        return shown;
    }

    private static boolean isOurs(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.startsWith("backscroll.")
                || lower.startsWith("service.")
                || lower.startsWith("felix.")
                || lower.startsWith("component.")
                || lower.equals(Constants.OBJECTCLASS.toLowerCase(Locale.ROOT));
    }

    private static String text(Object value) {
        return value instanceof Object[] values
                ? String.join(",", Arrays.stream(values).map(String::valueOf).toList())
                : String.valueOf(value);
    }

    /**
     * Removes a source; what it brought stays.
     *
     * @throws CommandException if there is none, or it would come back
     */
    void remove(String name) throws CommandException, IOException {
        Optional<Configuration> found = find(name);
        if (found.isEmpty()) {
            List<String> names = list().stream().map(PartAnswers.SetUp::name).toList();
            throw CommandException.failure(
                    "there is no source "
                            + name
                            + " to remove; there "
                            + (names.isEmpty() ? "is none" : "are: " + String.join(", ", names)));
        }
        Optional<Path> file = SettingsFile.of(services, found.get());
        if (file.isPresent()) {
            throw CommandException.failure(
                    "source "
                            + name
                            + " is set up by the file "
                            + file.get()
                            + ", so nothing was changed; delete the file to remove it");
        }
        found.get().delete();
    }

    private Optional<Configuration> find(String name) throws IOException {
        return all().stream()
                .filter(c -> name.equals(c.getProperties().get(HistorySource.NAME)))
                .findFirst();
    }

    private List<Configuration> all() throws IOException {
        try {
            Configuration[] found = configurations.listConfigurations(FILTER_OF_CONFIGURATIONS);
            return found == null ? List.of() : Arrays.asList(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // it is a constant
        }
    }
}
