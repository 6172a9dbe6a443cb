package org.backscroll.source.whatsapp.export;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backscroll.api.Jid;

/** Makes addresses of the names and phone numbers that an export has. */
final class Names {
    /** Where those live of whom only the name is known. */
    static final String NAMED = "whatsapp-export";

    private static final String NUMBERED = "s.whatsapp.net";
    private static final Pattern NUMBER = Pattern.compile("\\+[0-9 ().\u2010\u2011-]{6,24}");
    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
    private static final int MOST_WORDS = 24;
    private static final int HASH = 12;

    private Names() {}

    /** A name as it is to be seen; without the sign of somebody who is in no address book. */
    static String clean(String name) {
        String seen = Marks.seen(name);
        return seen.startsWith("~") ? seen.substring(1).strip() : seen;
    }

    /**
     * The address of a person or a chat: by the number if the name is one, else by the name, so
     * that it is always the same for that name.
     *
     * @param name as {@link #clean} gives it
     */
    static Jid jid(String name) {
        Optional<String> number = number(name);
        return number.isPresent()
                ? Jid.of(number.get() + "@" + NUMBERED)
                : Jid.of(words(name) + hash(name) + "@" + NAMED);
    }

    /** Whether a name is a phone number. */
    static boolean isNumber(String name) {
        return number(name).isPresent();
    }

    private static Optional<String> number(String name) {
        if (!NUMBER.matcher(name).matches()) {
            return Optional.empty();
        }
        String digits = name.replaceAll("[^0-9]", "");
        return digits.length() >= 7 && digits.length() <= 15
                ? Optional.of(digits)
                : Optional.empty();
    }

    /** What a person recognises the name by; the hash makes it unique. */
    private static String words(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD);
        String words =
                NO_WORD.matcher(letters.replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT))
                        .replaceAll("-")
                        .replaceAll("^-|-$", "");
        String some = words.substring(0, Math.min(MOST_WORDS, words.length()));
        return some.isEmpty() ? "" : some + "-";
    }

    private static String hash(String name) {
        return Hash.of(name).substring(0, HASH).toLowerCase(Locale.ROOT);
    }
}
