package org.backscroll.console.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.backscroll.api.store.StoreException;

/**
 * Writes a file by way of one beside it, so that a failure leaves what was there before. What it
 * writes is private, as the store is: only its owner may read it, where the file system knows
 * owners.
 */
final class PartFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PartFile() {}

    /** What is written. */
    @FunctionalInterface
    interface Content<T> {
        T to(OutputStream out) throws IOException, StoreException;
    }

    /** Writes a file; directly to what is no regular one, such as a pipe. */
    static <T> T write(Path file, Content<T> content) throws IOException, StoreException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        boolean special = Files.exists(file) && !Files.isRegularFile(file);
        try {
            T result;
            try (OutputStream out =
                    new BufferedOutputStream(
                            special ? Files.newOutputStream(file) : create(beside))) {
                result = content.to(out);
            }
            if (!special) {
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return result;
        } finally {
            if (!special) {
                delete(beside);
            }
        }
    }

    private static OutputStream create(Path file) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return Files.newOutputStream(
                posix ? Files.createFile(file, OWNER_ONLY) : Files.createFile(file));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
