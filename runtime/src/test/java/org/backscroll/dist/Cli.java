package org.backscroll.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the distribution the way a person does: as a process of its own, seen only from outside.
 *
 * <p>Each instance has one data folder; {@link #run} waits for the end, {@link #start} does not.
 */
final class Cli {
    /** Far above what any command takes; it ends a process that hangs. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path work;
    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private Path script = home().resolve("bin").resolve("backscroll");
    private int runs;

    /**
     * @param work an empty folder for the data, the temporary files and the captured output
     */
    Cli(Path work) {
        this(work, work.resolve("data"));
    }

    Cli(Path work, Path data) {
        this.work = work;
        this.data = data;
        environment.put("BACKSCROLL_DATA", data.toString());
    }

    static Path home() {
        return Path.of(System.getProperty("backscroll.dist"));
    }

    Path data() {
        return data;
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs another copy of the distribution. */
    Cli from(Path otherHome) {
        return through(otherHome.resolve("bin").resolve("backscroll"));
    }

    Cli through(Path otherScript) {
        script = otherScript;
        return this;
    }

    /** What a finished process left: its exit code and everything it printed. */
    record Result(int code, String out, String err) {
        List<String> errLines() {
            return err.lines().toList();
        }
    }

    /** A process under way. */
    record Running(Process process, Path out, Path err) {
        Result await() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running after " + LIMIT + ": " + read(err));
                }
                return new Result(process.exitValue(), read(out), read(err));
            } catch (InterruptedException e) {
                process.destroyForcibly();
                throw new AssertionError(e);
            }
        }

        String printed() {
            return read(out);
        }
    }

    Result run(String... words) {
        return runWithInput("", words);
    }

    Result runWithInput(String input, String... words) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(work), "in", null);
            return launch(
                            ProcessBuilder.Redirect.from(Files.writeString(file, input).toFile()),
                            words)
                    .await();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Standard input stays open, and is the caller's to write. */
    Running start(String... words) {
        return launch(ProcessBuilder.Redirect.PIPE, words);
    }

    private Running launch(ProcessBuilder.Redirect input, String... words) {
        try {
            Path temporary = Files.createDirectories(temporary());
            int run = ++runs;
            Path out = work.resolve("out-" + run);
            Path err = work.resolve("err-" + run);
            List<String> command = new ArrayList<>();
            command.add(script.toString());
            command.addAll(List.of(words));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.directory(work.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("BACKSCROLL_"));
            builder.environment()
                    .put("BACKSCROLL_JAVA_OPTS", "-Xmx128m -Djava.io.tmpdir=" + temporary);
            builder.environment().putAll(environment);
            builder.redirectInput(input);
            builder.redirectOutput(out.toFile());
            builder.redirectError(err.toFile());
            return new Running(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where each process keeps its cache while it lives. */
    Path temporary() {
        return work.resolve("tmp");
    }

    List<Path> caches() {
        try (Stream<Path> entries = Files.list(temporary())) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("backscroll-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
