package org.backscroll.console.shell;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time as people type it. */
final class Times {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([mhdwy])");
    private static final Pattern AGE = Pattern.compile("0*[1-9]\\d{0,5}[dwy]");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{5,19}");

    private Times() {}

    /**
     * A date ({@code 2017-05-09}, which begins at midnight here), a date with a time ({@code
     * 2017-05-09T20:15}, with or without an offset), how long ago ({@code 7d}, in minutes, hours,
     * days, weeks or years of 365 days), or epoch milliseconds.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what one looks like
     */
    static Instant parse(String text, Clock clock) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        String iso = text.replace(' ', 'T');
        List<Function<String, Instant>> forms =
                List.of(
                        t -> Instant.ofEpochMilli(millis(t)),
                        t -> LocalDate.parse(t).atStartOfDay(clock.getZone()).toInstant(),
                        t -> LocalDateTime.parse(t).atZone(clock.getZone()).toInstant(),
                        t -> OffsetDateTime.parse(t).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(iso);
            } catch (DateTimeException | NumberFormatException e) {
                // The next form.
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a time; one looks like 2017-05-09, 2017-05-09T20:15 or 7d");
    }

    /**
     * The time before which something is so old: an age in days, weeks or years of 365 days, or one
     * of the other forms of {@link #parse}. No age in minutes or hours: {@code 6m} may mean months
     * to somebody whose history depends on it.
     *
     * @throws IllegalArgumentException if it is none of them, or in the future
     */
    static Instant before(String text, Clock clock) {
        if (AGO.matcher(text).matches() && !AGE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an age; one looks like 365d, 52w, 2y or 2017-05-09");
        }
        Instant before = parse(text, clock);
        if (before.isAfter(clock.instant())) {
            throw new IllegalArgumentException("'" + text + "' lies in the future");
        }
        return before;
    }

    private static long millis(String text) {
        if (!MILLIS.matcher(text).matches()) {
            throw new NumberFormatException();
        }
        return Long.parseLong(text);
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "y" -> Duration.ofDays(365 * number);
            default -> Duration.ofDays(7 * number);
        };
    }
}
