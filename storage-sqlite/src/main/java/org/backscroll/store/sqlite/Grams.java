package org.backscroll.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What the index of parts holds of a folded text: of words and of punctuation each three characters
 * in a row, of {@linkplain Letters#isSign signs} each two neighbours and the last one alone. Never
 * across different kinds of characters, which would double the index and is not needed to find
 * candidates.
 */
final class Grams {
    private static final int LENGTH = 3;

    /** More would only make finding the candidates slower. */
    private static final int MOST = 24;

    /** Where punctuation goes, which the index's tokenizer takes for blanks. */
    private static final int PRIVATE = 0xe000;

    private enum Kind {
        BLANK,
        WORD,
        PUNCTUATION,
        SIGN
    }

    private Grams() {}

    private static Kind kind(int c) {
        if (c == ' ') {
            return Kind.BLANK;
        }
        if (Letters.isSign(c)) {
            return Kind.SIGN;
        }
        return Letters.isWord(c) || Letters.isMark(c) ? Kind.WORD : Kind.PUNCTUATION;
    }

    /** What the index is given for a folded text, empty for nothing. */
    static String of(String folded) {
        StringBuilder out = new StringBuilder(4 * folded.length());
        runs(
                folded,
                (kind, run) -> {
                    int length = kind == Kind.SIGN ? LENGTH - 1 : LENGTH;
                    for (int i = 0; i + length <= run.length; i++) {
                        add(out, run, i, length);
                    }
                    if (kind == Kind.SIGN) {
                        add(out, run, run.length - 1, 1);
                    }
                });
        return out.toString();
    }

    private static void add(StringBuilder out, int[] run, int from, int length) {
        if (!out.isEmpty()) {
            out.append(' ');
        }
        for (int i = from; i < from + length; i++) {
            boolean plain = run[i] >= 0x80 || Letters.isWord(run[i]);
            out.appendCodePoint(plain ? run[i] : PRIVATE + run[i]);
        }
    }

    /**
     * The index's query for the messages that may contain a folded text, each term with its quotes;
     * empty if it is too short for the index.
     */
    static List<String> query(String folded) {
        List<String> terms = new ArrayList<>();
        runs(
                folded,
                (kind, run) -> {
                    int length = kind == Kind.SIGN ? LENGTH - 1 : LENGTH;
                    // Side by side they say as much as overlapping ones, nearly.
                    for (int i = 0; i + length <= run.length && terms.size() < MOST; i += length) {
                        terms.add(quoted(run, i, length));
                    }
                    if (run.length > length && run.length % length != 0 && terms.size() < MOST) {
                        terms.add(quoted(run, run.length - length, length));
                    }
                    if (kind == Kind.SIGN && run.length == 1 && terms.size() < MOST) {
                        terms.add(quoted(run, 0, 1) + "*");
                    }
                });
        return terms;
    }

    private static String quoted(int[] run, int from, int length) {
        StringBuilder term = new StringBuilder();
        add(term, run, from, length);
        return '"' + term.toString() + '"';
    }

    /** Cuts a text where the kind of its characters changes. */
    private static void runs(String folded, BiConsumer<Kind, int[]> each) {
        int[] characters = folded.codePoints().toArray();
        int begin = 0;
        Kind before = Kind.BLANK;
        for (int i = 0; i <= characters.length; i++) {
            Kind kind = i == characters.length ? Kind.BLANK : kind(characters[i]);
            if (kind != before) {
                if (before != Kind.BLANK) {
                    each.accept(before, java.util.Arrays.copyOfRange(characters, begin, i));
                }
                begin = i;
                before = kind;
            }
        }
    }
}
