package org.backscroll.console.shell;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that was named to a command, as seen from the folder the caller is in. */
final class FileOperand {
    private FileOperand() {}

    /**
     * Its absolute path.
     *
     * @throws CommandException if it is a folder, or no path at all
     */
    static Path of(Services services, Syntax syntax, String typed) throws CommandException {
        try {
            Path path =
                    Path.of(services.property(Services.FOLDER).orElse(""))
                            .resolve(typed)
                            .toAbsolutePath()
                            .normalize();
            if (Files.isDirectory(path)) {
                throw CommandException.failure(path + " is a folder; name a file in it");
            }
            return path;
        } catch (InvalidPathException e) {
            throw syntax.wrong("'" + typed + "' is not a path: " + e.getReason());
        }
    }
}
