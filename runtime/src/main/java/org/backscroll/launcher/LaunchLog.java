package org.backscroll.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the launcher and the framework itself have to say, kept beside the log of the bundles. It
 * stands apart because logback is a bundle, which may be the very one that does not start.
 */
final class LaunchLog {
    private static final long LIMIT_BYTES = 256 * 1024;

    private final Optional<Path> file;

    private LaunchLog(Optional<Path> file) {
        this.file = file;
    }

    /** For commands that only read: nothing is written. */
    static LaunchLog none() {
        return new LaunchLog(Optional.empty());
    }

    static LaunchLog in(Path folder) {
        return new LaunchLog(Optional.of(folder.resolve("launcher.log")));
    }

    Optional<Path> file() {
        return file;
    }

    synchronized void write(String message, Throwable cause) {
        if (file.isEmpty()) {
            return;
        }
        StringWriter entry = new StringWriter();
        PrintWriter out = new PrintWriter(entry);
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + message);
        if (cause != null) {
            cause.printStackTrace(out);
        }
        try {
            Path log = file.get();
            if (Files.exists(log) && Files.size(log) > LIMIT_BYTES) {
                Path old = log.resolveSibling("launcher.1.log");
                Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(
                    log, entry.toString(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // a log that cannot be written must not stop what it tells of
        }
    }
}
