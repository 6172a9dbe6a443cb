package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void textKeepsBlanksControlCharactersAndEmoji() {
        assertThat(Json.toString(json -> Json.text(json, " a\t\u0000\u001b\"\\\n🎉é ")))
                .isEqualTo("\" a\\t\\u0000\\u001B\\\"\\\\\\n🎉é \"");
    }

    @Test
    void halfASurrogatePairIsEscapedAndTheRestIsKept() {
        assertThat(Json.toString(json -> Json.text(json, "\ud83c🎉\udf89\"\\\n")))
                .isEqualTo("\"\\uD83C🎉\\uDF89\\\"\\\\\\u000A\"");
        assertThat(Json.toString(json -> Json.text(json, "x\ud83c"))).isEqualTo("\"x\\uD83C\"");
    }

    @Test
    void aTimeBeyondWhatALongHoldsIsTheGreatestOrLeast() {
        assertThat(times(Instant.MAX)).isEqualTo("{\"t\":9223372036854775807}");
        assertThat(times(Instant.MIN)).isEqualTo("{\"t\":-9223372036854775808}");
        assertThat(times(Instant.ofEpochMilli(5))).isEqualTo("{\"t\":5}");
    }

    private static String times(Instant time) {
        return Json.toString(
                json -> {
                    json.writeStartObject();
                    Json.time(json, "t", time);
                    json.writeEndObject();
                });
    }
}
