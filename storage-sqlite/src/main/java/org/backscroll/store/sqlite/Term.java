package org.backscroll.store.sqlite;

import java.util.List;
import java.util.Optional;

/** One thing to look for, as typed: a word, {@code beg*}, or {@code "a phrase"}. */
final class Term {
    /** The shortest punctuation that is looked for. */
    private static final int SHORTEST = 3;

    private final String typed;
    private final String folded;

    /** It means whole words. */
    private final boolean phrase;

    /** It means the beginning of words. */
    private final boolean prefix;

    private final boolean sign;
    private final boolean word;
    private final List<String> grams;

    /** Whether a letter right before or behind it would make it a part of another word. */
    private final boolean begins;

    private final boolean ends;

    private Term(String typed, boolean phrase, boolean prefix) {
        this.typed = typed;
        this.phrase = phrase;
        this.prefix = prefix;
        folded = Folding.of(typed).strip();
        sign = folded.codePoints().anyMatch(Letters::isSign);
        word = folded.codePoints().anyMatch(Letters::isWord);
        grams = Grams.query(folded);
        begins = !sign && word && Letters.isWord(folded.codePointAt(0));
        ends = !sign && word && Letters.isWord(folded.codePointBefore(folded.length()));
    }

    /** What stood between quotes, with a star behind them or not; empty if nothing is in it. */
    static Optional<Term> phrase(String text, boolean star) {
        return new Term(text, true, star).check();
    }

    /** What stood without quotes; empty if nothing is in it. */
    static Optional<Term> word(String text) {
        int from = 0;
        int to = text.length();
        while (to > 0 && text.charAt(to - 1) == '*') {
            to--;
        }
        while (from < to && text.charAt(from) == '*') {
            from++;
        }
        return new Term(text.substring(from, to), false, from == 0 && to < text.length()).check();
    }

    private Optional<Term> check() {
        return word || sign || folded.codePointCount(0, folded.length()) >= SHORTEST
                ? Optional.of(this)
                : Optional.empty();
    }

    /** Whether the word index can tell where it is: not with {@link Letters#isSign signs}. */
    boolean isOfWords() {
        return !sign && words().isPresent();
    }

    /** Whether nothing in it stands for a word. */
    boolean isPunctuation() {
        return !word && !sign;
    }

    /** The word index's query for it, empty if that knows no word of it. */
    Optional<String> words() {
        return words(typed, prefix);
    }

    /** The word index's query for words that begin with it, unless it means whole ones. */
    Optional<String> beginnings() {
        return words(folded, prefix || !phrase);
    }

    private static Optional<String> words(String text, boolean beginning) {
        StringBuilder clean = new StringBuilder(text.length());
        boolean letters = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean letter = Letters.isWord(c);
            letters |= letter;
            clean.appendCodePoint(letter || Letters.isMark(c) ? c : ' ');
        }
        return letters
                ? Optional.of('"' + clean.toString().strip() + '"' + (beginning ? "*" : ""))
                : Optional.empty();
    }

    /** What to ask the index of parts, see {@link Grams#query}; none if it is too short. */
    List<String> grams() {
        return grams;
    }

    /** Whether a folded text has it as it is wanted. */
    boolean isIn(String text) {
        return find(text, 0) >= 0;
    }

    /** Whether a folded text has it as it is unwanted: as a word rather than a part of one. */
    boolean isWordOf(String text) {
        return find(text, 0, true, !prefix) >= 0;
    }

    /**
     * Where a folded text has it as it is wanted: as a part of a word, save that what is short
     * stands at a beginning, and a phrase at an end as well.
     *
     * @param from where to begin
     * @return negative if nowhere
     */
    int find(String text, int from) {
        return find(text, from, phrase || prefix || grams.isEmpty(), phrase && !prefix);
    }

    private int find(String text, int from, boolean atBeginning, boolean atEnd) {
        boolean left = begins && atBeginning;
        boolean right = ends && atEnd;
        for (int at = text.indexOf(folded, from); at >= 0; at = text.indexOf(folded, at + 1)) {
            int end = at + folded.length();
            if (!(left && at > 0 && Letters.isWord(text.codePointBefore(at)))
                    && !(right && end < text.length() && Letters.isWord(text.codePointAt(end)))) {
                return at;
            }
        }
        return -1;
    }

    /** How long it is in a folded text. */
    int length() {
        return folded.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Term that
                && typed.equals(that.typed)
                && phrase == that.phrase
                && prefix == that.prefix;
    }

    @Override
    public int hashCode() {
        return typed.hashCode();
    }
}
