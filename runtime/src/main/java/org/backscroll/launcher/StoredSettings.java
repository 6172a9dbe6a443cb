package org.backscroll.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which Config Admin keeps configurations, before it runs: one file each, with a line
 * {@code name="value"} for each property.
 */
final class StoredSettings {
    /** File Install adds which file a configuration is of. */
    private static final Pattern OF_FILE =
            Pattern.compile(
                    "^felix\\.fileinstall\\.filename=\"((?:[^\"\\\\]|\\\\.)*)\"",
                    Pattern.MULTILINE);

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private StoredSettings() {}

    /**
     * Removes what came from files that are gone since. File Install only knows of those that go
     * while it runs; done here, no component ever sees them. What cannot be read stays as it is.
     */
    static void forgetDeletedFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".config"))
                    .filter(file -> origin(file).filter(Files::notExists).isPresent())
                    .forEach(StoredSettings::delete);
        } catch (IOException | UncheckedIOException e) {
            // the folder is not there yet, or changes under a process that runs already
        }
    }

    private static void delete(Path configuration) {
        try {
            Files.deleteIfExists(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of settings that it is a copy of. */
    private static Optional<Path> origin(Path configuration) {
        try {
            String text = new String(Files.readAllBytes(configuration), StandardCharsets.UTF_8);
            Matcher line = OF_FILE.matcher(text);
            return line.find()
                    ? Optional.of(
                            Path.of(URI.create(ESCAPE.matcher(line.group(1)).replaceAll("$1"))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}
