package org.backscroll.store.sqlite;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far somebody has read what is new or changed.
 *
 * @param noted up to which revision of the table of changes
 * @param arrived up to which row of the messages
 */
record Revision(long noted, long arrived) {
    static final Revision START = new Revision(0, 0);

    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{8})\\.(\\d{1,18})\\.(\\d{1,18})");

    /** A mark that no other data have. */
    static String newMark() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** As text, which knows its data by their mark. */
    String write(String mark) {
        return mark + "." + noted + "." + arrived;
    }

    /** Empty if it is none, or one of other data. */
    static Optional<Revision> read(String text, String mark) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() && matcher.group(1).equals(mark)
                ? Optional.of(
                        new Revision(
                                Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** Whether nothing of this lies behind another one. */
    boolean isWithin(Revision head) {
        return noted <= head.noted && arrived <= head.arrived;
    }

    /** How much of what lies before another one lies before this. */
    double fractionOf(Revision head) {
        long all = head.noted + head.arrived;
        return all == 0 ? 1 : Math.min(1, (double) (noted + arrived) / all);
    }
}
