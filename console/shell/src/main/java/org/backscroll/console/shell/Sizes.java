package org.backscroll.console.shell;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and shows sizes as people write them; K, M, G and T are powers of 1,024. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)([KMGT])B?");
    private static final String UNITS = "KMGT";
    private static final int STEP = 1024;

    private Sizes() {}

    /**
     * A size with its unit ({@code 500M}, {@code 1.5G}), in bytes. Without one it is refused: too
     * much hangs on what was meant.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    static long parse(String text) {
        Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size; one looks like 500M or 1.5G");
        }
        int power = UNITS.indexOf(size.group(2)) + 1;
        return (long) (Double.parseDouble(size.group(1)) * Math.pow(STEP, power));
    }

    /** A size in the unit that makes it a small number. */
    static String text(long bytes) {
        double size = (double) bytes / STEP;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length() - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", size, UNITS.charAt(unit));
    }
}
