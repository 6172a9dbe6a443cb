package org.backscroll.source.whatsapp.export;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/** Which of a date's numbers is the day. */
enum DateOrder {
    /** The day first: most of the world. */
    DMY("the day first"),
    /** The month first: the United States. */
    MDY("the month first"),
    /** The year first: East Asia, Hungary, Sweden. */
    YMD("the year first");

    private static final int CENTURY = 2000;

    private final String words;

    DateOrder(String words) {
        this.words = words;
    }

    /** The date, if there is such a one when read this way. */
    Optional<LocalDate> date(Digits digits) {
        boolean yearFirst = this == YMD;
        int length = yearFirst ? digits.firstLength() : digits.thirdLength();
        int other = yearFirst ? digits.thirdLength() : digits.firstLength();
        if (length != 2 && length != 4 || other > 2) {
            return Optional.empty();
        }
        int year = yearFirst ? digits.first() : digits.third();
        int month = this == MDY ? digits.first() : digits.second();
        int day =
                switch (this) {
                    case DMY -> digits.first();
                    case MDY -> digits.second();
                    case YMD -> digits.third();
                };
        int full = length == 2 ? CENTURY + year : year;
        boolean real =
                month >= 1
                        && month <= 12
                        && day >= 1
                        && day <= YearMonth.of(full, month).lengthOfMonth();
        return real ? Optional.of(LocalDate.of(full, month, day)) : Optional.empty();
    }

    /** The order in which a locale writes short dates. */
    static DateOrder of(Locale locale) {
        String pattern =
                DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale);
        int day = pattern.indexOf('d');
        int month = pattern.toUpperCase(Locale.ROOT).indexOf('M');
        int year = pattern.indexOf('y');
        if (year >= 0 && year < month) {
            return YMD;
        }
        return month < day ? MDY : DMY;
    }

    @Override
    public String toString() {
        return words;
    }
}
