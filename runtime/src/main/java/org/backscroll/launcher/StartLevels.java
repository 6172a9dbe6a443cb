package org.backscroll.launcher;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * When each bundle starts. Components wait for one another wherever they start; what needs an order
 * is the logging, since a bundle that logs before logback is there logs nowhere, and the engine,
 * which starts last because what starts last is stopped first: before the parts its jobs would
 * miss.
 */
final class StartLevels {
    static final int LAST = 4;
    static final int PLUGINS = 5;

    private static final String PREFIX = "backscroll.level.";

    private record Rule(PathMatcher files, int level) {}

    private final List<Rule> rules = new ArrayList<>();

    StartLevels(Properties configuration) {
        for (int level = 1; level <= PLUGINS; level++) {
            for (String glob : configuration.getProperty(PREFIX + level, "").split(",")) {
                if (!glob.isBlank()) {
                    rules.add(
                            new Rule(
                                    FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()),
                                    level));
                }
            }
        }
    }

    int of(Path bundle) {
        return rules.stream()
                .filter(rule -> rule.files().matches(bundle.getFileName()))
                .mapToInt(Rule::level)
                .findFirst()
                .orElse(LAST);
    }
}
