package org.backscroll.console.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.backscroll.api.store.StoreException;

/** Writes a file by way of one beside it, so that a failure leaves what was there before. */
final class PartFile {
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
                    new BufferedOutputStream(Files.newOutputStream(special ? file : beside))) {
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

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
