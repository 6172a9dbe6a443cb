package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2020-06-10T12:00:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2020-06-01, 2020-05-31T22:00:00Z",
        "2020-06-01T08:30, 2020-06-01T06:30:00Z",
        "2020-06-01 08:30, 2020-06-01T06:30:00Z",
        "2020-06-01T08:30Z, 2020-06-01T08:30:00Z",
        "2020-06-01T08:30:05+01:00, 2020-06-01T07:30:05Z",
        "7d, 2020-06-03T12:00:00Z",
        "2w, 2020-05-27T12:00:00Z",
        "1y, 2019-06-11T12:00:00Z",
        "90m, 2020-06-10T10:30:00Z",
        "12h, 2020-06-10T00:00:00Z",
        "1494360660000, 2017-05-09T20:11:00Z",
    })
    void readsTimesAsPeopleTypeThem(String text, String time) {
        assertThat(Times.parse(text, CLOCK)).isEqualTo(Instant.parse(time));
    }

    @Test
    void saysWhatATimeLooksLike() {
        assertThatThrownBy(() -> Times.parse("yesterday", CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'yesterday' is not a time; one looks like 2017-05-09, 2017-05-09T20:15"
                                + " or 7d");
    }

    @ParameterizedTest
    @CsvSource({
        "365d, 2019-06-11T12:00:00Z",
        "2y, 2018-06-11T12:00:00Z",
        "2020-06-01, 2020-05-31T22:00:00Z",
    })
    void anAgeIsATimeToo(String text, String time) {
        assertThat(Times.before(text, CLOCK)).isEqualTo(Instant.parse(time));
    }

    /** History hangs on it: six months are not six minutes. */
    @ParameterizedTest
    @CsvSource({
        "6m, is not an age; one looks like 365d",
        "12h, is not an age",
        "0d, is not an age",
        "00y, is not an age",
        "2020-06-11, lies in the future",
        "soon, is not a time",
    })
    void anAgeIsNotTakenForAnother(String text, String complaint) {
        assertThatThrownBy(() -> Times.before(text, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
