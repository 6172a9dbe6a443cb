package org.backscroll.console.shell;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a command is typed: its options and what else it takes. The one description behind parsing,
 * usage lines, help and completion.
 */
final class Syntax {
    private static final String USAGE = "usage: ";

    private final String command;
    private final String summary;
    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> forms = new ArrayList<>();
    private int least;
    private int most;

    /**
     * An option.
     *
     * @param name with its two dashes
     * @param value what stands behind it; empty for a flag
     * @param words where completion finds its values; empty for none
     */
    record Option(String name, Optional<String> value, Optional<String> words) {}

    private Syntax(String command, String summary) {
        this.command = command;
        this.summary = summary;
    }

    /** A command that takes nothing yet. */
    static Syntax of(String command, String summary) {
        return new Syntax(command, summary);
    }

    /** It takes words that are not options: at least and at most so many, typed in these forms. */
    Syntax operands(int atLeast, int atMost, String... itsForms) {
        least = atLeast;
        most = atMost;
        forms.addAll(List.of(itsForms));
        return this;
    }

    /** It takes an option with a value. */
    Syntax option(String name, String value) {
        options.put(name, new Option(name, Optional.of(value), Optional.empty()));
        return this;
    }

    /** It takes an option with a value of which the shell knows the possible ones. */
    Syntax option(String name, String value, String words) {
        options.put(name, new Option(name, Optional.of(value), Optional.of(words)));
        return this;
    }

    /** It takes an option without a value. */
    Syntax flag(String name) {
        options.put(name, new Option(name, Optional.empty(), Optional.empty()));
        return this;
    }

    String command() {
        return command;
    }

    String summary() {
        return summary;
    }

    List<Option> options() {
        return List.copyOf(options.values());
    }

    /** How what is no option is typed; a word in capitals stands for a value. */
    List<String> forms() {
        return List.copyOf(forms);
    }

    /** All there is to say of how it is typed: what it does, usage, a line for each option. */
    String help() {
        Table table = new Table().text("").text("");
        for (Option option : options.values()) {
            table.row(
                    "  " + option.name() + option.value().map(value -> " " + value).orElse(""),
                    OptionNotes.of(command, option.name()));
        }
        for (String everywhere : List.of(Arguments.JSON, Arguments.HELP)) {
            table.row("  " + everywhere, OptionNotes.of(command, everywhere));
        }
        return command
                + " - "
                + summary
                + System.lineSeparator()
                + usage()
                + System.lineSeparator()
                + table.render(new Screen(Screen.UNLIMITED, ZoneOffset.UTC)).stripTrailing();
    }

    /** The usage line. */
    String usage() {
        StringBuilder tail = new StringBuilder();
        for (Option option : options.values()) {
            tail.append(" [").append(option.name());
            option.value().ifPresent(value -> tail.append(' ').append(value));
            tail.append(']');
        }
        String head =
                forms.isEmpty()
                        ? command
                        : String.join(
                                " | ", forms.stream().map(form -> command + " " + form).toList());
        return USAGE + head + tail;
    }

    /** A complaint about how it was typed, with the usage line. */
    CommandException wrong(String message) {
        return CommandException.usage(message, usage());
    }

    /**
     * Reads what was typed behind the command.
     *
     * @throws CommandException if it breaks the rules
     */
    Arguments parse(String... words) throws CommandException {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> operands = new ArrayList<>();
        boolean onlyOperands = false;
        for (int i = 0; i < words.length; i++) {
            // Gogo makes a null of the word null.
            String word = words[i] == null ? "null" : words[i];
            if (onlyOperands || !word.startsWith("--")) {
                operands.add(word);
            } else if (word.equals("--")) {
                onlyOperands = true;
            } else {
                i += option(values, word, i + 1 < words.length ? words[i + 1] : null);
            }
        }
        Arguments arguments = new Arguments(this, values, operands);
        if (!arguments.has(Arguments.HELP)) {
            check(operands);
        }
        return arguments;
    }

    /** Takes an option in; says how many words behind it belong to it. */
    private int option(Map<String, String> values, String word, String following)
            throws CommandException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = options.get(name);
        boolean everywhere = name.equals(Arguments.JSON) || name.equals(Arguments.HELP);
        if (option == null && !everywhere) {
            throw wrong("unknown option " + name);
        }
        if (values.containsKey(name)) {
            throw wrong(name + " is given twice");
        }
        if (everywhere || option.value().isEmpty()) {
            if (equals >= 0) {
                throw wrong(name + " takes no value");
            }
            values.put(name, "");
            return 0;
        }
        if (equals >= 0) {
            values.put(name, word.substring(equals + 1));
            return 0;
        }
        if (following == null || following.startsWith("--")) {
            throw wrong(name + " needs a value: " + name + " " + option.value().get());
        }
        values.put(name, following);
        return 1;
    }

    private void check(List<String> operands) throws CommandException {
        if (operands.size() > most) {
            throw wrong("unexpected argument '" + operands.get(most) + "'");
        }
        if (operands.size() < least) {
            throw wrong("an argument is missing");
        }
    }
}
