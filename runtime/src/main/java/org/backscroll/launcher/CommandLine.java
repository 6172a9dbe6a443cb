package org.backscroll.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words a person typed, told apart into the launcher's own options and a command with its
 * arguments.
 *
 * @param data the folder named by {@code --data}, as typed
 * @param json whether results are wanted as JSON; {@code --json} counts wherever it stands, except
 *     behind {@code --}
 * @param help whether only the usage was asked for
 * @param version whether only the version was asked for
 * @param words the command and its arguments without {@code --json}; empty for the shell
 */
record CommandLine(
        Optional<String> data, boolean json, boolean help, boolean version, List<String> words) {

    static final String USAGE = "usage: backscroll [--data DIR] [--json] [COMMAND [ARGS]]";

    static CommandLine parse(List<String> arguments) throws Problem {
        Optional<String> data = Optional.empty();
        boolean json = false;
        boolean help = false;
        boolean version = false;
        int at = 0;
        for (; at < arguments.size() && arguments.get(at).startsWith("-"); at++) {
            String option = arguments.get(at);
            if (option.equals("--data")) {
                at++;
                if (at == arguments.size()) {
                    throw Problem.wrongUsage("--data needs a folder");
                }
                data = Optional.of(folder(arguments.get(at)));
            } else if (option.startsWith("--data=")) {
                data = Optional.of(folder(option.substring("--data=".length())));
            } else if (option.equals("--json")) {
                json = true;
            } else if (option.equals("--help") || option.equals("-h")) {
                help = true;
            } else if (option.equals("--version")) {
                version = true;
            } else {
                throw Problem.wrongUsage("unknown option " + option);
            }
        }
        List<String> words = new ArrayList<>();
        boolean literal = false;
        for (String word : arguments.subList(at, arguments.size())) {
            literal |= word.equals("--");
            if (!literal && word.equals("--json")) {
                json = true;
            } else {
                words.add(word);
            }
        }
        return new CommandLine(data, json, help, version, List.copyOf(words));
    }

    private static String folder(String name) throws Problem {
        if (name.isBlank()) {
            throw Problem.wrongUsage("--data needs a folder");
        }
        return name;
    }

    /** Without a command the caller wants the shell. */
    boolean interactive() {
        return words.isEmpty();
    }

    boolean isDemo() {
        return !words.isEmpty() && words.get(0).equals("demo");
    }
}
