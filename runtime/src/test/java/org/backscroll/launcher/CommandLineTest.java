package org.backscroll.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void optionsBeforeTheCommandAreTheLaunchers() throws Problem {
        CommandLine line = parse("--data", "a b", "--json", "sync", "--type", "FULL");

        assertThat(line.data()).contains("a b");
        assertThat(line.json()).isTrue();
        assertThat(line.words()).containsExactly("sync", "--type", "FULL");
    }

    @Test
    void jsonCountsWhereverItStandsButNotBehindTwoDashes() throws Problem {
        assertThat(parse("sync", "--json").json()).isTrue();
        assertThat(parse("sync", "--json").words()).containsExactly("sync");
        assertThat(parse("search", "--", "--json").json()).isFalse();
        assertThat(parse("search", "--", "--json").words())
                .containsExactly("search", "--", "--json");
    }

    @Test
    void nothingAtAllIsTheShell() throws Problem {
        assertThat(parse().interactive()).isTrue();
        assertThat(parse("--data=x").interactive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--data", "--data=", "-x", "--unknown"})
    void wrongOptionsAreWrongUsage(String option) {
        assertThatThrownBy(() -> parse(option))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conversations",
                "conversation x@y",
                "jobs",
                "jobs list",
                "source list",
                "account list",
                "export file",
                "doctor",
                "sync --help",
                "history:messages x@y",
                "mistyped"
            })
    void theseOnlyRead(String words) throws Problem {
        assertThat(onlyReads(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "sync",
                "history:sync",
                "connect",
                "source add whatsapp x dir=.",
                "source remove x",
                "jobs cancel 1",
                "jobs resume 1",
                "account forget a",
                "import f",
                "restore f",
                "prune --keep 1"
            })
    void theseWrite(String words) throws Problem {
        assertThat(onlyReads(words)).isFalse();
    }

    private static boolean onlyReads(String words) throws Problem {
        Properties shipped = new Home(java.nio.file.Path.of("src/main/dist")).properties();
        return new Commands(shipped)
                .onlyReads(parse(words.isEmpty() ? new String[0] : words.split(" ")));
    }

    private static CommandLine parse(String... arguments) throws Problem {
        return CommandLine.parse(List.of(arguments));
    }
}
