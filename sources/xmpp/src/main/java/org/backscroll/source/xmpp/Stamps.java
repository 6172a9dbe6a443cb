package org.backscroll.source.xmpp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as XMPP writes them (XEP-0082). */
final class Stamps {
    /** Where all but the digits stands in a time of whole seconds in UTC, which is most of them. */
    private static final String PLAIN = "    -  -  T  :  :  Z";

    private Stamps() {}

    /** To the millisecond; empty if it is no time. */
    static Optional<Instant> parse(String text) {
        try {
            if (isPlain(text)) {
                LocalDate day =
                        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
                LocalTime time =
                        LocalTime.of(
                                number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
                return Optional.of(Instant.ofEpochSecond(day.toEpochSecond(time, ZoneOffset.UTC)));
            }
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The library's parser takes as long as reading the whole message. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN.length()) {
            return false;
        }
        for (int i = 0; i < PLAIN.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (PLAIN.charAt(i) == ' ' ? !digit : c != PLAIN.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int end) {
        return Integer.parseInt(text, from, end, 10);
    }

    static String write(Instant time) {
        return time.toString();
    }
}
