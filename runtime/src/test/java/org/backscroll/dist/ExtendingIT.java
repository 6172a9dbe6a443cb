package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows docs/extending.md to the letter: its blocks are run in their order, as commands or lines
 * of the shell, or written to the file that they name.
 */
class ExtendingIT {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");

    @TempDir Path work;

    /** A block of the page. */
    private record Block(String kind, String file, String text) {}

    private static Path project() {
        return Path.of(System.getProperty("backscroll.dist"), "../../..").normalize();
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(project().resolve("docs/extending.md")));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    @Test
    void thePageLeadsToAStrategyThatRuns() throws Exception {
        Path house = house();
        Path folder = work;
        List<String> kinds = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        for (Block block : blocks()) {
            kinds.add(block.kind());
            switch (block.kind()) {
                case "sh" -> {
                    said.append(sh(house, folder, block.text()));
                    Path made = work.resolve("today");
                    folder = Files.isDirectory(made) ? made : work;
                }
                case "java" -> Files.writeString(folder.resolve(block.file()), block.text());
                case "gogo" -> said.append(shell(house, folder, block.text()));
                default -> throw new AssertionError("nobody runs blocks of " + block.kind());
            }
        }
        assertThat(kinds)
                .containsExactly("sh", "sh", "java", "java", "sh", "sh", "sh", "gogo", "sh");
        assertThat(said.toString())
                .as("the kit has tried it")
                .containsPattern("Tests run: 1\\d, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(said.toString())
                .as("listed in the shell, and pinned")
                .containsPattern("(?m)^TODAY +yes")
                .containsPattern("(?m)^TODAY +pinned +org\\.example\\.today");
        assertThat(said.toString()).as("synced").containsPattern("TODAY of \\w+ +complete");
        assertThat(imports(work.resolve("today/target/today.jar")))
                .as("what the bundle needs of Backscroll")
                .isNotEmpty()
                .isSubsetOf(
                        "org.backscroll.api",
                        "org.backscroll.api.source",
                        "org.backscroll.api.store",
                        "org.backscroll.api.strategy");
    }

    /** The packages of Backscroll that a bundle imports. */
    private static List<String> imports(Path bundle) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            String header = jar.getManifest().getMainAttributes().getValue("Import-Package");
            return Pattern.compile("org\\.backscroll[\\w.]*")
                    .matcher(header)
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
    }

    /**
     * What BACKSCROLL names: as the project lies after its build, with a distribution to change.
     */
    private Path house() throws IOException {
        Path house = Files.createDirectories(work.resolve("house"));
        Path target = Files.createDirectories(house.resolve("runtime/target"));
        Files.createSymbolicLink(house.resolve("examples"), project().resolve("examples"));
        Files.createSymbolicLink(
                target.resolve("repository"), Path.of(System.getProperty("backscroll.repository")));
        Distribution.copyTo(target.resolve("backscroll"));
        return house;
    }

    private String sh(Path house, Path folder, String commands) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands);
        Map<String, String> environment = builder.environment();
        environment.put("BACKSCROLL", house.toString());
        environment.put("BACKSCROLL_DATA", work.resolve("data").toString());
        UnusedMaven.in(work.resolve("home"), "backscroll", environment);
        Path out = Files.createTempFile(work, "sh", ".out");
        Process process =
                builder.directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(out);
        assertThat(ended && process.exitValue() == 0).as("%s%n%s", commands, said).isTrue();
        return said;
    }

    private String shell(Path house, Path folder, String lines) {
        Cli cli =
                new Cli(folder, work.resolve("data"))
                        .from(house.resolve("runtime/target/backscroll"));
        Cli.Result result = cli.runWithInput(lines);
        assertThat(result.err().toLowerCase(Locale.ROOT)).doesNotContain("no strategy");
        return result.out() + result.err();
    }
}
