package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in files of conf/ that come, change and go while the shell runs. */
class ConfigFileIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path work;
    private Path conf;
    private Cli cli;
    private Cli.Running running;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        Path home = Distribution.copyTo(work.resolve("home"));
        conf = home.resolve("conf");
        cli = new Cli(work.resolve("run")).from(home);
        running = cli.start();
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
        Path whole = Files.write(work.resolve("settings"), List.of(lines));
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

    @Test
    void aSourceThatIsNotNamedIsLeftAloneAndToldOf() throws IOException {
        String name = "org.backscroll.source.whatsapp-phone.cfg";
        write(name, "backscroll.account = phone", "dir = " + Cli.home().resolve("sample"));

        await().atMost(LIMIT).until(() -> errors().contains("is left alone"));
        assertThat(errors())
                .containsPattern(
                        "The source org\\.backscroll\\.source\\.whatsapp\\S+ is left alone: it has no name;"
                                + " add backscroll\\.source=NAME to it");
        assertThat(ask("source list")).containsPattern("\\? +whatsapp +phone +no");
        ask("sync");
        assertThat(errors()).contains("no source is set up; add one");

        write(
                "org.backscroll.source.whatsapp-tablet.cfg",
                "backscroll.source = tablet",
                "backscroll.account = tablet",
                "dir = " + Cli.home().resolve("sample"));
        awaitAnswer("source list", "tablet +whatsapp +tablet +yes .*");
        assertThat(ask("sources")).containsPattern("tablet .* files?");

        write(name, "backscroll.source = phone", "dir = " + Cli.home().resolve("sample"));
        await().atMost(LIMIT).until(() -> errors().contains("The source phone is left alone"));
        assertThat(errors()).contains("it names no account; add backscroll.account=NAME to it");
        assertThat(ask("source list"))
                .containsPattern("phone +whatsapp +\\? +no")
                .containsPattern("tablet +whatsapp +tablet +yes");
        assertThat(ask("sync")).containsPattern("RECENT .*tablet");
        assertThat(errors()).doesNotContain("several accounts");
        assertThat(ask("doctor"))
                .containsPattern(
                        "BAD +source phone +it names no account; add backscroll\\.account=NAME to it")
                .containsPattern("ok +source tablet ");

        write(
                name,
                "backscroll.source = phone",
                "backscroll.account = phone",
                "dir = " + Cli.home().resolve("sample"));
        awaitAnswer("source list", "phone +whatsapp +phone +yes .*");
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

    @Test
    void aFileThatIsDeletedWhileNothingRunsIsForgotten() throws IOException {
        write("org.backscroll.engine.cfg", "strategies.use = FULL=org.backscroll.strategy-full");
        write(
                "org.backscroll.source.whatsapp-phone.cfg",
                "backscroll.source = phone",
                "backscroll.account = phone",
                "dir = " + Cli.home().resolve("sample"));
        awaitAnswer("strategies", "FULL +pinned .*");
        awaitAnswer("sources", ".*phone.* files?.*");
        ask("source add whatsapp tablet dir=" + Cli.home().resolve("sample"));
        stop();

        Files.delete(conf.resolve("org.backscroll.engine.cfg"));
        Files.delete(conf.resolve("org.backscroll.source.whatsapp-phone.cfg"));

        // A command that only reads knows it too, and leaves what is kept to one that writes.
        assertThat(cli.run("source", "list").out()).contains("tablet").doesNotContain("phone");
        assertThat(kept()).anyMatch(text -> text.contains("whatsapp-phone.cfg"));
        running = cli.start();
        assertThat(ask("strategies")).containsPattern("FULL +yes ");
        assertThat(ask("source list")).contains("tablet").doesNotContain("phone");
        assertThat(kept()).noneMatch(text -> text.contains("whatsapp-phone.cfg"));
    }

    /** What Config Admin has in the data folder, file by file. */
    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.walk(cli.data().resolve("config"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
