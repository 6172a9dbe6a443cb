package org.backscroll.api;

import java.util.Objects;

/**
 * The address of a person, a group or a room: {@code user@server} or {@code user@server/resource}.
 *
 * <p>The text is kept as given, case included; a source normalises (for instance strips device
 * numbers) before it makes one. Equality and order are those of the text.
 *
 * @param value the whole address
 */
public record Jid(String value) implements Comparable<Jid> {

    private static final int MAX_LENGTH =
            3071; // RFC 7622, section 3.1: three parts of at most 1,023 octets

    /**
     * @throws IllegalArgumentException if the text is no address; the message says what one looks
     *     like
     */
    public Jid {
        Objects.requireNonNull(value, "value");
        int at = value.indexOf('@');
        int slash = value.indexOf('/');
        String bare = slash < 0 ? value : value.substring(0, slash);
        boolean wellFormed =
                at > 0
                        && at < bare.length() - 1
                        && bare.indexOf('@', at + 1) < 0
                        && bare.chars()
                                .noneMatch(c -> Character.isWhitespace(c) || c < 0x20 || c == 0x7f)
                        && value.chars().noneMatch(Character::isISOControl)
                        && value.length() <= MAX_LENGTH;
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "'"
                            + printable(value)
                            + "' is not a JID; one looks like 4915112345678@s.whatsapp.net or room@conference.example.org");
        }
    }

    /** Same as the constructor. */
    public static Jid of(String value) {
        return new Jid(value);
    }

    /** The part before the {@code @}. */
    public String user() {
        return value.substring(0, value.indexOf('@'));
    }

    /** The part between the {@code @} and the resource, if there is one. */
    public String server() {
        int slash = value.indexOf('/');
        return value.substring(value.indexOf('@') + 1, slash < 0 ? value.length() : slash);
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
