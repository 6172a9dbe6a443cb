package org.backscroll.store.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file in the making: {@code FILE.part}, readable by its owner alone, which becomes FILE when it
 * is complete and durable. Closed before that, it is gone.
 */
final class PartialFile implements AutoCloseable {
    private final Path target;
    private final Path path;

    PartialFile(Path target) {
        this.target = target;
        this.path = part(target, "");
    }

    private static Path part(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + ".part" + suffix);
    }

    Path path() {
        return path;
    }

    /** Begins anew, with an empty file. */
    void clear() throws IOException {
        forget();
        Access.createFile(path);
    }

    void copyFrom(Path source) throws IOException {
        clear();
        try (OutputStream out =
                Files.newOutputStream(
                        path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Files.copy(source, out);
        }
    }

    /** Makes it durable and gives it its name. */
    void complete() throws IOException {
        Access.sync(path);
        Files.move(
                path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Access.sync(target.toAbsolutePath().getParent());
    }

    @Override
    public void close() {
        try {
            forget();
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }

    /** Removes what a kill has left of one. */
    static void forget(Path target) {
        new PartialFile(target).close();
    }

    private void forget() throws IOException {
        for (String suffix : new String[] {"", "-journal", "-wal", "-shm"}) {
            Files.deleteIfExists(part(target, suffix));
        }
    }
}
