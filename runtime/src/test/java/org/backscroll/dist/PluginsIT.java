package org.backscroll.dist;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.backscroll.container.Dropped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** The folder of plug-ins, as a person at the prompt meets it. */
class PluginsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String GUISE =
            "backscroll: the plug-in twin.jar is left out: its name and version are those of"
                    + " bundles/strategy-recent-";

    /** What is said of {@link #unusable()}, in its order. */
    private static final List<String> LEFT_OUT =
            List.of(
                    "backscroll: the plug-in broken.jar is left out: it is no jar, or not all of it"
                            + " is there; copy it again",
                    "backscroll: the plug-in half.jar is left out: it is no jar, or not all of it"
                            + " is there; copy it again",
                    "backscroll: the plug-in plain.jar is left out: it is no OSGi bundle, its"
                            + " manifest has no Bundle-SymbolicName",
                    "backscroll: the plug-in late.jar is left out: its manifest is not its first"
                            + " entry; make it anew with jar or bnd",
                    "backscroll: the plug-in dropped-one.two.jar is left out: ",
                    GUISE);

    @TempDir Path work;

    @Test
    void aLineSaysWhatCameChangedAndWent() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path jar = home.resolve("plugins").resolve("dropped.jar");
        Cli.Running shell = prompt(home);

        Files.move(Dropped.jar(work, "1.0.0"), jar, ATOMIC_MOVE);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.0.0 installed",
                "FULL is now done by dropped.strategy 1.0.0");
        Files.move(Dropped.jar(work, "1.1.0"), jar, REPLACE_EXISTING);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.1.0 updated",
                "FULL is now done by dropped.strategy 1.1.0");
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

        assertThat(cli(home).run("strategies").out())
                .containsPattern("FULL +pinned +org.backscroll.strategy-full")
                .containsPattern("FULL +no +dropped.strategy");
    }

    @Test
    void whatCannotBeInstalledCostsOneLineEachAtTheStart() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        for (Path jar : unusable()) {
            Files.move(jar, home.resolve("plugins").resolve(jar.getFileName() + ".jar"));
        }

        Cli.Result result = cli(home).runWithInput("strategies\n");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsPattern("FULL +yes +org.backscroll.strategy-full")
                .containsPattern("RECENT +yes +org.backscroll.strategy-recent");
        assertThat(result.errLines())
                .hasSameSizeAs(LEFT_OUT)
                .allSatisfy(line -> assertThat(LEFT_OUT).anyMatch(line::startsWith));
    }

    @Test
    void whatCannotBeInstalledCostsOneLineEachTimeItIsDroppedIn() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path plugins = home.resolve("plugins");
        Cli.Running shell = prompt(home);

        for (Path jar : unusable()) {
            Files.move(jar, plugins.resolve(jar.getFileName() + ".jar"));
        }
        awaitErrors(shell, LEFT_OUT.toArray(String[]::new));

        Files.move(Dropped.jar(work, "1.0.0"), plugins.resolve("broken.jar"), REPLACE_EXISTING);
        awaitErrors(shell, "plug-in dropped.strategy 1.0.0 installed");
        Files.writeString(plugins.resolve("broken.jar"), "no jar again");
        awaitErrors(shell, "plug-in dropped.strategy 1.0.0 removed");
        await().atMost(LIMIT)
                .until(
                        () ->
                                Files.readAllLines(shell.err()).stream()
                                                .filter(line -> line.startsWith(LEFT_OUT.get(0)))
                                                .count()
                                        == 2);
        say(shell, "exit\n");
        assertThat(shell.await().errLines())
                .filteredOn(line -> line.contains("left out"))
                .hasSize(LEFT_OUT.size() + 1);
    }

    @Test
    void aJarInTheGuiseOfAShippedBundleLeavesThatBundleAsItIs() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path twin = home.resolve("plugins").resolve("twin.jar");
        Cli.Running shell = prompt(home);

        // File Install looks for jars in both folders, with one filter of names.
        Path inConf = home.resolve("conf").resolve("other.jar");
        Files.move(twin("strategy-push-name"), inConf);
        Files.move(twin(), twin);
        awaitErrors(shell, "the plug-in twin.jar is left out: ");
        Files.delete(twin);
        Files.delete(inConf);
        // File Install has seen that one is gone when it has seen the other.
        Files.move(Dropped.jar(work, "1.0.0"), home.resolve("plugins").resolve("other.jar"));
        awaitErrors(shell, "FULL is now done by dropped.strategy 1.0.0");
        say(shell, "echo afterwards\nfelix:lb -s strategy-recent\nstrategies\nexit\n");

        Cli.Result result = shell.await();
        assertThat(result.out().substring(result.out().indexOf("afterwards")))
                .contains("|Active ", "org.backscroll.strategy-recent")
                .containsPattern("PUSH_NAME +yes +org.backscroll.strategy-push-name")
                .containsPattern("RECENT +yes +org.backscroll.strategy-recent")
                .doesNotContainPattern("FULL .* org.backscroll.strategy-recent");
        assertThat(result.errLines())
                .filteredOn(line -> line.contains("twin"))
                .singleElement()
                .asString()
                .startsWith(GUISE);
    }

    @Test
    void aCopyOfAPluginLeavesThePluginAsItIs() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path plugins = home.resolve("plugins");
        Files.copy(Dropped.jar(work, "1.0.0"), plugins.resolve("dropped.jar"));
        Cli.Running shell = prompt(home);

        Path copy = plugins.resolve("copy.jar");
        Files.move(Dropped.jar(work, "1.0.0"), copy);
        awaitErrors(
                shell,
                "the plug-in copy.jar is left out: its name and version are those of"
                        + " plugins/dropped.jar; give it others");
        Files.delete(copy);
        // File Install has seen that one is gone when it has seen the other.
        Files.move(Dropped.jar(work, "other.strategy", "1.0.0"), plugins.resolve("other.jar"));
        awaitErrors(shell, "plug-in other.strategy 1.0.0 installed");
        Files.move(plugins.resolve("dropped.jar"), copy);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.0.0 removed",
                "plug-in dropped.strategy 1.0.0 installed");
        say(shell, "exit\n");

        assertThat(shell.await().errLines())
                .filteredOn(line -> line.contains(Dropped.NAME + " 1.0.0"))
                .filteredOn(line -> line.startsWith("plug-in"))
                .containsExactly(
                        "plug-in dropped.strategy 1.0.0 removed",
                        "plug-in dropped.strategy 1.0.0 installed");
    }

    @Test
    void aPluginThatCannotBeUpdatedGoesOnAsItWas() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path jar = home.resolve("plugins").resolve("dropped.jar");
        Files.move(Dropped.jar(work, "1.0.0"), jar);
        Cli.Running shell = prompt(home);

        Path worse =
                bundle(
                        Map.of(
                                Constants.BUNDLE_SYMBOLICNAME,
                                Dropped.NAME,
                                Constants.BUNDLE_VERSION,
                                "1.1.0",
                                Constants.IMPORT_PACKAGE,
                                "org.backscroll.api,org.backscroll.api"));
        Files.move(worse, jar, REPLACE_EXISTING);
        awaitErrors(
                shell,
                "the plug-in dropped.jar is not updated: Duplicate import: org.backscroll.api");
        Files.move(twin(), jar, REPLACE_EXISTING);
        awaitErrors(
                shell,
                "the plug-in dropped.jar is not updated: its name and version are those of"
                        + " bundles/strategy-recent-");
        say(shell, "strategies\n");
        awaitOutput(shell, "no      org.backscroll.strategy-full");
        Files.delete(jar);
        awaitErrors(
                shell,
                "plug-in dropped.strategy 1.0.0 removed",
                "FULL is now done by org.backscroll.strategy-full");
        say(shell, "exit\n");

        assertThat(shell.await().out()).doesNotContain("1.1.0");
    }

    /** File Install is to see the host, to refresh it. */
    @Test
    void aFragmentOfAShippedBundleIsAttachedToIt() throws Exception {
        Path home = Distribution.copyTo(work.resolve("home"));
        Path fragment =
                bundle(
                        Map.of(
                                Constants.BUNDLE_SYMBOLICNAME,
                                "some.fragment",
                                Constants.FRAGMENT_HOST,
                                "org.backscroll.strategy-recent"));
        Files.move(fragment, home.resolve("plugins").resolve("fragment.jar"));

        Cli.Result result = cli(home).runWithInput("felix:lb -s some.fragment\nstrategies\n");

        assertThat(result.err()).doesNotContain("left out");
        assertThat(result.out())
                .contains("|Resolved ")
                .containsPattern("RECENT +yes +org.backscroll.strategy-recent");
    }

    /** Files that no framework can install, named as {@link #LEFT_OUT} does. */
    private List<Path> unusable() throws IOException {
        Path whole = Dropped.jar(work, "1.0.0");
        byte[] bytes = Files.readAllBytes(whole);
        Path plain = work.resolve("plain");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plain))) {
            jar.putNextEntry(new JarEntry("readme.txt"));
        }
        Path late = work.resolve("late");
        try (JarFile from = new JarFile(whole.toFile());
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(late))) {
            jar.putNextEntry(new JarEntry("readme.txt"));
            jar.putNextEntry(new JarEntry(JarFile.MANIFEST_NAME));
            from.getManifest().write(jar);
        }
        return List.of(
                Files.writeString(work.resolve("broken"), "no jar"),
                Files.write(work.resolve("half"), Arrays.copyOf(bytes, bytes.length / 2)),
                plain,
                late,
                Dropped.jar(work, "wrong", "one.two"),
                Files.move(twin(), work.resolve("twin")));
    }

    private Path twin() throws IOException {
        return twin("strategy-recent");
    }

    /** Takes the name and the version of a bundle that ships. */
    private Path twin(String artifact) throws IOException {
        Path shipped =
                Distribution.bundles().stream()
                        .filter(file -> file.getFileName().toString().startsWith(artifact))
                        .findFirst()
                        .orElseThrow();
        try (JarFile jar = new JarFile(shipped.toFile())) {
            return Dropped.jar(
                    work,
                    "org.backscroll." + artifact,
                    jar.getManifest().getMainAttributes().getValue(Constants.BUNDLE_VERSION));
        }
    }

    /** One with nothing but a manifest. */
    private Path bundle(Map<String, String> headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.forEach(attributes::putValue);
        Path file = work.resolve("bundle");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    /** A shell that has started and answers. */
    private Cli.Running prompt(Path home) throws IOException {
        Cli.Running shell = cli(home).start();
        say(shell, "strategies\n");
        awaitOutput(shell, "ON_DEMAND");
        return shell;
    }

    private Cli cli(Path home) throws IOException {
        return new Cli(Files.createDirectories(work.resolve("here"))).from(home);
    }

    private static void say(Cli.Running shell, String line) throws IOException {
        OutputStream in = shell.process().getOutputStream();
        in.write(line.getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private static void awaitOutput(Cli.Running shell, String text) {
        await().atMost(LIMIT).until(() -> shell.printed().contains(text));
    }

    private static void awaitErrors(Cli.Running shell, String... lines) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Files.readString(shell.err())).contains(lines));
    }
}
