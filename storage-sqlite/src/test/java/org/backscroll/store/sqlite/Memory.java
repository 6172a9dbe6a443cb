package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder in memory, where there is a file system for that: large tests are quicker there. */
final class Memory implements AutoCloseable {
    private static final Path SHARED = Path.of("/dev/shm");

    final Path folder;

    Memory() throws IOException {
        folder =
                Files.isWritable(SHARED)
                        ? Files.createTempDirectory(SHARED, "backscroll")
                        : Files.createTempDirectory("backscroll");
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
