package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can stand where the cursor is: words of the command itself, such as {@code remove}, and
 * values that {@link KnownWords} finds. Read from the forms of a {@link Syntax}.
 */
final class Completion {
    private Completion() {}

    /**
     * What fits.
     *
     * @param words of the command itself
     * @param values what else, as the syntax names it, for instance {@code JID}
     * @param operands what was typed before that is no option
     */
    record Fitting(Set<String> words, Set<String> values, List<String> operands) {}

    /**
     * What fits behind the words of a command.
     *
     * @param typed behind the command and before the cursor
     */
    static Fitting after(Syntax syntax, List<String> typed) {
        List<String> operands = new ArrayList<>();
        Optional<Syntax.Option> open = Optional.empty();
        for (String word : typed) {
            if (open.isPresent()) {
                open = Optional.empty();
            } else if (word.startsWith("--")) {
                open = option(syntax, word).filter(option -> option.value().isPresent());
            } else {
                operands.add(word);
            }
        }
        Set<String> words = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>();
        if (open.isPresent()) {
            value(open.get()).ifPresent(values::add);
        } else {
            for (String form : syntax.forms()) {
                next(form, operands).ifPresent(t -> (isValue(t) ? values : words).add(t));
            }
        }
        return new Fitting(words, values, operands);
    }

    private static Optional<Syntax.Option> option(Syntax syntax, String word) {
        return syntax.options().stream().filter(option -> option.name().equals(word)).findFirst();
    }

    /** Where the words of an option's value come from: as it is told, else its name. */
    private static Optional<String> value(Syntax.Option option) {
        return option.words().or(option::value);
    }

    /** What a form has at the place behind these operands, if they are of that form. */
    private static Optional<String> next(String form, List<String> operands) {
        String[] tokens = form.replace("[", "").replace("]", "").split(" ");
        int place = operands.size();
        if (place >= tokens.length && !tokens[tokens.length - 1].endsWith("...")) {
            return Optional.empty();
        }
        for (int i = 0; i < Math.min(place, tokens.length); i++) {
            if (!isValue(tokens[i]) && !tokens[i].equals(operands.get(i))) {
                return Optional.empty();
            }
        }
        String token = tokens[Math.min(place, tokens.length - 1)];
        return Optional.of(token.replace("...", ""));
    }

    /** Values stand in capital letters, or have an equals sign. */
    private static boolean isValue(String token) {
        return Character.isUpperCase(token.charAt(0)) || token.contains("=");
    }
}
