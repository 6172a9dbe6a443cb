package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What ships, and nothing else: a bundle that arrives by accident fails here. */
class DistributionIT {
    /** What the build gives as the time of all that it makes. */
    private static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 1, 0, 0);

    /** Headers in which tools name the day, the person or the Java. */
    private static final Set<String> TELLING =
            Set.of(
                    "Bnd-LastModified",
                    "Build-Jdk",
                    "Build-Jdk-Spec",
                    "Built-By",
                    "Created-By",
                    "Tool");

    @Test
    void exactlyTheseBundlesShip() {
        assertThat(Distribution.bundles())
                .extracting(file -> file.getFileName().toString())
                .extracting(name -> name.replaceFirst("-\\d+\\.\\d.*\\.jar$", ""))
                .containsExactlyInAnyOrder(
                        "api",
                        "console-health",
                        "console-shell",
                        "formats",
                        "peer-server",
                        "source-peer",
                        "source-whatsapp",
                        "source-whatsapp-export",
                        "source-xmpp",
                        "storage-sqlite",
                        "strategy-full",
                        "strategy-non-blocking",
                        "strategy-on-demand",
                        "strategy-push-name",
                        "strategy-recent",
                        "sync-engine",
                        // Declarative Services and what surrounds them
                        "org.apache.felix.configadmin",
                        "org.apache.felix.eventadmin",
                        "org.apache.felix.fileinstall",
                        "org.apache.felix.metatype",
                        "org.apache.felix.scr",
                        "org.osgi.service.component",
                        "org.osgi.util.function",
                        "org.osgi.util.promise",
                        // the shell
                        "jline",
                        "org.apache.felix.gogo.command",
                        "org.apache.felix.gogo.jline",
                        "org.apache.felix.gogo.runtime",
                        // logging
                        "asm",
                        "asm-analysis",
                        "asm-commons",
                        "asm-tree",
                        "asm-util",
                        "logback-classic",
                        "logback-core",
                        "org.apache.aries.spifly.dynamic.bundle",
                        "org.apache.felix.log",
                        "org.apache.felix.logback",
                        "slf4j-api",
                        // health checks
                        "org.apache.felix.healthcheck.api",
                        // libraries
                        "failsafe",
                        "jackson-core",
                        "protobuf-java",
                        "sqlite-jdbc");
    }

    @Test
    void theFolderHoldsWhatTheReadmeSays() {
        Path home = Cli.home();

        assertThat(home.resolve("bin/backscroll")).isExecutable();
        assertThat(home.resolve("lib/backscroll-launcher.jar")).isRegularFile();
        for (String name : new String[] {"LICENSE", "NOTICE", "README.md", "plugins/README.md"}) {
            assertThat(home.resolve(name)).isNotEmptyFile();
        }
        assertThat(Files.exists(home.resolve("conf/backscroll.properties"))).isTrue();
        assertThat(home.resolve("optional"))
                .isDirectoryContaining("glob:**/console-web-*.jar")
                .isDirectoryNotContaining("glob:**/org.apache.*");
    }

    @Test
    void eachJarOfOursCarriesLicenceAndNotice() throws IOException {
        for (Path file : Distribution.jarsOfOurs()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                for (String name : List.of("LICENSE", "NOTICE")) {
                    JarEntry entry = jar.getJarEntry("META-INF/" + name);
                    assertThat(entry).as("%s in %s", name, file).isNotNull();
                    assertThat(jar.getInputStream(entry))
                            .as("%s in %s", name, file)
                            .hasSameContentAs(Files.newInputStream(Cli.home().resolve(name)));
                }
            }
        }
    }

    /**
     * Else the same sources give other jars tomorrow, or elsewhere; BaselineIT compares one whole.
     */
    @Test
    void noJarOfOursTellsWhenOrWhereItWasMade() throws IOException {
        for (Path file : Distribution.jarsOfOurs()) {
            try (JarFile jar = new JarFile(file.toFile())) {
                // What is copied from a library keeps the time that it has there.
                assertThat(jar.stream())
                        .as("%s", file)
                        .filteredOn(
                                entry ->
                                        CatalogueIT.EMBEDDED.keySet().stream()
                                                .noneMatch(entry.getName()::startsWith))
                        .allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(MADE));
                assertThat(jar.getManifest().getMainAttributes().keySet())
                        .as("%s", file)
                        .extracting(Object::toString)
                        .noneMatch(TELLING::contains);
            }
        }
    }

    /** Else starting takes half as long again, which no other test would notice. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theClassesOfBundlesAreReadyMade(@TempDir Path folder) throws Exception {
        Cli cli = new Cli(folder);
        Path loaded = folder.resolve("loaded.log");
        cli.with("BACKSCROLL_JAVA_OPTS", "-Xlog:class+load:file=" + loaded);

        assertThat(cli.run("doctor").code()).isEqualTo(1);

        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines).anyMatch(DistributionIT::ofABundleAndReadyMade);
        }
    }

    /** Whether a line of Java's log tells of a class of a bundle that was not read from its jar. */
    static boolean ofABundleAndReadyMade(String line) {
        return line.contains(" org.backscroll.console.shell.Manual source:")
                && line.contains("shared objects file");
    }
}
