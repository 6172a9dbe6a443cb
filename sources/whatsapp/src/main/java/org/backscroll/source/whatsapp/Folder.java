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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.backscroll.api.source.SourceException;

/** The folder of chunk files. */
final class Folder {
    private final Path dir;
    private final String setting;

    /**
     * @param setting what names it in the configuration
     */
    Folder(Path dir, String setting) {
        this.dir = dir;
        this.setting = setting;
    }

    /** The chunk files there are now, in the order of their names. */
    List<Unit> list() throws SourceException {
        check();
        List<Unit> units = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(dir, Folder::matters)) {
            Set<String> names = new TreeSet<>();
            paths.forEach(path -> names.add(path.getFileName().toString()));
            for (String name : names) {
                if (Naming.chunk(name, names)) {
                    add(units, name, names);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new SourceException.Transient(trouble("cannot be listed now"), e.getCause());
        } catch (AccessDeniedException e) {
            throw new SourceException.Permanent(
                    trouble("may not be read; allow this user to read it"), e);
        } catch (IOException e) {
            throw new SourceException.Transient(trouble("cannot be listed now"), e);
        }
        return units;
    }

    private void check() throws SourceException.Permanent {
        if (!Files.exists(dir)) {
            throw new SourceException.Permanent(
                    trouble("is not there; name an existing folder as " + setting), null);
        }
        if (!Files.isDirectory(dir)) {
            throw new SourceException.Permanent(
                    trouble(
                            "is not a folder; name the folder that holds the chunk files as "
                                    + setting),
                    null);
        }
        if (!Files.isReadable(dir)) {
            throw new SourceException.Permanent(
                    trouble("may not be read; allow this user to read it"), null);
        }
    }

    private void add(List<Unit> units, String name, Set<String> names) throws IOException {
        try {
            Path path = dir.resolve(name);
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!now.isRegularFile()) {
                return;
            }
            Optional<Path> notification = Optional.empty();
            long size = now.size();
            long modified = now.lastModifiedTime().toMillis();
            if (Naming.container(name)) {
                notification = Naming.notificationOf(name, names).map(dir::resolve);
            }
            if (notification.isPresent()) {
                BasicFileAttributes beside =
                        Files.readAttributes(notification.get(), BasicFileAttributes.class);
                size += beside.size();
                modified = Math.max(modified, beside.lastModifiedTime().toMillis());
            }
            units.add(new Unit(path, name, notification, size, modified));
        } catch (NoSuchFileException gone) {
            // it went between the listing and the look at it, or is a link to nowhere
        }
    }

    private static boolean matters(Path path) {
        return Naming.matters(path.getFileName().toString())
                && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private String trouble(String what) {
        return "the folder " + dir + " " + what;
    }
}
