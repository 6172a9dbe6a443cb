package org.backscroll.api;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The address of a person, a group or a room: {@code user@server} or {@code user@server/resource}.
 * That of a server or gateway itself has no user: {@code gateway.example.org}.
 *
 * <p>The text is kept as given, case included; a source normalises (for instance strips device
 * numbers) before it makes one. Equality and order are those of the text.
 *
 * @param value the whole address
 */
public record Jid(String value) implements Comparable<Jid> {

    private static final int MAX_LENGTH =
            3071; // RFC 7622, section 3.1: three parts of at most 1,023 octets

    /** With a dot at least, so that a slip of the finger is not taken for one. */
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{M}\\p{Nd}-]+(\\.[\\p{L}\\p{M}\\p{Nd}-]+)+");

    /**
     * @throws IllegalArgumentException if the text is no address; the message says what one looks
     *     like
     */
    public Jid {
        Objects.requireNonNull(value, "value");
        String bare = bare(value);
        int at = bare.indexOf('@');
        boolean wellFormed =
                (at < 0
                                ? DOMAIN.matcher(bare).matches()
                                : at > 0 && at < bare.length() - 1 && bare.indexOf('@', at + 1) < 0)
                        && isPrintable(value, bare.length())
                        && value.length() <= MAX_LENGTH;
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "'"
                            + printable(value)
                            + "' is not a JID; one looks like 4915112345678@s.whatsapp.net or room@conference.example.org");
        }
    }

    /** Whether there is no control character, and no blank before an index. */
    private static boolean isPrintable(String value, int blanksFrom) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || i < blanksFrom && Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String value) {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    /** Same as the constructor. */
    public static Jid of(String value) {
        return new Jid(value);
    }

    /** The part before the {@code @}; empty if there is none. */
    public String user() {
        return value.substring(0, Math.max(0, bare(value).indexOf('@')));
    }

    /** The part between the {@code @}, if there is one, and the resource, if there is one. */
    public String server() {
        String bare = bare(value);
        return bare.substring(bare.indexOf('@') + 1);
    }

    @Override
    public int compareTo(Jid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 77) + "...";
    }
}
