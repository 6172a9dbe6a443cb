package org.backscroll.source.whatsapp.export;

import java.text.Normalizer;
import java.util.Locale;

/** Knows the characters of an export that are not to be seen: directions and kinds of blanks. */
final class Marks {
    private Marks() {}

    /** Whether a character only tells in which direction to write. */
    static boolean isMark(char c) {
        return c == '\u200e' // left to right; WhatsApp's sign of a text of its own
                || c == '\u200f'
                || c == '\u061c'
                || c >= '\u202a' && c <= '\u202e'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\ufeff';
    }

    /** Whether a character is a blank of whichever width. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || Character.isSpaceChar(c);
    }

    /** Without marks in front. */
    static String withoutLeading(String text) {
        int start = 0;
        while (start < text.length() && isMark(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** Without marks and blanks behind. */
    static String withoutTrailing(String text) {
        int end = text.length();
        while (end > 0
                && (isMark(text.charAt(end - 1))
                        || isBlank(text.charAt(end - 1))
                        || text.charAt(end - 1) == '\n')) {
            end--;
        }
        return text.substring(0, end);
    }

    /** What is to be seen: no marks, plain single blanks, composed letters. */
    static String seen(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isBlank(c)) {
                if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else if (!isMark(c)) {
                out.append(c);
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC).strip();
    }

    /** What is to be seen, in small letters and without a dot at the end: for comparing. */
    static String plain(String text) {
        String seen = seen(text).toLowerCase(Locale.ROOT);
        boolean tag = seen.endsWith(".>");
        return tag
                ? seen.substring(0, seen.length() - 2) + ">"
                : seen.endsWith(".") ? seen.substring(0, seen.length() - 1) : seen;
    }
}
