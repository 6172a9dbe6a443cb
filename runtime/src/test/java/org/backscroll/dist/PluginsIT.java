package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.backscroll.container.Dropped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of plug-ins, as a person at the prompt meets it. */
class PluginsIT {
    @TempDir Path work;

    @Test
    void aLineSaysWhatCameChangedAndWent() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path jar = home.resolve("plugins").resolve("dropped.jar");
        Cli cli = new Cli(Files.createDirectories(work.resolve("here"))).from(home);
        Cli.Running shell = cli.start();
        say(shell, "strategies\n");
        awaitOutput(shell, "ON_DEMAND");

        Files.move(Dropped.jar(work, "1.0.0"), jar, StandardCopyOption.ATOMIC_MOVE);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.0.0 installed",
                "FULL is now done by dropped.strategy 1.0.0");
        Files.move(Dropped.jar(work, "1.1.0"), jar, StandardCopyOption.REPLACE_EXISTING);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.1.0 updated",
                "FULL is now done by dropped.strategy 1.1.0");
        Files.writeString(home.resolve("plugins").resolve("broken.jar"), "no jar");
        Files.delete(jar);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.1.0 removed",
                "FULL is now done by org.backscroll.strategy-full");
        say(shell, "exit\n");
        assertThat(shell.await().code()).isZero();
    }

    @Test
    void aSettingInAFileHoldsFromTheStart() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Files.move(Dropped.jar(work, "1.0.0"), home.resolve("plugins").resolve("dropped.jar"));
        Files.writeString(
                home.resolve("conf").resolve("org.backscroll.engine.cfg"),
                "strategies.use = FULL=org.backscroll.strategy-full\n");
        Cli cli = new Cli(Files.createDirectories(work.resolve("here"))).from(home);

        assertThat(cli.run("strategies").out())
                .containsPattern("FULL +pinned +org.backscroll.strategy-full")
                .containsPattern("FULL +no +dropped.strategy");
    }

    private static void say(Cli.Running shell, String line) throws IOException {
        OutputStream in = shell.process().getOutputStream();
        in.write(line.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static void awaitOutput(Cli.Running shell, String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> shell.printed().contains(text));
    }

    private static void awaitErrors(Cli.Running shell, String... lines) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(Files.readString(shell.err())).contains(lines));
    }
}
