package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTextTest {

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "é, 1",
        "e\u0301, 1",
        "日本語, 6",
        "ｶﾅ, 2",
        "한국, 4",
        "🎉, 2",
        "👍🏽, 2",
        "👩\u200d👩\u200d👧, 2",
        "🇧🇷🇩🇪, 4",
        "❤\uFE0F, 2",
    })
    void widthIsThatOfTheTerminal(String text, int columns) {
        assertThat(DisplayText.width(text)).isEqualTo(columns);
    }

    @Test
    void shorteningKeepsWholeCharactersWithinTheWidth() {
        assertThat(DisplayText.shorten("abcdef", 6)).isEqualTo("abcdef");
        assertThat(DisplayText.shorten("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(DisplayText.shorten("日本語日本語", 6)).isEqualTo("日本…");
        assertThat(DisplayText.shorten("a👩\u200d👩\u200d👧b", 3)).isEqualTo("a…");
        assertThat(DisplayText.shorten("ab cdefg", 4)).isEqualTo("ab…");
    }

    @Test
    void nothingInATextMovesTheCursorOrTurnsTheLine() {
        assertThat(DisplayText.oneLine("a\r\n\tb\u001b[31mc\u0007\u202Ed\u2066e\u0085"))
                .isEqualTo("a b[31mcde");
        assertThat(DisplayText.oneLine("x\ud83cy")).isEqualTo("x\uFFFDy");
    }
}
