package org.backscroll.source.whatsapp.export;

import java.util.Locale;
import java.util.Optional;

/** A half of the day, as a time of twelve hours names it. */
enum Half {
    /** From midnight. */
    AM,
    /** From noon. */
    PM,
    /** About noon: the hour says which half. */
    NOON;

    /** The half that a word means, however it is dotted. */
    static Optional<Half> of(String word) {
        String letters = word.replace(".", "").replace(" ", "");
        for (Half half : values()) {
            if (Phrases.is(half.name().toLowerCase(Locale.ROOT), letters)) {
                return Optional.of(half);
            }
        }
        return Optional.empty();
    }

    /**
     * The hour of the day, 0 to 23, for an hour of this half; one past twelve stands for itself.
     */
    int hour(int hour) {
        if (hour > 12) {
            return hour;
        }
        boolean late = this == PM || this == NOON && (hour == 12 || hour < 6);
        return hour % 12 + (late ? 12 : 0);
    }
}
