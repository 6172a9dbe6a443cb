package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

class LogCommandsTest {
    private final Captured captured = new Captured();
    private final FakeServices services = FakeServices.ofPhone();
    private final LogCommands commands = new LogCommands(services);

    private String log(String... words) throws CommandException {
        return ((Answer) commands.log(captured.session(), words))
                .text(new Screen(Screen.UNLIMITED, ZoneOffset.UTC))
                .replace("\r\n", "\n");
    }

    private CommandException fails(LogCommands of, String... words) {
        return catchThrowableOfType(
                CommandException.class, () -> of.log(captured.session(), words));
    }

    @Test
    void aLevelIsSetShownAndTakenAwayAgain() throws Exception {
        assertThat(log()).contains("ROOT    OFF");
        assertThat(log("some.part")).isEqualTo("LOGGER     LEVEL\nsome.part  OFF\n");

        assertThat(log("some.part", "debug")).isEqualTo("LOGGER     LEVEL\nsome.part  DEBUG\n");
        assertThat(LoggerFactory.getLogger("some.part.below").isDebugEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("some.part.below").isTraceEnabled()).isFalse();
        assertThat(log()).contains("some.part  DEBUG");
        assertThat(LogCommands.names()).contains("ROOT", "some.part");

        assertThat(log("some.part", "inherit")).contains("some.part  OFF");
        assertThat(log()).doesNotContain("some.part");
    }

    @Test
    void whatCannotBeSetIsOneLine() {
        assertThat(fails(commands, "some.part", "loud"))
                .hasMessage(
                        "'loud' is no level; these are: OFF, ERROR, WARN, INFO, DEBUG, TRACE, INHERIT");
        assertThat(fails(commands, "root", "inherit")).hasMessageContaining("nothing to inherit");
        assertThat(fails(commands, "a", "INFO", "b").exitCode()).isEqualTo(2);
    }

    @Test
    void inAContainerWithAnotherLoggingSystemItsOwnCommandIsNamed() {
        CommandException e = fails(new LogCommands(services, new NOPLoggerFactory()), "a", "INFO");

        assertThat(e.exitCode()).isEqualTo(1);
        assertThat(e).hasMessageContainingAll("NOPLoggerFactory", "log:set LEVEL LOGGER");
    }
}
