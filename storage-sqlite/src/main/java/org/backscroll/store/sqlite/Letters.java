package org.backscroll.store.sqlite;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** What kinds of characters a search tells apart. */
final class Letters {
    private static final int FIRST_SCRIPT_WITHOUT_BLANKS = 0x0e00;

    private static final Set<UnicodeScript> WITHOUT_BLANKS =
            EnumSet.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.HANGUL,
                    UnicodeScript.THAI,
                    UnicodeScript.LAO,
                    UnicodeScript.KHMER,
                    UnicodeScript.MYANMAR);

    private Letters() {}

    /** What the word index takes for parts of words: letters, numbers, private characters. */
    static boolean isWord(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
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

    /** Accents and the like, which belong to the letter before them. */
    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }

    /**
     * Characters that stand for a word by themselves, such as emoji, or that are written without
     * blanks between words, such as those of Chinese, Japanese and Korean. The word index is of no
     * use for either.
     */
    static boolean isSign(int c) {
        if (c < 0x80) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.OTHER_SYMBOL,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.CURRENCY_SYMBOL ->
                    true;
            default ->
                    c >= FIRST_SCRIPT_WITHOUT_BLANKS
                            && (WITHOUT_BLANKS.contains(UnicodeScript.of(c)) || isOfSeveral(c));
        };
    }

    /** Letters that Hiragana and Katakana share, such as the sign that makes a vowel long. */
    private static boolean isOfSeveral(int c) {
        return c >= 0x3005 && c <= 0x30ff && (isWord(c) || isMark(c));
    }

    static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }
}
