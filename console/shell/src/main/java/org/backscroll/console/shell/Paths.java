package org.backscroll.console.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Files as people name them. */
final class Paths {
    private Paths() {}

    /** A path, relative to the folder that the caller is in. */
    static Path of(Services services, Syntax syntax, String file) throws CommandException {
        try {
            return Path.of(services.property(Services.FOLDER).orElse(""))
                    .resolve(file)
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException e) {
            throw syntax.wrong("'" + file + "' is not a path: " + e.getReason());
        }
    }

    /** A file's path, relative to the folder that the caller is in; not that of a folder. */
    static Path ofFile(Services services, Syntax syntax, String file) throws CommandException {
        Path path = of(services, syntax, file);
        if (Files.isDirectory(path)) {
            throw CommandException.failure(path + " is a folder; name a file in it");
        }
        return path;
    }

    /** Whether a path, which need not be there, leads into the data folder, also by links. */
    static boolean isInDataFolder(Services services, Path path) throws IOException {
        Optional<Path> data = services.property(Services.DATA).map(Path::of);
        return data.isPresent()
                && Files.isDirectory(data.get())
                && followed(path).startsWith(data.get().toRealPath());
    }

    /** A path with the links followed in what is there of it. */
    private static Path followed(Path path) throws IOException {
        if (Files.exists(path) || path.getParent() == null) {
            return path.toRealPath();
        }
        return followed(path.getParent()).resolve(path.getFileName());
    }

    /**
     * What went wrong with a file, for a person.
     *
     * @param missing what is not there, if something is not
     */
    static String reason(IOException e, String missing) {
        if (e instanceof NoSuchFileException) {
            return missing + " does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "that is not allowed";
        }
        return e instanceof FileSystemException trouble && trouble.getReason() != null
                ? trouble.getReason()
                : e.getMessage();
    }
}
