package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in files of conf/ that come, change and go while the shell runs. */
class ConfigFileIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path work;
    private Path conf;
    private Cli.Running running;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        Path home = Distribution.copyTo(work.resolve("home"));
        conf = home.resolve("conf");
        running = new Cli(work.resolve("run")).from(home).start();
    }

    @AfterEach
    void stop() {
        running.process().destroy();
        running.await();
    }

    /** What the shell answers to a line. */
    private String ask(String line) throws IOException {
        int before = running.printed().length();
        String mark = "answered " + ++asked;
        running.process()
                .getOutputStream()
                .write((line + "\necho " + mark + "\n").getBytes(StandardCharsets.UTF_8));
        running.process().getOutputStream().flush();
        await().atMost(LIMIT).until(() -> running.printed().contains(mark));
        return running.printed().substring(before);
    }

    private void awaitAnswer(String line, String pattern) {
        await().atMost(LIMIT).until(() -> ask(line).lines().anyMatch(l -> l.matches(pattern)));
    }

    /** At once, so that no half of it is read. */
    private void write(String name, String... lines) throws IOException {
        Path whole = Files.write(work.resolve("settings"), java.util.List.of(lines));
        Files.move(whole, conf.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theEngineTakesNewSettings() throws IOException {
        awaitAnswer("strategies", "FULL +yes .*");

        write("org.backscroll.engine.cfg", "strategies.use = FULL=org.backscroll.strategy-full");
        awaitAnswer("strategies", "FULL +pinned .*");

        write(
                "org.backscroll.engine.cfg",
                "strategies.use = RECENT=org.backscroll.strategy-recent");
        awaitAnswer("strategies", "RECENT +pinned .*");
        awaitAnswer("strategies", "FULL +yes .*");

        Files.delete(conf.resolve("org.backscroll.engine.cfg"));
        awaitAnswer("strategies", "RECENT +yes .*");
    }

    @Test
    void severalPinsInOneLineHoldAndWhatPinsNothingIsTold() throws IOException {
        write(
                "org.backscroll.engine.cfg",
                "strategies.use = FULL=org.backscroll.strategy-full, FUL=x, RECENT");

        awaitAnswer("strategies", "FULL +pinned .*");
        assertThat(ask("strategies"))
                .contains(
                        "strategies.use: 'RECENT' pins nothing; write TYPE=BUNDLE",
                        "strategies.use pins x for FUL, which no strategy serves");
        assertThat(ask("doctor")).contains("BAD  pinned strategies");
    }

    @Test
    void whatAFileWouldUndoIsRefused() throws IOException {
        write("org.backscroll.engine.cfg", "chunk.size = 500");
        write(
                "org.backscroll.source.whatsapp-phone.cfg",
                "backscroll.source = phone",
                "backscroll.account = phone",
                "dir = " + Cli.home().resolve("sample"));
        awaitAnswer("sources", ".*phone.* files?.*");

        assertThat(ask("strategies use FULL org.backscroll.strategy-full") + errors())
                .doesNotContain("FULL is done by")
                .contains(
                        "the engine has its settings from "
                                + conf.resolve("org.backscroll.engine.cfg"),
                        "write there: strategies.use = FULL=org.backscroll.strategy-full");
        assertThat(ask("source remove phone") + errors())
                .contains(
                        "source phone is set up by the file "
                                + conf.resolve("org.backscroll.source.whatsapp-phone.cfg"));
        assertThat(ask("strategies")).containsPattern("FULL +yes").doesNotContain("pinned");
        assertThat(ask("source list")).contains("phone");

        Files.delete(conf.resolve("org.backscroll.engine.cfg"));
        await().atMost(LIMIT)
                .until(
                        () ->
                                ask("strategies use FULL org.backscroll.strategy-full")
                                        .contains("FULL is done by"));
        assertThat(ask("strategies")).containsPattern("FULL +pinned");
    }

    private String errors() throws IOException {
        return Files.readString(running.err());
    }

    @Test
    void aSourceComesMovesAndGoesWithItsFile() throws IOException {
        String name = "org.backscroll.source.whatsapp-phone.cfg";
        String[] settings = {
            "backscroll.source = phone",
            "backscroll.account = phone",
            "dir = " + work.resolve("absent")
        };
        write(name, settings);
        awaitAnswer("sources", ".*phone.*absent.*");

        settings[2] = "dir = " + Cli.home().resolve("sample");
        write(name, settings);
        awaitAnswer("sources", ".*phone.* files?.*");

        Files.delete(conf.resolve(name));
        await().atMost(LIMIT).until(() -> !ask("source list").contains("phone"));
    }
}
