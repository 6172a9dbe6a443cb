package org.backscroll.source.whatsapp.export;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in front of a message: its date and time.
 *
 * @param shape how it is written
 * @param date the numbers of the date
 * @param time the time of day, to the minute or second
 * @param end where in the line the rest begins
 */
record Header(Shape shape, Digits date, LocalTime time, int end) {
    /** Longer than any; what is behind is not looked at. */
    private static final int MOST = 96;

    private static final String DATE =
            "(\\p{Nd}{1,4})(?:([./-]) ?)(\\p{Nd}{1,2})\\2 ?(\\p{Nd}{1,4})\\.?";
    private static final String TIME =
            "(?:[,\u060c] ?| )(?:([^\\p{Nd}\\[\\]]{1,16}?) ?)?"
                    + "(\\p{Nd}{1,2})[:.](\\p{Nd}{2})(?:[:.](\\p{Nd}{2}))?"
                    + "(?: ?([^\\p{Nd}\\[\\]-]{1,16}?))?";
    private static final Pattern BRACKETED = Pattern.compile("\\[" + DATE + TIME + "\\] ?");
    private static final Pattern DASHED = Pattern.compile(DATE + TIME + " [-\u2013] ?");

    /** The header that a line begins with, if it does. */
    static Optional<Header> of(String line) {
        if (line.isEmpty() || !begins(line)) {
            return Optional.empty();
        }
        int most = Math.min(line.length(), MOST);
        StringBuilder seen = new StringBuilder(most);
        int[] places = new int[most + 1];
        for (int i = 0; i < most; i++) {
            char c = line.charAt(i);
            if (!Marks.isMark(c)) {
                places[seen.length()] = i;
                seen.append(Marks.isBlank(c) ? ' ' : c);
            }
        }
        places[seen.length()] = most;
        boolean bracketed = seen.length() > 0 && seen.charAt(0) == '[';
        Matcher matcher = (bracketed ? BRACKETED : DASHED).matcher(seen);
        return matcher.lookingAt()
                ? read(matcher, bracketed, places[matcher.end()])
                : Optional.empty();
    }

    /** Whether the first character to be seen is a bracket or a digit. */
    private static boolean begins(String line) {
        int i = 0;
        while (i < line.length() && Marks.isMark(line.charAt(i))) {
            i++;
        }
        return i < line.length() && (line.charAt(i) == '[' || Character.isDigit(line.charAt(i)));
    }

    private static Optional<Header> read(Matcher matcher, boolean bracketed, int end) {
        Optional<Half> half = Optional.empty();
        String before = matcher.group(5);
        if (before != null && !Phrases.is(Phrases.AT, before)) {
            half = Half.of(before);
            if (half.isEmpty()) {
                return Optional.empty();
            }
        }
        String behind = matcher.group(9);
        if (behind != null) {
            half = Half.of(behind);
            if (half.isEmpty()) {
                return Optional.empty();
            }
        }
        int written = number(matcher, 6);
        int hour = half.map(h -> h.hour(written)).orElse(written);
        int minute = number(matcher, 7);
        boolean seconds = matcher.group(8) != null;
        int second = seconds ? number(matcher, 8) : 0;
        if (hour > 23 || minute > 59 || second > 59) {
            return Optional.empty();
        }
        return Optional.of(
                new Header(
                        new Shape(bracketed, matcher.group(2).charAt(0), seconds, half.isPresent()),
                        new Digits(
                                number(matcher, 1),
                                number(matcher, 3),
                                number(matcher, 4),
                                matcher.group(1).length(),
                                matcher.group(4).length()),
                        LocalTime.of(hour, minute, second),
                        end));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group)); // reads the digits of every script
    }
}
