package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of a date's numbers is the day, and when a time of day was. */
class DatesTest {
    @TempDir Path work;

    private List<String> days(String setting, String... dates) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String date : dates) {
            text.append(date).append(", 10:00 - Ana: hi\n");
        }
        Path file = Files.writeString(work.resolve("chat.txt"), text);
        return Reading.of(file, "dates=" + setting).messages().stream()
                .map(message -> message.timestamp().toString().substring(0, 10))
                .toList();
    }

    @Test
    void aDayBeyondTwelveAnywhereTellsForTheWholeFile() throws Exception {
        assertThat(days("mdy", "3/4/24", "25/4/24")).containsExactly("2024-04-03", "2024-04-25");
        assertThat(days("dmy", "3/4/24", "4/25/24")).containsExactly("2024-03-04", "2024-04-25");
    }

    @Test
    void aTimeIsAsExactAsTheFileHasIt() throws Exception {
        Path minutes = Files.writeString(work.resolve("a.txt"), "25/04/2024, 10:00 - Ana: hi\n");
        Path seconds = Files.writeString(work.resolve("b.txt"), "[25/04/2024, 10:00:07] Ana: hi\n");
        assertThat(Reading.of(minutes).messages())
                .extracting(Message::precision)
                .containsExactly(Duration.ofMinutes(1));
        assertThat(Reading.of(seconds).messages())
                .extracting(Message::precision)
                .containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void elseTheOrderHoldsInWhichTimeDoesNotRunBackward() throws Exception {
        assertThat(days("mdy", "11/1/24", "12/1/24", "1/2/24", "2/2/24"))
                .containsExactly("2024-01-11", "2024-01-12", "2024-02-01", "2024-02-02");
        assertThat(days("dmy", "1/11/24", "1/12/24", "2/1/24", "2/2/24"))
                .containsExactly("2024-01-11", "2024-01-12", "2024-02-01", "2024-02-02");
    }

    @Test
    void elseTheSettingHolds() throws Exception {
        assertThat(days("dmy", "3/4/24", "5/4/24")).containsExactly("2024-04-03", "2024-04-05");
        assertThat(days("mdy", "3/4/24", "5/4/24")).containsExactly("2024-03-04", "2024-05-04");
    }

    @Test
    void theYearMayStandInFrontWithFourDigitsOrTwo() throws Exception {
        assertThat(days("dmy", "2024/4/3", "2024/4/5")).containsExactly("2024-04-03", "2024-04-05");
        assertThat(days("dmy", "24-01-30", "24-01-31", "24-02-01"))
                .containsExactly("2024-01-30", "2024-01-31", "2024-02-01");
        assertThat(days("ymd", "24-01-02")).containsExactly("2024-01-02");
    }

    @Test
    void aDateThatIsNoneStaysTextOfTheMessageBefore() throws Exception {
        Path file =
                Files.writeString(
                        work.resolve("chat.txt"),
                        "13/02/2024, 10:00 - Ana: hi\n31/02/2024, 10:01 - Ana: no such day\n");

        assertThat(Reading.of(file).texts())
                .containsExactly("hi\n31/02/2024, 10:01 - Ana: no such day");
    }

    @ParameterizedTest
    @CsvSource({
        "3/4/24 5/4/24, true",
        "3/3/24 4/4/24, false",
        "3/4/24 13/4/24, false",
        "2024-03-04 2024-03-05, false"
    })
    void aDoubtIsToldIfAnotherReadingWouldMakeADifference(String dates, boolean doubt) {
        DateEvidence evidence = new DateEvidence();
        for (String date : dates.split(" ")) {
            evidence.add(Header.of(date + ", 10:00 - Ana: hi").orElseThrow().date());
        }

        assertThat(evidence.verdict(DateOrder.DMY).doubt().isPresent()).isEqualTo(doubt);
    }

    @Test
    void aLocaleHasAnOrder() {
        assertThat(DateOrder.of(Locale.US)).isEqualTo(DateOrder.MDY);
        assertThat(DateOrder.of(Locale.GERMANY)).isEqualTo(DateOrder.DMY);
        assertThat(DateOrder.of(Locale.JAPAN)).isEqualTo(DateOrder.YMD);
        assertThat(DateOrder.MDY.date(new Digits(2, 30, 24, 1, 2))).isEqualTo(Optional.empty());
        assertThat(DateOrder.DMY.date(new Digits(29, 2, 2024, 2, 4)))
                .contains(LocalDate.of(2024, 2, 29));
    }

    @Test
    void timesThatAChangeOfClocksLeavesOutOrRepeatsAreOrdered() throws Exception {
        Path file =
                Files.writeString(
                        work.resolve("chat.txt"),
                        """
                        31.03.24, 01:59 - Ana: a
                        31.03.24, 02:30 - Ana: there is no such time
                        31.03.24, 03:00 - Ana: b
                        27.10.24, 02:50 - Ana: the first time
                        27.10.24, 02:10 - Ana: the second time
                        27.10.24, 02:55 - Ana: still
                        27.10.24, 03:00 - Ana: c
                        """);

        assertThat(Reading.of(file, "zone=Europe/Berlin").messages())
                .extracting(message -> message.timestamp().toString())
                .containsExactly(
                        "2024-03-31T00:59:00Z",
                        "2024-03-31T01:30:00Z",
                        "2024-03-31T01:00:00Z",
                        "2024-10-27T00:50:00Z",
                        "2024-10-27T01:10:00Z",
                        "2024-10-27T01:55:00Z",
                        "2024-10-27T02:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "AM, 12, 0",
        "a. m., 1, 1",
        "PM, 12, 12",
        "p.m., 11, 23",
        "μ.μ., 3, 15",
        "오전, 12, 0",
        "中午, 11, 11",
        "中午, 1, 13",
        "PM, 15, 15"
    })
    void halvesOfTheDayHaveManyNames(String word, int hour, int of24) {
        assertThat(Half.of(word).orElseThrow().hour(hour)).isEqualTo(of24);
    }
}
