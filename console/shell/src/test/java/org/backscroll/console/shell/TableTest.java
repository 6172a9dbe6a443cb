package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Screen WIDE = new Screen(Screen.UNLIMITED, ZoneOffset.UTC);

    private static String render(Table table, Screen screen) {
        return table.render(screen).replace("\r\n", "\n");
    }

    @Test
    void columnsAreAlignedAndNumbersFlushRight() {
        Table table = new Table().text("NAME").number("COUNT").longText("TEXT");
        table.row("日本", "1", "x").row("b", "1,000", "two\nlines");

        assertThat(render(table, WIDE))
                .isEqualTo(
                        """
                        NAME  COUNT  TEXT
                        日本      1  x
                        b     1,000  two lines
                        """);
    }

    @Test
    void whatDoesNotFitIsTakenFromTheLongTexts() {
        Table table = new Table().text("ID").longText("TEXT");
        table.row("0123456789", "a text that is quite long");

        assertThat(render(table, new Screen(24, ZoneOffset.UTC)))
                .isEqualTo("ID          TEXT\n0123456789  a text that…\n");
        assertThat(render(table, new Screen(5, ZoneOffset.UTC)))
                .isEqualTo("ID          TEXT\n0123456789  a text…\n");
    }

    @Test
    void aColumnWithNothingToSayIsLeftOut() {
        Table table = new Table().text("A").text("EMPTY").text("B");
        table.row("1", "", "2");

        assertThat(render(table, WIDE)).isEqualTo("A  B\n1  2\n");
    }

    @Test
    void withoutHeadsThereIsNoLineOfHeads() {
        Table table = new Table().text("").text("");
        table.row("key", "value");

        assertThat(render(table, WIDE)).isEqualTo("key  value\n");
    }
}
