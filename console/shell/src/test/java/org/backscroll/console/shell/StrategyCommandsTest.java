package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StrategyCommandsTest {
    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final StrategyCommands commands = new StrategyCommands(services);

    private static String text(Object answer) {
        return ((Answer) answer)
                .text(new Screen(Screen.UNLIMITED, ZoneOffset.UTC))
                .replace("\r\n", "\n");
    }

    private String strategies(String... words) throws CommandException {
        return text(commands.strategies(captured.session(), words));
    }

    private CommandException fails(String... words) {
        return catchThrowableOfType(
                CommandException.class, () -> commands.strategies(captured.session(), words));
    }

    @Test
    void theHighestRankingStrategyIsInUseAndMissingTypesAreNamed() throws Exception {
        services.strategy("FULL", 0, false).strategy("FULL", 10, false).strategy("MINE", 0, true);

        assertThat(strategies())
                .isEqualTo(
                        """
                        TYPE          IN USE  BUNDLE          VERSION  RANKING  PRIORITY
                        FULL          yes     bundle10        1.0.0         10         0
                        FULL          no      bundle0         1.0.0          0         0
                        MINE          yes     bundle0         1.0.0          0         0  background
                        RECENT        -       none installed
                        PUSH_NAME     -       none installed
                        NON_BLOCKING  -       none installed
                        ON_DEMAND     -       none installed
                        """);
    }

    @Test
    void aPinnedBundleIsInUseWhateverRanksHigher() throws Exception {
        services.strategy("FULL", 0, false).strategy("FULL", 10, false);

        assertThat(strategies("use", "full", "bundle0")).contains("FULL is done by bundle0");
        assertThat(strategies())
                .contains("FULL          pinned  bundle0", "FULL          no      bundle10");
        assertThat(strategies("unpin", "FULL")).contains("whatever ranks highest");
        assertThat(strategies())
                .contains("FULL          yes     bundle10", "FULL          no      bundle0");
    }

    @Test
    void whatCannotBePinnedIsOneLine() {
        services.strategy("FULL", 0, false);

        assertThat(fails("use", "FULL", "nobody").getMessage())
                .isEqualTo("no bundle nobody serves FULL; these do: bundle0");
        assertThat(fails("use", "RECENT", "bundle0").getMessage())
                .contains("no bundle bundle0 serves RECENT; none does");
        assertThat(fails("unpin", "FULL").getMessage()).isEqualTo("no bundle is pinned for FULL");
        assertThat(fails("use", "FULL").getMessage()).contains("an argument is missing");
        assertThat(fails("use", "a b", "c").getMessage()).contains("is no sync type");
        assertThat(fails("swap").getMessage()).contains("strategies knows no 'swap'");
        assertThat(fails("list", "x").getMessage()).contains("unexpected argument 'x'");
        services.readOnly = true;
        assertThat(fails("use", "FULL", "bundle0").getMessage()).contains("read");
    }
}
