package org.backscroll.console.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.backscroll.api.Plausible;

/**
 * What a text for people is laid out for.
 *
 * @param columns how wide it may be; {@link #UNLIMITED} when nobody looks at it on a terminal
 * @param zone where they live
 */
record Screen(int columns, ZoneId zone) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** A time as people read it; a question mark for one that cannot be. */
    String time(Instant time) {
        return format(TIME, time);
    }

    /** A time with its seconds. */
    String exact(Instant time) {
        return format(EXACT, time);
    }

    private String format(DateTimeFormatter format, Instant time) {
        return Plausible.is(time) ? format.format(time.atZone(zone)) : "?";
    }

    /** A number with its thousands apart. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** So many of something: "1 name", "2,000 names". */
    static String count(long number, String one) {
        return number(number) + " " + (number == 1 ? one : one + "s");
    }

    /** How long something took, as people say it. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return String.format(Locale.ROOT, "%d min %d s", seconds / 60, seconds % 60);
    }

    /** How long something lasts: "7 days", "1 hour 30 minutes". */
    static String span(Duration span) {
        List<String> parts = new ArrayList<>();
        part(parts, span.toDays(), "day");
        part(parts, span.toHoursPart(), "hour");
        part(parts, span.toMinutesPart(), "minute");
        part(parts, span.toSecondsPart(), "second");
        return parts.isEmpty() ? "less than a second" : String.join(" ", parts);
    }

    private static void part(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(count(number, unit));
        }
    }
}
