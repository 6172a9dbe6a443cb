package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.backscroll.api.HistorySyncType;
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
    void anEndThatSeveralBundlesHaveIsNotEnough() {
        services.strategy("FULL", "org.a.today", "1.0.0", 1, false);
        services.strategy("FULL", "org.b.today", "1.0.0", 2, false);

        assertThat(fails("use", "FULL", "today"))
                .hasMessageContainingAll("today may be ", "org.a.today", " or ", "org.b.today");
    }

    @Test
    void aVersionIsNamedWhereABundleIsThereTwice() throws Exception {
        services.strategy("FULL", "org.example.full", "1.1.0", 1, false);
        services.strategy("FULL", "org.example.full", "1.2.0", 2, false);

        assertThat(strategies("use", "FULL", "full")).contains("done by org.example.full,");
        assertThat(strategies())
                .contains(
                        "FULL          pinned  org.example.full  1.2.0",
                        "FULL          no      org.example.full  1.1.0");
        assertThat(strategies("use", "FULL", "org.example.full:1.1.0"))
                .contains("FULL is done by org.example.full:1.1.0,");
        assertThat(services.pins).isEqualTo(Map.of(HistorySyncType.FULL, "org.example.full:1.1.0"));
        assertThat(strategies())
                .contains(
                        "FULL          pinned  org.example.full  1.1.0",
                        "FULL          no      org.example.full  1.2.0");
        assertThat(strategies("use", "FULL", "full:1.2.0")).contains("org.example.full:1.2.0");
        for (String wrong : List.of("full:1.3.0", "full:", "0", ":1.2.0", "full:1")) {
            assertThat(fails("use", "FULL", wrong).getMessage())
                    .isEqualTo(
                            "no bundle "
                                    + wrong
                                    + " serves FULL; these do: org.example.full,"
                                    + " org.example.full:1.2.0, org.example.full:1.1.0");
        }
    }

    @Test
    void whatIsWrongWithPinsIsSaid() throws Exception {
        services.strategy("FULL", 0, false);
        services.problems.add("strategies.use: 'x' pins nothing");

        assertThat(strategies()).endsWith("strategies.use: 'x' pins nothing\n");
        assertThat(strategies("--json"))
                .contains("\"problems\":[\"strategies.use: 'x' pins nothing\"]");
    }

    /** A type that was mistyped in a file is nobody's, and to be got rid of. */
    @Test
    void whatIsPinnedForNobodyCanBeUnpinned() throws Exception {
        services.pins.put(HistorySyncType.of("FUL"), "bundle0");

        assertThat(strategies("unpin", "FUL")).contains("FUL is done by whatever ranks highest");
        assertThat(services.pins).isEmpty();
    }

    @Test
    void withoutAnEngineNothingIsUsed() {
        services.engineThere = false;

        assertThat(fails().getMessage()).isEqualTo(StrategyCommands.NO_ENGINE);
        assertThat(fails("use", "FULL", "a").getMessage()).isEqualTo(StrategyCommands.NO_ENGINE);
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
