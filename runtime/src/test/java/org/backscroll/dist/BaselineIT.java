package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The build's own check of versions: a copy of the API, built by the build's rules, is compared
 * with a release, which is what this build made of the API.
 */
@DisabledOnOs(OS.WINDOWS)
class BaselineIT {
    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final String STORE = "api/src/main/java/org/backscroll/api/store/";

    @TempDir Path work;
    private Path copy;
    private Path release;

    /** What one run of Maven said. */
    private record Run(boolean passed, String output) {}

    @BeforeEach
    void copyTheApi() throws IOException {
        Path root = Path.of(System.getProperty("backscroll.root"));
        copy = work.resolve("copy");
        release = Cli.home().resolve("bundles/api-" + VERSION + ".jar");
        for (String part : List.of("pom.xml", "bnd.bnd", "cnf", "api", "LICENSE", "NOTICE")) {
            try (Stream<Path> files = Files.walk(root.resolve(part))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Path relative = root.relativize(file);
                    if (Files.isRegularFile(file) && !relative.toString().contains("target/")) {
                        Path to = copy.resolve(relative.toString());
                        Files.createDirectories(to.getParent());
                        Files.copy(file, to);
                    }
                }
            }
        }
    }

    private Run build() throws IOException, InterruptedException {
        Path output = work.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(
                                UnusedMaven.program().toString(),
                                "-B",
                                "-DskipTests",
                                "-Dspotless.check.skip=true",
                                "-Dmaven.javadoc.skip=true",
                                "-f",
                                copy.resolve("api/pom.xml").toString(),
                                "verify")
                        .directory(copy.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        UnusedMaven.in(work.resolve("home"), "released", builder.environment());
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor() == 0, Files.readString(output));
    }

    private void edit(String file, String from, String to) throws IOException {
        Path path = copy.resolve(file);
        String text = Files.readString(path);
        assertThat(text).as(file).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    /** Makes the copy the version after a release, and the release one that Maven finds. */
    private void release() throws IOException {
        Path repository = work.resolve("repository");
        Path folder = repository.resolve("org/backscroll/api");
        Files.createDirectories(folder.resolve("1.0.0"));
        Files.copy(release, folder.resolve("1.0.0/api-1.0.0.jar"));
        Files.writeString(
                folder.resolve("1.0.0/api-1.0.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.backscroll</groupId>"
                        + "<artifactId>api</artifactId><version>1.0.0</version></project>");
        Files.writeString(
                folder.resolve("maven-metadata.xml"),
                "<metadata><groupId>org.backscroll</groupId><artifactId>api</artifactId><versioning>"
                        + "<release>1.0.0</release><versions><version>1.0.0</version></versions>"
                        + "</versioning></metadata>");
        for (String pom : List.of("pom.xml", "cnf/pom.xml", "api/pom.xml")) {
            edit(pom, VERSION, "1.1.0-SNAPSHOT");
        }
        edit("api/dependency-check.bndrun", "[1.0.0,1.0.1)", "[1.1.0,1.1.1)");
        edit(
                "api/pom.xml",
                "  <dependencies>\n",
                "  <repositories><repository><id>released</id><url>"
                        + repository.toUri()
                        + "</url></repository></repositories>\n  <dependencies>\n");
    }

    @Test
    void equalSourcesGiveAnEqualJar() throws Exception {
        Run run = build();

        assertThat(run.passed()).as(run.output()).isTrue();
        assertThat(copy.resolve("api/target/api-" + VERSION + ".jar"))
                .hasSameBinaryContentAs(release);
    }

    @Test
    void aBrokenApiWithTheOldVersionFailsTheBuild() throws Exception {
        release();
        Run unchanged = build();
        assertThat(unchanged.passed()).as(unchanged.output()).isTrue();
        assertThat(unchanged.output()).contains("baseline version was found to be 1.0.0");

        edit(STORE + "HistoryStore.java", "boolean atomic();", "boolean isAtomic();");
        Run broken = build();
        assertThat(broken.passed()).isFalse();
        assertThat(broken.output())
                .contains("Baseline problems detected")
                .containsPattern("org\\.backscroll\\.api\\.store\\s+PACKAGE\\s+MAJOR");

        edit(STORE + "package-info.java", "@Version(\"1.0.0\")", "@Version(\"2.0.0\")");
        Run told = build();
        assertThat(told.passed()).as(told.output()).isTrue();
    }
}
