package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/**
 * One command: what the launcher hands to the bundle that answers, and what it makes of the answer.
 */
class OneCommandIT {
    @TempDir static Path shared;
    private static Path home;

    @TempDir Path work;
    private Cli cli;

    @BeforeAll
    static void install() throws IOException {
        home = Distribution.copyTo(shared.resolve("home"));
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "answer");
        headers.putValue(Constants.BUNDLE_ACTIVATOR, AnswerActivator.class.getName());
        headers.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        String entry = AnswerActivator.class.getName().replace('.', '/') + ".class";
        Path jar = home.resolve("plugins").resolve("answer.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = AnswerActivator.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    @BeforeEach
    void setUp() {
        cli = new Cli(work).from(home);
    }

    @Test
    void theWordsArriveAsTypedAndTheAnswerIsTheExitCode() {
        Cli.Result done = cli.run("search", "zażółć 🎉", "a  b", "");
        assertThat(done.out()).startsWith("[search, zażółć 🎉, a  b, ]\n");
        assertThat(done.code()).isZero();
        assertThat(done.err()).isEmpty();

        assertThat(cli.run("state", "fail").code()).isEqualTo(1);
        assertThat(cli.run("state", "usage").code()).isEqualTo(2);
    }

    @Test
    void wordsSurviveALocaleThatWasNeverSet() {
        Cli.Result result = cli.with("LC_ALL", "C").run("search", "żółw 🐢");

        assertThat(result.out()).startsWith("[search, żółw 🐢]\n");
    }

    @Test
    void aCommandThatReadsIsToldSoAndCreatesNothing() {
        Cli.Result result = cli.run("conversations", "--json");

        assertThat(result.out())
                .contains("[conversations]\n", "backscroll.readonly=true", "backscroll.json=true")
                .contains("backscroll.data=" + cli.data());
        assertThat(cli.data()).doesNotExist();
    }

    @Test
    void aCommandThatReadsLeavesAnExistingFolderAsItIs() throws IOException {
        Files.createDirectories(cli.data());

        assertThat(cli.run("conversations").code()).isZero();

        assertThat(cli.data()).isEmptyDirectory();
    }

    @Test
    void aCommandThatWritesFindsAFolderForItsOwnerOnly() throws IOException {
        Cli.Result result = cli.run("--json", "sync");

        assertThat(result.out()).contains("backscroll.readonly=false", "backscroll.tty=false");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.data())))
                .isEqualTo("rwx------");
        assertThat(cli.data().resolve("stopped")).exists();
        assertThat(cli.caches()).isEmpty();
    }

    @Test
    void anExceptionIsOneLineForThePersonAndATraceInTheLog() {
        Cli.Result result = cli.run("sync", "throw");

        Path log = cli.data().resolve("log/launcher.log");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo("backscroll: unexpected: first line; details in " + log + "\n");
        assertThat(log)
                .content()
                .contains("second line", "\tat org.backscroll.dist.AnswerActivator");
    }

    @Test
    void controlCStopsTheFrameworkBeforeTheProcessEnds() throws Exception {
        Cli.Running running = cli.start("sync", "wait");
        await().atMost(Duration.ofSeconds(60)).until(() -> running.printed().contains("tty"));

        new ProcessBuilder("kill", "-INT", Long.toString(running.process().pid()))
                .start()
                .waitFor();
        Cli.Result result = running.await();

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.err()).isEmpty();
        assertThat(cli.data().resolve("stopped")).exists();
        assertThat(cli.caches()).isEmpty();
    }
}
