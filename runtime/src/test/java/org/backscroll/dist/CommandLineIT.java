package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution from outside: what it answers before any history is there. */
class CommandLineIT {
    @TempDir Path work;
    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(work, work.resolve("a data folder"));
    }

    @Test
    void helpNamesTheCommandsAndStartsNothing() {
        Cli.Result result = cli.run("--help");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("usage: backscroll ").contains("demo", "conversations");
        assertThat(result.err()).isEmpty();
        assertThat(cli.data()).doesNotExist();
    }

    @Test
    void versionIsOneLine() {
        Cli.Result result = cli.run("--version");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines()).hasSize(1).first().asString().matches("backscroll \\d.*");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        Cli.Result result = cli.run("--nonsense", "conversations");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines())
                .hasSize(2)
                .first()
                .isEqualTo("backscroll: unknown option --nonsense");
        assertThat(cli.data()).doesNotExist();
    }

    @Test
    void dataWithoutAFolderIsWrongUsage() {
        Cli.Result result = cli.run("--data");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).first().isEqualTo("backscroll: --data needs a folder");
    }

    @Test
    void aDataFolderThatIsAFileIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "kept");

        for (String command : new String[] {"sync", "conversations"}) {
            Cli.Result result = cli.run("--data", file.toString(), command);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.errLines())
                    .singleElement()
                    .asString()
                    .contains(file.toString(), "is a file", "--data");
        }
        assertThat(file).hasContent("kept");
    }

    @Test
    void aDataFolderBelowAFileIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "kept");

        Cli.Result result = cli.run("--data=" + file.resolve("data"), "sync");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines()).singleElement().asString().contains("cannot be written");
    }

    @Test
    void aDataFolderThatCannotBeCreatedIsRefusedInOneLine() {
        // Not even root can make a folder here.
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");

        Cli.Result result = cli.run("--data", "/proc/backscroll", "sync");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .contains("/proc/backscroll", "cannot be written", "--data");
    }

    @Test
    void theShellRunsTheLinesOfAPipeAndSurvivesAWrongOne() {
        Cli.Result result = cli.runWithInput("nonsense\nfelix:lb -s\nexit\nnonsense\n");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("org.backscroll.api", "org.apache.felix.scr");
        assertThat(result.err()).isEqualTo("backscroll: Command not found: nonsense\n");
    }

    @Test
    void whatACommandReturnsCanBePiped() {
        cli.run("demo");

        Cli.Result result =
                cli.runWithInput(
                        "conversations --limit 1000 | grep Allotment | wc -l\n"
                                + "history:state | grep RECENT | wc -l\n"
                                + "x = (strategies)\n"
                                + "$x | grep PUSH_NAME\n");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .startsWith("1", "1")
                .last()
                .asString()
                .matches("PUSH_NAME +yes .*"); // no colours
    }

    @Test
    void helpExplainsEachOptionAndKnowsCommandsByTheirScope() {
        Cli.Result result = cli.run("help", "history:sync");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("sync - ")
                .contains("usage: sync [--type TYPE]", "\n  --restart        read all again");
        assertThat(cli.run("history:help", "sync").out()).isEqualTo(result.out());
        assertThat(cli.runWithInput("help history:sync\nhistory:sync --help\n").out())
                .isEqualTo(result.out() + result.out());
    }

    @Test
    void levelsAreSetWhileItRunsAndTheLogFollows() throws IOException {
        Cli.Result result =
                cli.runWithInput(
                        """
                        log
                        source add whatsapp before dir=/absent
                        log org.backscroll DEBUG
                        source add whatsapp after dir=/absent
                        """);

        assertThat(result.out())
                .contains("ROOT            WARN", "org.backscroll  INFO")
                .contains("org.backscroll  DEBUG");
        assertThat(Files.readAllLines(cli.data().resolve("log/backscroll.log")))
                .filteredOn(line -> line.contains(" DEBUG "))
                .singleElement()
                .asString()
                .endsWith("source after cannot be used");
    }

    @Test
    void everyBundleIsActiveInTheRunningDistribution() {
        Cli.Result result = cli.runWithInput("felix:lb -s\n");

        assertThat(result.out().lines().filter(line -> line.contains("|")).skip(1))
                .filteredOn(line -> !line.contains("org.apache.felix.gogo.jline"))
                // Begins to watch behind the prompt; PluginsIT shows that it does.
                .filteredOn(line -> !line.contains("org.apache.felix.fileinstall"))
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.contains("|Active "));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void itsCacheIsGoneAtTheEnd() {
        cli.runWithInput("exit\n");

        assertThat(cli.caches()).isEmpty();
    }

    @Test
    void aKilledProcessLeavesACacheWhichTheNextOneRemoves() throws InterruptedException {
        Cli.Running running = cli.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !cli.caches().isEmpty());
        // The script has become the JVM, so this is a SIGKILL to the framework itself.
        running.process().destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        assertThat(cli.caches()).isNotEmpty();

        cli.runWithInput("exit\n");

        assertThat(cli.caches()).isEmpty();
    }

    @Test
    void sigtermEndsTheShellCleanly() throws IOException, InterruptedException {
        Cli.Running running = cli.start();
        running.process().getOutputStream().write("felix:lb -s\n".getBytes());
        running.process().getOutputStream().flush();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.printed().contains("org.backscroll.api"));

        running.process().destroy();
        Cli.Result result = running.await();

        assertThat(result.code()).isEqualTo(143);
        assertThat(result.err()).isEmpty();
        assertThat(cli.caches()).isEmpty();
    }

    @Test
    void aBrokenPluginCostsOneLine() throws IOException {
        Path home = Distribution.copyTo(work.resolve("copied home"));
        Files.writeString(home.resolve("plugins").resolve("broken.jar"), "not a jar");

        Cli.Result result = cli.from(home).runWithInput("felix:lb -s\n");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("org.backscroll.api");
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("backscroll: the plug-in broken.jar is left out: ");
    }

    /** Logback would take it, if it were told; to tell it is to restart everything that logs. */
    @Test
    void aPluginWithPackagesThatOthersCouldUseRestartsNone() throws Exception {
        Path home = Distribution.copyTo(work.resolve("copied home"));
        String servlet = getClass().getResource("/jakarta/servlet/Servlet.class").getPath();
        Path jar = Path.of(URI.create(servlet.substring(0, servlet.indexOf('!'))));
        Files.copy(jar, home.resolve("plugins").resolve("servlet.jar"));

        Cli.Result result = cli.from(home).runWithInput("felix:lb -s servlet-api\nlog\n");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("|Active ", "org.apache.felix.http.servlet-api", "ROOT            WARN");
    }

    @Test
    void aLinkToTheScriptWorksFromAnyFolder() throws IOException {
        Path link = Files.createSymbolicLink(work.resolve("link"), Cli.home());
        Path script = Files.createSymbolicLink(work.resolve("b"), link.resolve("bin/backscroll"));

        assertThat(cli.through(script).run("--version").code()).isZero();
    }
}
