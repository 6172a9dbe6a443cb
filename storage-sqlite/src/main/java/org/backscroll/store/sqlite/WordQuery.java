package org.backscroll.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns words as people type them into a query of the word index. All words must occur; {@code "a
 * phrase"}, {@code beg*}, {@code OR} and {@code NOT} are understood. Each word is quoted, so that
 * no text is a syntax error.
 */
final class WordQuery {
    /** Nobody types more, and the index's parser has limits. */
    private static final int MAX_WORDS = 64;

    private final String text;
    private int at;

    private WordQuery(String text) {
        this.text = text;
    }

    /** What one word is about to be. */
    private static final class Group {
        private final List<String> wanted = new ArrayList<>();
        private final List<String> unwanted = new ArrayList<>();

        String query() {
            String all = String.join(" AND ", wanted);
            return unwanted.isEmpty()
                    ? all
                    : "(" + all + ") NOT (" + String.join(" OR ", unwanted) + ")";
        }
    }

    /** The query, empty if there is nothing to look for. */
    static Optional<String> of(String words) {
        return new WordQuery(words).parse();
    }

    private Optional<String> parse() {
        List<Group> groups = new ArrayList<>(List.of(new Group()));
        boolean not = false;
        int count = 0;
        for (String word = next(); word != null && count < MAX_WORDS; word = next()) {
            if (word.equals("OR")) {
                groups.add(new Group());
                not = false;
            } else if (word.equals("NOT")) {
                not = true;
            } else if (!word.equals("AND")) {
                Optional<String> quoted = quote(word);
                if (quoted.isPresent()) {
                    Group group = groups.get(groups.size() - 1);
                    (not ? group.unwanted : group.wanted).add(quoted.get());
                    count++;
                }
                not = false;
            }
        }
        // A group that only says what it does not want would be everything else: nobody means that.
        String query =
                groups.stream()
                        .filter(group -> !group.wanted.isEmpty())
                        .map(group -> "(" + group.query() + ")")
                        .collect(Collectors.joining(" OR "));
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }

    /** The next word or phrase with its quotes and star, {@code null} at the end. */
    private String next() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return null;
        }
        int begin = at;
        if (text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            at = end < 0 ? text.length() : end + 1;
            if (end >= 0 && at < text.length() && text.charAt(at) == '*') {
                at++;
            }
        } else {
            while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '"') {
                at++;
            }
        }
        return text.substring(begin, at);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Empty if the index would find no word in it. */
    private static Optional<String> quote(String word) {
        boolean prefix = word.length() > 1 && word.endsWith("*");
        StringBuilder clean = new StringBuilder(word.length());
        boolean letters = false;
        boolean star = false;
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            i += Character.charCount(c);
            boolean letter = isWord(c);
            letters |= letter;
            star |= c == '*' && i == word.length();
            boolean text = letter || isMark(c);
            clean.appendCodePoint(text ? c : ' ');
        }
        return letters
                ? Optional.of('"' + clean.toString().strip() + '"' + (prefix && star ? "*" : ""))
                : Optional.empty();
    }

    /** What the tokenizer takes for parts of words: letters, numbers, private characters. */
    private static boolean isWord(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }
}
