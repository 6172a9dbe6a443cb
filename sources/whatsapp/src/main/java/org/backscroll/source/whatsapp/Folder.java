package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backscroll.api.source.SourceException;

/** The folder of chunk files. */
final class Folder {
    private static final String SUFFIX = ".bin";

    private final Path dir;

    Folder(Path dir) {
        this.dir = dir;
    }

    /** The chunk files there are now, in the order of their names. */
    List<Unit> list() throws SourceException {
        check();
        List<Unit> units = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(dir, Folder::isChunk)) {
            for (Path path : paths) {
                add(units, path);
            }
        } catch (DirectoryIteratorException e) {
            throw new SourceException.Transient(trouble("cannot be listed now"), e.getCause());
        } catch (AccessDeniedException e) {
            throw new SourceException.Permanent(
                    trouble("may not be read; allow this user to read it"), e);
        } catch (IOException e) {
            throw new SourceException.Transient(trouble("cannot be listed now"), e);
        }
        units.sort(Comparator.comparing(Unit::name));
        return units;
    }

    private void check() throws SourceException.Permanent {
        if (!Files.exists(dir)) {
            throw new SourceException.Permanent(
                    trouble("is not there; name an existing folder as dir"), null);
        }
        if (!Files.isDirectory(dir)) {
            throw new SourceException.Permanent(
                    trouble("is not a folder; name the folder that holds the chunk files as dir"),
                    null);
        }
        if (!Files.isReadable(dir)) {
            throw new SourceException.Permanent(
                    trouble("may not be read; allow this user to read it"), null);
        }
    }

    private static void add(List<Unit> units, Path path) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.isRegularFile()) {
                String name = path.getFileName().toString();
                units.add(new Unit(path, name, now.size(), now.lastModifiedTime().toMillis()));
            }
        } catch (NoSuchFileException gone) {
            // it went between the listing and the look at it, or is a link to nowhere
        }
    }

    private static boolean isChunk(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(SUFFIX)
                && !name.startsWith(".")
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private String trouble(String what) {
        return "the folder " + dir + " " + what;
    }
}
