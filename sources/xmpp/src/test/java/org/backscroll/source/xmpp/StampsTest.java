package org.backscroll.source.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as servers write them. */
class StampsTest {
    @ParameterizedTest
    @CsvSource({
        "2002-09-10T23:08:25Z, 2002-09-10T23:08:25Z",
        "1969-07-21T02:56:15Z, 1969-07-21T02:56:15Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2002-09-10T23:08:25.123456Z, 2002-09-10T23:08:25.123Z",
        "1969-07-20T21:56:15-05:00, 1969-07-21T02:56:15Z",
    })
    void theStandardsFormsAreRead(String text, Instant time) {
        assertThat(Stamps.parse(text)).contains(time);
        assertThat(Stamps.parse(Stamps.write(time))).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2023-02-29T00:00:00Z",
                "2002-13-10T23:08:25Z",
                "2002-09-10T24:08:25Z",
                "2002-09-10 23:08:25Z",
                "20o2-09-10T23:08:25Z",
                "२००२-०९-१०T२३:०८:२५Z",
                "2002-09-10T23:08:25",
            })
    void whatIsNoTimeIsNone(String text) {
        assertThat(Stamps.parse(text)).isEmpty();
    }

    @Test
    void wholeSecondsAreReadAsTheLibraryReadsThem() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text =
                    Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L))
                            .toString();

            assertThat(Stamps.parse(text)).contains(OffsetDateTime.parse(text).toInstant());
        }
    }
}
