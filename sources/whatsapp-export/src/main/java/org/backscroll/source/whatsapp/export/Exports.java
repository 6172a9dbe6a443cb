package org.backscroll.source.whatsapp.export;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.source.SourceException;

/** Looks for the files that are to be read. */
final class Exports {
    private final Setup setup;

    Exports(Setup setup) {
        this.setup = setup;
    }

    /** Those there are now, in the order of their names. */
    List<Export> list() throws SourceException {
        try {
            List<Export> exports = setup.folder() ? folder() : List.of(file());
            if (setup.chat().isPresent()
                    && exports.stream().map(Export::title).distinct().count() > 1) {
                throw new SourceException.Permanent(
                        "chat= names one chat, but the folder holds several; add each as a source"
                                + " of its own with file=",
                        null);
            }
            return exports;
        } catch (AccessDeniedException e) {
            throw new SourceException.Permanent(
                    setup.path() + " may not be read; allow this user to read it", e);
        } catch (IOException e) {
            throw new SourceException.Transient(setup.path() + " cannot be read now", e);
        }
    }

    private Export file() throws IOException, SourceException {
        Path path = setup.path();
        if (!Files.isRegularFile(path) || !isExport(path)) {
            throw new SourceException.Permanent(
                    Files.exists(path)
                            ? path
                                    + " is no exported chat; name a .txt or .zip file as file, or a"
                                    + " folder of them as dir"
                            : path + " is not there; name an existing file as file",
                    null);
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString());
        }
        return export(path)
                .orElseThrow(
                        () -> new SourceException.Transient(path + " cannot be read now", null));
    }

    private List<Export> folder() throws IOException, SourceException {
        Path dir = setup.path();
        if (!Files.isDirectory(dir)) {
            throw new SourceException.Permanent(
                    dir
                            + (Files.exists(dir) ? " is not a folder" : " is not there")
                            + "; name the folder that holds the exported chats as dir",
                    null);
        }
        List<Export> exports = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(dir, Exports::isExport)) {
            for (Path path : paths) {
                export(path).ifPresent(exports::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        exports.sort(Comparator.comparing(Export::name));
        return exports;
    }

    private static boolean isExport(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".txt") || name.endsWith(".zip")) && !name.startsWith(".");
    }

    private static Optional<Export> export(Path path) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.isRegularFile()
                    ? Optional.of(
                            new Export(
                                    path,
                                    path.getFileName().toString(),
                                    now.size(),
                                    now.lastModifiedTime().toMillis()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it went between the listing and the look at it
        }
    }
}
