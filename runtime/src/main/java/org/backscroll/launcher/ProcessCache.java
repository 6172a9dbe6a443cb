package org.backscroll.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A temporary folder of this process's own, for the framework's bundle cache. Each process has one,
 * so that a reader runs beside the writer; what a killed process left behind, the next one removes.
 */
final class ProcessCache {
    private static final Pattern NAME = Pattern.compile("backscroll-(\\d+)-.*");
    private static final String LOCK = "in-use";

    private final Path folder;
    private final FileChannel lock;

    private ProcessCache(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static ProcessCache create() throws Problem {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeStale(temporary);
            // Readable by its owner alone, which createTempDirectory sees to.
            Path folder =
                    Files.createTempDirectory(
                            temporary, "backscroll-" + ProcessHandle.current().pid() + "-");
            FileChannel lock =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            lock.tryLock();
            return new ProcessCache(folder, lock);
        } catch (IOException e) {
            throw Problem.failed(
                    "the temporary folder "
                            + temporary
                            + " cannot be written; name another in BACKSCROLL_JAVA_OPTS with"
                            + " -Djava.io.tmpdir=DIR",
                    e);
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Removes the folder; what another program holds open stays for a later start. */
    void remove() {
        try {
            lock.close();
        } catch (IOException e) {
            // the lock ends with the process anyway
        }
        delete(folder);
    }

    private static void removeStale(Path temporary) throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            List<Path> stale = entries.filter(ProcessCache::isStale).toList();
            stale.forEach(ProcessCache::delete);
        }
    }

    /**
     * A dead process id alone proves nothing where containers share a temporary folder, so the lock
     * must be free too.
     */
    private static boolean isStale(Path entry) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(entry)) {
            return false;
        }
        try {
            if (ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
                return false;
            }
            Path lockFile = entry.resolve(LOCK);
            if (!Files.exists(lockFile)) {
                Instant changed = Files.getLastModifiedTime(entry).toInstant();
                return changed.isBefore(Instant.now().minus(Duration.ofHours(1)));
            }
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (IOException | OverlappingFileLockException | NumberFormatException e) {
            return false; // somebody else's
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path visited, IOException e)
                                throws IOException {
                            Files.deleteIfExists(visited);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // left for a later start
        }
    }
}
