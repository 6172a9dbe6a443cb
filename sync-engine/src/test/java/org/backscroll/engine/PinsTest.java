package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code strategies.use} may say. */
class PinsTest {
    private static Map<String, String> pinned(Pins pins) {
        Map<String, String> read = new TreeMap<>();
        pins.byType().forEach((type, pin) -> read.put(type.name(), pin.toString()));
        return read;
    }

    @Test
    void aBundleIsPinnedWithAVersionOrWithout() {
        Pins pins = Pins.of("FULL=org.example.full", " push-name = example : 1.2 ", "");

        assertThat(pinned(pins))
                .isEqualTo(Map.of("FULL", "org.example.full", "PUSH_NAME", "example:1.2.0"));
        assertThat(pins.problems()).isEmpty();
        assertThat(Pins.of()).isEqualTo(Pins.NONE);
    }

    /** What a file of settings says is one line, unless it is written as a list. */
    @Test
    void severalInOneLineAreRead() {
        Pins pins = Pins.of("FULL=a, RECENT=b:2.0.0,");

        assertThat(pinned(pins)).isEqualTo(Map.of("FULL", "a", "RECENT", "b:2.0.0"));
        assertThat(pins.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FULL",
                "FULL=",
                "=a",
                "1st=a",
                "FU LL=a",
                "[\"FULL=a\"",
                "FULL=a b",
                "FULL=a:",
                "FULL=a:one",
                "FULL=a;version=1.0.0"
            })
    void whatPinsNothingIsTold(String line) {
        Pins pins = Pins.of(line, "RECENT=b");

        assertThat(pinned(pins)).isEqualTo(Map.of("RECENT", "b"));
        assertThat(pins.problems())
                .singleElement()
                .asString()
                .startsWith("strategies.use: '" + line + "' pins nothing")
                .endsWith("; write TYPE=BUNDLE or TYPE=BUNDLE:VERSION");
    }

    @Test
    void ofTwoForOneTypeTheLaterHoldsAndThatIsTold() {
        Pins pins = Pins.of("FULL=a", "FULL=b", "RECENT=c", "RECENT=c");

        assertThat(pinned(pins)).isEqualTo(Map.of("FULL", "b", "RECENT", "c"));
        assertThat(pins.problems())
                .containsExactly(
                        "strategies.use: FULL is pinned to a and to b, which holds; leave one of"
                                + " them out");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, 1.0.0, true",
        "a, b, 1.0.0, false",
        "a:1.0, a, 1.0.0, true",
        "a:1.0, a, 1.0.1, false",
        "a:1.0, a, 1.0.0.SNAPSHOT, false",
        "a:1.0.0.SNAPSHOT, a, 1.0.0.SNAPSHOT, true",
        "a:1.0, b, 1.0.0, false"
    })
    void aVersionIsMeantExactly(String pin, String bundle, String version, boolean is) {
        assertThat(Pins.of("FULL=" + pin).byType().values())
                .singleElement()
                .matches(p -> p.is(bundle, version) == is);
    }
}
