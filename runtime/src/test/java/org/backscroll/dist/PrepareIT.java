package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes classes ready, in a distribution of its own whose path has a blank. */
@DisabledOnOs(OS.WINDOWS)
class PrepareIT {
    private static final String BEFORE = "made ready before";

    @TempDir Path work;
    private Path home;
    private Path archive;
    private Path scratch;
    private Cli cli;

    @BeforeEach
    void copyTheDistribution() throws IOException {
        home = Distribution.copyTo(work.resolve("a home"));
        archive = home.resolve("lib").resolve("classes.jsa");
        Files.delete(archive);
        Files.writeString(archive, BEFORE);
        scratch = Files.createDirectories(work.resolve("a scratch"));
        cli = prepare(home.resolve("bin").resolve("prepare"));
    }

    private Cli prepare(Path script) {
        return new Cli(work.resolve("run")).through(script).with("TMPDIR", scratch.toString());
    }

    @Test
    void throughALinkItMakesClassesReady() throws IOException {
        Path folder = Files.createSymbolicLink(work.resolve("link"), home);
        Path script = Files.createSymbolicLink(work.resolve("p"), folder.resolve("bin/prepare"));

        Cli.Result result = prepare(script).run();

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertNothingLeft();
        Path loaded = work.resolve("loaded.log");
        new Cli(work.resolve("run"))
                .from(home)
                .with("BACKSCROLL_JAVA_OPTS", "-Xlog:class+load:file=" + loaded)
                .run("doctor");
        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines).anyMatch(DistributionIT::ofABundleAndReadyMade);
        }
    }

    @Test
    void whatIsNamedFromWhereItIsCalledIsFound() throws IOException {
        Path run = Files.createDirectories(work.resolve("run"));
        Files.createSymbolicLink(run.resolve("java"), Path.of(System.getProperty("java.home")));

        Cli.Result result = cli.with("JAVA_HOME", "java").with("TMPDIR", "../a scratch").run();

        assertThat(result.err()).isEmpty();
        assertThat(Files.size(archive)).isGreaterThan(1_000_000);
        assertNothingLeft();
    }

    @Test
    void aTourThatFailsLeavesWhatWasMadeBefore() throws IOException {
        Path sample = home.resolve("sample");
        Files.move(sample, work.resolve("sample"));

        assertFails(cli.run(), "the tour ended with 1: ");
    }

    @Test
    void aFileThatCannotBeWrittenWholeIsNotKept() throws IOException {
        Path tools = Files.createDirectories(work.resolve("tools"));
        Path copy =
                Files.writeString(
                        tools.resolve("cp"),
                        """
                        #!/bin/sh
                        head -c 1000 "$1" > "$2"
                        echo 'cp: no space left' >&2
                        exit 1
                        """);
        assertThat(copy.toFile().setExecutable(true)).isTrue();

        assertFails(
                cli.with("PATH", tools + ":" + System.getenv("PATH")).run(),
                home.resolve("lib") + " could not be written: cp: no space left");
    }

    @Test
    void withoutAFolderForTemporaryFilesItSaysSo() throws IOException {
        Path absent = work.resolve("absent");

        assertFails(
                cli.with("TMPDIR", absent.toString()).run(),
                absent + " takes no temporary files; set TMPDIR to a folder that does");
    }

    @Test
    void aSignalEndsTheTourAndLeavesNothing() throws IOException {
        Cli.Running running = cli.start();
        await().atMost(Duration.ofSeconds(60)).until(this::theTourHasBegun);
        List<ProcessHandle> tour = running.process().descendants().toList();

        running.process().destroy();
        Cli.Result result = running.await();

        assertThat(result.code()).isEqualTo(143);
        assertThat(tour).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        assertThat(archive).hasContent(BEFORE);
        assertNothingLeft();
    }

    private boolean theTourHasBegun() throws IOException {
        try (Stream<Path> folders = Files.list(scratch)) {
            return folders.anyMatch(folder -> Files.isDirectory(folder.resolve("data")));
        }
    }

    /** It follows links as the script that starts the program does, and cannot ask it how. */
    @Test
    void bothScriptsFollowLinksInOneWay() throws IOException {
        String prepare = Files.readString(home.resolve("bin/prepare"));
        String start = Files.readString(home.resolve("bin/backscroll"));
        int begin = start.indexOf("follow() {");

        assertThat(prepare).contains(start.substring(begin, start.indexOf("\n}\n", begin)));
    }

    private void assertFails(Cli.Result result, String reason) throws IOException {
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().startsWith("prepare: " + reason);
        assertThat(archive).hasContent(BEFORE);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(scratch).isEmptyDirectory();
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(3)
                    .contains("classes.jsa", "backscroll-launcher.jar");
        }
    }
}
