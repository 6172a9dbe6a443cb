package org.backscroll.console.shell;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;

/**
 * A kind of source that can be added.
 *
 * @param name as in {@code source add TYPE}
 * @param settings what it can be told
 */
record SourceType(String name, List<Setting> settings) {
    private static final String ACCOUNT = "account";

    /** Its factory PID. */
    String pid() {
        return HistorySource.FACTORY_PID_PREFIX + name;
    }

    /** How one is added. */
    String usage() {
        StringBuilder out = new StringBuilder("usage: source add ").append(name).append(" NAME");
        settings.forEach(setting -> out.append(' ').append(setting.usage()));
        return out.append(" [account=ACCOUNT]").toString();
    }

    Optional<Setting> setting(String label) {
        return settings.stream()
                .filter(s -> s.label().equals(label) || s.id().equals(label))
                .findFirst();
    }

    /**
     * The configuration of a new source.
     *
     * @param source its name
     * @param words {@code key=value} each
     * @param folder what paths are relative to
     * @throws CommandException if settings are missing, unknown or wrong
     */
    Hashtable<String, Object> configuration(String source, List<String> words, Path folder)
            throws CommandException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw wrong("'" + word + "' is not a setting; one looks like key=value");
            }
            if (texts.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw wrong(word.substring(0, equals) + " is given twice");
            }
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        try {
            String account = texts.remove(ACCOUNT);
            properties.put(
                    HistorySource.ACCOUNT,
                    AccountId.of(account == null ? source : account).value());
            properties.put(HistorySource.NAME, source);
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Setting setting =
                        setting(text.getKey())
                                .orElseThrow(
                                        () -> wrong(name + " has no setting " + text.getKey()));
                properties.put(setting.id(), setting.value(text.getValue(), folder));
            }
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        for (Setting setting : settings) {
            if (setting.required() && !properties.containsKey(setting.id())) {
                throw wrong(setting.label() + " is missing");
            }
        }
        return properties;
    }

    private CommandException wrong(String message) {
        return CommandException.usage(message, usage());
    }
}
