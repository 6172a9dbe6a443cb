package org.backscroll.store.sqlite;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A text as parts of words are looked for in it: in small letters, without accents, in compatible
 * forms (wide letters, ligatures and the like as plain ones), blanks as one space each. It knows
 * which characters of the original each of its own came from.
 */
final class Folding {
    /** What single characters become, for those of the first plane; filled as they are met. */
    private static final String[] KNOWN = new String[Character.MAX_VALUE + 1];

    private static final BitSet VOWELS = vowels();

    private final String original;
    private final StringBuilder folded;

    /** For each folded character where it came from; null if nobody asked. */
    private int[] starts;

    private Folding(String original, boolean mapped) {
        this.original = original;
        folded = new StringBuilder(original.length() + 8);
        starts = mapped ? new int[original.length() + 8] : null;
        fold();
    }

    /** The folded text. */
    static String of(String text) {
        return new Folding(text, false).folded.toString();
    }

    /** The folding, with its way back. */
    static Folding mapped(String text) {
        return new Folding(text, true);
    }

    String text() {
        return folded.toString();
    }

    /** Where in the original a folded character begins. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the original the folded character before this place ends, with its accents. */
    int end(int index) {
        int from = starts[index - 1];
        for (int i = index; i < folded.length(); i++) {
            if (starts[i] > from) {
                return starts[i];
            }
        }
        return original.length();
    }

    private void fold() {
        int length = original.length();
        for (int i = 0; i < length; ) {
            char c = original.charAt(i);
            if (c < 0x80 && (i + 1 == length || original.charAt(i + 1) < 0x80)) {
                append(ascii(c), i);
                i++;
            } else {
                int end = cluster(i);
                append(one(i, end), i);
                i = end;
            }
        }
    }

    private static char ascii(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + 'a' - 'A');
        }
        return c <= ' ' || c == 0x7f ? ' ' : c;
    }

    /** The end of a character with all that belongs to it. */
    private int cluster(int begin) {
        int end = begin + Character.charCount(original.codePointAt(begin));
        while (end < original.length()) {
            int c = original.codePointAt(end);
            if (!joins(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    /** Accents; the vowels and final consonants of Korean; the voice marks of narrow Katakana. */
    private static boolean joins(int c) {
        return c >= 0x300 && (Letters.isMark(c) || isVowel(c) || c == 0xff9e || c == 0xff9f);
    }

    /** Korean vowels and final consonants, in each of their forms: joined, apart, and narrow. */
    private static boolean isVowel(int c) {
        return c <= 0x11ff ? c >= 0x1160 : c >= 0x3131 && c <= 0xffdc && VOWELS.get(c);
    }

    /** Those outside their own block. */
    private static BitSet vowels() {
        BitSet vowels = new BitSet();
        IntStream.concat(
                        IntStream.rangeClosed(0x3131, 0x318e),
                        IntStream.rangeClosed(0xffa0, 0xffdc))
                .filter(
                        c -> {
                            char plain =
                                    Normalizer.normalize(Character.toString(c), Form.NFKD)
                                            .charAt(0);
                            return plain >= 0x1160 && plain <= 0x11ff;
                        })
                .forEach(vowels::set);
        return vowels;
    }

    private String one(int begin, int end) {
        if (end > begin + 1) {
            return fold(original.substring(begin, end));
        }
        char c = original.charAt(begin);
        String known = KNOWN[c];
        if (known == null) {
            known = fold(String.valueOf(c));
            KNOWN[c] = known;
        }
        return known;
    }

    private static String fold(String cluster) {
        StringBuilder out = new StringBuilder(cluster.length());
        Normalizer.normalize(cluster, Form.NFKD).codePoints().forEach(c -> add(out, c));
        return Normalizer.normalize(out, Form.NFC);
    }

    private static void add(StringBuilder out, int c) {
        switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {
                if (!isAccent(c)) {
                    out.appendCodePoint(c);
                }
            }
            case Character.FORMAT -> {
                // Joiners, soft hyphens, directions: nobody types them.
            }
            case Character.SURROGATE -> out.append(' '); // half a character
            case Character.DASH_PUNCTUATION -> out.append('-');
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION ->
                    out.append(c == 0x2018 || c == 0x2019 || c == 0x201b ? '\'' : '"');
            default -> {
                if (Letters.isBlank(c)) {
                    out.append(' ');
                } else {
                    // By way of capitals, which makes the two small forms of a Greek sigma one.
                    out.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
                }
            }
        }
    }

    /** Not so the vowels of Indian scripts and the voice marks of Japanese, which are letters. */
    private static boolean isAccent(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case INHERITED, ARABIC, HEBREW, SYRIAC, GREEK, CYRILLIC, LATIN ->
                    c != 0x3099 && c != 0x309a;
            default -> false;
        };
    }

    private void append(String piece, int from) {
        for (int i = 0; i < piece.length(); i++) {
            append(piece.charAt(i), from);
        }
    }

    private void append(char c, int from) {
        int length = folded.length();
        if (c == ' ' && length > 0 && folded.charAt(length - 1) == ' ') {
            return;
        }
        folded.append(c);
        if (starts != null) {
            if (length == starts.length) {
                starts = Arrays.copyOf(starts, 2 * length);
            }
            starts[length] = from;
        }
    }
}
