package org.backscroll.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
    private static final Path USER = Path.of(System.getProperty("user.home"));

    @Test
    void theOptionBeatsTheVariableAndTheVariableThePlatform() throws Problem {
        Map<String, String> variable = Map.of("BACKSCROLL_DATA", "/of/variable");

        assertThat(locate(variable, "Linux", "--data", "/of/option"))
                .isEqualTo(Path.of("/of/option"));
        assertThat(locate(variable, "Linux", "sync")).isEqualTo(Path.of("/of/variable"));
        assertThat(locate(variable, "Linux", "demo")).isEqualTo(Path.of("/of/variable"));
    }

    @Test
    void eachPlatformHasItsOwnFolder() throws Problem {
        assertThat(locate(Map.of(), "Linux")).isEqualTo(USER.resolve(".local/share/backscroll"));
        assertThat(locate(Map.of("XDG_DATA_HOME", "/xdg"), "Linux"))
                .isEqualTo(Path.of("/xdg/backscroll"));
        assertThat(locate(Map.of("XDG_DATA_HOME", "relative"), "Linux"))
                .isEqualTo(USER.resolve(".local/share/backscroll"));
        assertThat(locate(Map.of(), "Mac OS X"))
                .isEqualTo(USER.resolve("Library/Application Support/Backscroll"));
        assertThat(locate(Map.of("LOCALAPPDATA", "/local"), "Windows 11"))
                .isEqualTo(Path.of("/local/Backscroll"));
    }

    @Test
    void theDemoKeepsAwayFromAPersonsOwnHistory() throws Problem {
        assertThat(locate(Map.of(), "Linux", "demo"))
                .isEqualTo(USER.resolve(".local/share/backscroll-demo"));
    }

    private static Path locate(Map<String, String> environment, String os, String... arguments)
            throws Problem {
        return DataFolder.locate(CommandLine.parse(List.of(arguments)), environment, os).folder();
    }
}
