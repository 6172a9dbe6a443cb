package org.backscroll.console.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
