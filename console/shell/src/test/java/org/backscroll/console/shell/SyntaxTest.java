package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.junit.jupiter.api.Test;

class SyntaxTest {
    private static final String USAGE = "usage: try FILE [--count N] [--chat JID] [--fast]";

    private final Syntax syntax =
            Syntax.of("try", "tries")
                    .operands(1, 1, "FILE")
                    .option("--count", "N")
                    .option("--chat", "JID")
                    .flag("--fast");

    private static CommandException wrong(ThrowingCallable call) {
        CommandException e = catchThrowableOfType(CommandException.class, call);
        assertThat(e.exitCode()).isEqualTo(2);
        return e;
    }

    @Test
    void optionsMayStandAnywhereAndTakeTheirValueEitherWay() throws Exception {
        Arguments arguments = syntax.parse("--count", "3", "a b$c", "--chat=1@g.us", "--fast");

        assertThat(arguments.number("--count", 1, 9)).contains(3L);
        assertThat(arguments.jid("--chat")).contains(Jid.of("1@g.us"));
        assertThat(arguments.has("--fast")).isTrue();
        assertThat(arguments.operands()).containsExactly("a b$c");
    }

    @Test
    void behindTwoDashesEverythingIsAnOperandAndNullIsAWord() throws Exception {
        assertThat(syntax.parse("--", "--count").operands()).containsExactly("--count");
        assertThat(syntax.parse((String) null).operands()).containsExactly("null");
    }

    @Test
    void wrongUsageIsToldInOneLineWithTheUsageLine() {
        assertThat(wrong(() -> syntax.parse("f", "--nope")))
                .hasToString("unknown option --nope" + System.lineSeparator() + USAGE);
        assertThat(wrong(() -> syntax.parse())).hasMessage("an argument is missing");
        assertThat(wrong(() -> syntax.parse("f", "g"))).hasMessage("unexpected argument 'g'");
        assertThat(wrong(() -> syntax.parse("f", "--count")))
                .hasMessage("--count needs a value: --count N");
        assertThat(wrong(() -> syntax.parse("f", "--count", "--fast")))
                .hasMessage("--count needs a value: --count N");
        assertThat(wrong(() -> syntax.parse("f", "--fast=1"))).hasMessage("--fast takes no value");
        assertThat(wrong(() -> syntax.parse("f", "--fast", "--fast")))
                .hasMessage("--fast is given twice");
    }

    @Test
    void valuesThatCannotBeAreToldWithTheUsageLine() throws Exception {
        Arguments arguments = syntax.parse("f", "--count", "-1", "--chat", "x\ny");

        assertThat(wrong(() -> arguments.number("--count", 1, 1000)))
                .hasToString(
                        "--count is a number from 1 to 1000, not '-1'"
                                + System.lineSeparator()
                                + USAGE);
        assertThat(wrong(() -> arguments.number("--count", 1, Long.MAX_VALUE)))
                .hasMessage("--count is a number of at least 1, not '-1'");
        assertThat(wrong(() -> arguments.jid("--chat")))
                .hasMessageStartingWith("'x?y' is not a JID");
    }

    @Test
    void aTypeIsReadAsPeopleTypeIt() throws Exception {
        assertThat(SyncCommands.SYNC.parse("--type", "push-name").type("--type"))
                .contains(HistorySyncType.PUSH_NAME);
        assertThat(wrong(() -> SyncCommands.SYNC.parse("--type", "1x").type("--type")))
                .hasMessageStartingWith("'1x' is no sync type");
    }

    @Test
    void helpIsGivenEvenWhenArgumentsAreMissing() throws Exception {
        assertThat(syntax.parse("--help").has(Arguments.HELP)).isTrue();
    }

    @Test
    void formsShareOneUsageLine() {
        assertThat(SourceCommands.SOURCE.usage())
                .isEqualTo(
                        "usage: source [list] | source add TYPE NAME key=value... | source remove"
                                + " NAME [--no-check]");
    }
}
