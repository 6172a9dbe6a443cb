package org.backscroll.console.shell;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageType;

/** What was typed behind a command, as values; what cannot be one is told with the usage line. */
final class Arguments {
    /** Options that every command has. */
    static final String JSON = "--json";

    static final String HELP = "--help";

    private final Syntax syntax;
    private final Map<String, String> values;
    private final List<String> operands;

    Arguments(Syntax syntax, Map<String, String> values, List<String> operands) {
        this.syntax = syntax;
        this.values = Map.copyOf(values);
        this.operands = List.copyOf(operands);
    }

    Syntax syntax() {
        return syntax;
    }

    boolean has(String option) {
        return values.containsKey(option);
    }

    Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    List<String> operands() {
        return operands;
    }

    /** An operand, or what stands for it when it was not typed. */
    String operand(int index, String otherwise) {
        return index < operands.size() ? operands.get(index) : otherwise;
    }

    Optional<AccountId> account(String option) throws CommandException {
        return value(option, AccountId::of);
    }

    Optional<Jid> jid(String option) throws CommandException {
        return value(option, Jid::of);
    }

    AccountId account(int operand) throws CommandException {
        return parsed(operands.get(operand), AccountId::of);
    }

    Jid jid(int operand) throws CommandException {
        return parsed(operands.get(operand), Jid::of);
    }

    Optional<HistorySyncType> type(String option) throws CommandException {
        return value(
                option,
                name -> {
                    try {
                        return HistorySyncType.of(name);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "'" + name + "' is no sync type; " + e.getMessage(), e);
                    }
                });
    }

    /** Several types, with commas between them. */
    Optional<Set<MessageType>> messageTypes(String option) throws CommandException {
        return value(
                option,
                text ->
                        Arrays.stream(text.split(",", -1))
                                .map(name -> MessageType.of(name.strip().toLowerCase(Locale.ROOT)))
                                .collect(Collectors.toSet()));
    }

    Optional<Instant> time(String option, Clock clock) throws CommandException {
        return value(option, text -> Times.parse(text, clock));
    }

    /** The time before which something is so old. */
    Optional<Instant> age(String option, Clock clock) throws CommandException {
        return value(option, text -> Times.before(text, clock));
    }

    /** A size in bytes. */
    Optional<Long> size(String option, long least) throws CommandException {
        Optional<Long> size = value(option, Sizes::parse);
        if (size.isPresent() && size.get() < least) {
            throw syntax.wrong(option + " is at least " + Sizes.text(least));
        }
        return size;
    }

    /** A whole number within bounds. */
    Optional<Long> number(String option, long least, long most) throws CommandException {
        return value(
                option,
                text -> {
                    try {
                        long number = Long.parseLong(text);
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException e) {
                        // Told below.
                    }
                    throw new IllegalArgumentException(
                            option
                                    + " is a number "
                                    + (most == Long.MAX_VALUE
                                            ? "of at least " + least
                                            : "from " + least + " to " + most)
                                    + ", not '"
                                    + text
                                    + "'");
                });
    }

    private <T> Optional<T> value(String option, Function<String, T> parser)
            throws CommandException {
        String text = values.get(option);
        return text == null ? Optional.empty() : Optional.of(parsed(text, parser));
    }

    private <T> T parsed(String text, Function<String, T> parser) throws CommandException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw syntax.wrong(e.getMessage());
        }
    }
}
