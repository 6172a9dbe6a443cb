package org.backscroll.store.sqlite;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message as far as it is compared with others of the same time.
 *
 * @param row its row
 * @param author the number of its author's address
 * @param sort its time
 * @param type its type's name
 * @param text its text as {@link #plain} gives it
 * @param name its author's name, likewise in small letters; empty if there is none
 * @param grain how exact its time is, 0 for exact
 * @param twin the row it is taken for until now, 0 for none
 * @param certain whether that was certain
 */
record Told(
        long row,
        long author,
        long sort,
        String type,
        String text,
        boolean edited,
        boolean deleted,
        boolean media,
        String name,
        long grain,
        long twin,
        boolean certain) {
    private static final Set<String> WORDS = Set.of("text", "system", "call", "poll");

    /** Somebody's name in an export; a number where it was sent. */
    private static final Pattern MENTION = Pattern.compile("@(?:\u2068[^\u2069]*\u2069|[0-9]{5,})");

    private static final String SOMEBODY = "@\u0000";
    private static final Pattern MARKS =
            Pattern.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /** A text as it is compared: blanks, marks of direction, and who is mentioned do not count. */
    static String plain(String text) {
        if (text == null) {
            return "";
        }
        String mentions = MENTION.matcher(text).replaceAll(SOMEBODY);
        String seen = MARKS.matcher(mentions).replaceAll("");
        String plain = BLANKS.matcher(seen).replaceAll(" ").strip();
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    static String name(String name) {
        return plain(name).toLowerCase(Locale.ROOT);
    }

    /** Whether it is words and nothing else. */
    boolean isText() {
        return type.equals("text") && !media && !deleted && !text.isEmpty();
    }

    boolean isFile() {
        return !deleted && (media || !WORDS.contains(type));
    }

    /** What is equal where the same is said; empty if it says nothing. */
    Optional<String> content() {
        if (deleted) {
            return Optional.of("deleted");
        }
        if (type.equals("text") && !media) {
            return text.isEmpty() ? Optional.empty() : Optional.of("text " + text);
        }
        return Optional.of("of type " + type + " " + text);
    }

    /** Whether equal contents are equal texts, with nothing passed over that may differ. */
    boolean isDistinct() {
        return isText() && author != Addresses.UNKNOWN && !text.contains(SOMEBODY);
    }

    boolean isByOwner() {
        return author == Addresses.ME;
    }
}
