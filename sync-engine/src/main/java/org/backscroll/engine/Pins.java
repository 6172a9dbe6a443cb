package org.backscroll.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.strategy.SyncStrategy;
import org.osgi.framework.Version;

/**
 * Which bundle's strategy is used for which type of sync, whatever ranks higher.
 *
 * @param byType what is pinned
 * @param problems what was written and pins nothing, a line each
 */
record Pins(Map<HistorySyncType, Pin> byType, List<String> problems) {
    static final Pins NONE = new Pins(Map.of(), List.of());

    static final String SETTING = "strategies.use";
    private static final String FORM = "; write TYPE=BUNDLE or TYPE=BUNDLE:VERSION";

    /** A symbolic name, as the framework has it, and a version. */
    private static final Pattern BUNDLE = Pattern.compile("([\\w.-]+)(?:\\s*:\\s*([\\w.-]+))?");

    /**
     * A bundle.
     *
     * @param bundle its symbolic name
     * @param version empty if any will do
     */
    record Pin(String bundle, Optional<Version> version) {
        boolean is(String otherBundle, String otherVersion) {
            return bundle.equals(otherBundle)
                    && (version.isEmpty() || version.get().toString().equals(otherVersion));
        }

        @Override
        public String toString() {
            return version.map(v -> bundle + ":" + v).orElse(bundle);
        }
    }

    /** Whether a strategy is what is pinned for a type. */
    boolean isPinned(HistorySyncType type, Part<SyncStrategy> strategy) {
        Pin pin = byType.get(type);
        return pin != null
                && pin.is(strategy.property(Parts.BUNDLE), strategy.property(Parts.VERSION));
    }

    /**
     * Reads them.
     *
     * @param lines {@code TYPE=BUNDLE} or {@code TYPE=BUNDLE:VERSION}; several in a line with
     *     commas between them, which is how a file writes a list that was none
     */
    static Pins of(String... lines) {
        Map<HistorySyncType, Pin> pins = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String line : lines) {
            for (String one : line.split(",")) {
                if (!one.isBlank()) {
                    read(one.strip(), pins, problems);
                }
            }
        }
        return new Pins(pins, List.copyOf(problems));
    }

    private static void read(String text, Map<HistorySyncType, Pin> pins, List<String> problems) {
        int equals = text.indexOf('=');
        Matcher bundle = BUNDLE.matcher(text.substring(equals + 1).strip());
        if (equals < 0 || !bundle.matches()) {
            problems.add(SETTING + ": '" + text + "' pins nothing" + FORM);
            return;
        }
        try {
            HistorySyncType type = HistorySyncType.of(text.substring(0, equals));
            Pin pin =
                    new Pin(
                            bundle.group(1),
                            Optional.ofNullable(bundle.group(2)).map(Version::parseVersion));
            Pin before = pins.put(type, pin);
            if (before != null && !before.equals(pin)) {
                problems.add(
                        SETTING
                                + ": "
                                + type
                                + " is pinned to "
                                + before
                                + " and to "
                                + pin
                                + ", which holds; leave one of them out");
            }
        } catch (IllegalArgumentException e) { // of the type or of the version
            problems.add(SETTING + ": '" + text + "' pins nothing: " + e.getMessage() + FORM);
        }
    }
}
