package org.backscroll.console.shell;

/**
 * Makes any text safe for one line of a terminal, and measures and shortens it by the columns it
 * takes there.
 */
final class DisplayText {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    private DisplayText() {}

    /**
     * The text in one line, without anything that moves the cursor, changes colours, turns the
     * direction of writing or cannot be encoded.
     */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> appendSafely(out, c));
        return out.toString();
    }

    private static void appendSafely(StringBuilder out, int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029) {
            if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        } else if (Character.getType(c) == Character.SURROGATE) {
            out.append('\uFFFD');
        } else if (!Character.isISOControl(c) && !turnsDirection(c)) {
            out.appendCodePoint(c);
        }
    }

    private static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** How many columns the text takes. */
    static int width(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); at = nextCluster(text, at)) {
            width += clusterWidth(text, at, nextCluster(text, at));
        }
        return width;
    }

    /** The text, or as much of its beginning as fits, with an ellipsis. */
    static String shorten(String text, int columns) {
        if (text.length() <= columns / 2 || width(text) <= columns) {
            return text;
        }
        int width = 1; // the ellipsis
        int at = 0;
        while (at < text.length()) {
            int next = nextCluster(text, at);
            width += clusterWidth(text, at, next);
            if (width > columns) {
                break;
            }
            at = next;
        }
        return columns < 1 ? "" : text.substring(0, at).stripTrailing() + "…";
    }

    /** The text with blanks up to the width, behind it or, for numbers, before it. */
    static String pad(String text, int columns, boolean right) {
        String blanks = " ".repeat(Math.max(0, columns - width(text)));
        return right ? blanks + text : text + blanks;
    }

    /** Where the character after this one begins, with all that belongs to it. */
    private static int nextCluster(String text, int at) {
        int first = text.codePointAt(at);
        int next = at + Character.charCount(first);
        boolean joined = false;
        boolean flag = isRegional(first);
        while (next < text.length()) {
            int c = text.codePointAt(next);
            if (flag && isRegional(c)) {
                flag = false;
            } else if (!joined && !extendsCluster(c)) {
                break;
            }
            joined = c == ZERO_WIDTH_JOINER;
            next += Character.charCount(c);
        }
        return next;
    }

    private static int clusterWidth(String text, int from, int to) {
        int first = text.codePointAt(from);
        if (extendsCluster(first)) {
            return 0;
        }
        boolean emoji =
                isWide(first)
                        || isRegional(first)
                        || text.substring(from, to).indexOf(EMOJI_PRESENTATION) >= 0;
        return emoji ? 2 : 1;
    }

    private static boolean isRegional(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    private static boolean extendsCluster(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> c >= 0x1F3FB && c <= 0x1F3FF || c >= 0x1160 && c <= 0x11FF;
        };
    }

    /** East Asian wide and full-width characters, and what is shown as a picture. */
    private static boolean isWide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || c >= 0x231A && c <= 0x231B
                        || c >= 0x23E9 && c <= 0x23EC
                        || c == 0x23F0
                        || c == 0x23F3
                        || c >= 0x25FD && c <= 0x25FE
                        || c >= 0x2614 && c <= 0x2615
                        || c >= 0x2648 && c <= 0x2653
                        || c == 0x26A1
                        || c == 0x26BD
                        || c == 0x26BE
                        || c == 0x26D4
                        || c == 0x2705
                        || c >= 0x270A && c <= 0x270B
                        || c == 0x2728
                        || c == 0x274C
                        || c >= 0x2753 && c <= 0x2755
                        || c == 0x2757
                        || c >= 0x2795 && c <= 0x2797
                        || c == 0x2B50
                        || c >= 0x2E80 && c <= 0x303E
                        || c >= 0x3041 && c <= 0xA4CF
                        || c >= 0xA960 && c <= 0xA97F
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFE30 && c <= 0xFE6F
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0xFFE0 && c <= 0xFFE6
                        || c >= 0x1F300 && c <= 0x1F64F
                        || c >= 0x1F680 && c <= 0x1F6FF
                        || c >= 0x1F900 && c <= 0x1FAFF
                        || c >= 0x20000 && c <= 0x3FFFD);
    }
}
