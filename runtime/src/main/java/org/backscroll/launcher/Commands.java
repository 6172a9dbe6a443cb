package org.backscroll.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which commands write, so that all others leave the data folder untouched and may run beside the
 * process that owns it. A command nobody knows counts as reading: a slip of the finger should not
 * create a folder or wake unfinished jobs.
 */
final class Commands {
    static final String PROPERTY = "backscroll.commands.writing";

    private final Set<String> writing;

    Commands(Properties configuration) {
        writing =
                Arrays.stream(configuration.getProperty(PROPERTY, "").split(","))
                        .map(name -> name.strip().replaceAll("\\s+", " "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
    }

    boolean onlyReads(CommandLine line) {
        List<String> words = line.words();
        if (words.isEmpty()) {
            return false; // the shell may be asked anything
        }
        if (words.contains("--help")) {
            return true;
        }
        String first = words.get(0).replaceFirst("^history:", "");
        boolean writes =
                writing.contains(first)
                        || words.size() > 1 && writing.contains(first + " " + words.get(1));
        return !writes;
    }
}
