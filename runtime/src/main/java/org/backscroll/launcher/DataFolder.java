package org.backscroll.launcher;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * The folder one person's history lives in.
 *
 * @param folder absolute; need not exist for a command that only reads
 */
record DataFolder(Path folder) {

    /**
     * {@code --data}, else {@code $BACKSCROLL_DATA}, else the platform's folder for user data. The
     * demo never mixes with a person's own history unless told to.
     */
    static DataFolder locate(CommandLine line, Map<String, String> environment, String osName)
            throws Problem {
        Optional<String> named =
                line.data()
                        .or(() -> Optional.ofNullable(environment.get("BACKSCROLL_DATA")))
                        .filter(name -> !name.isBlank());
        try {
            Path folder =
                    named.isPresent()
                            ? Path.of(named.get())
                            : platformFolder(environment, osName, line.isDemo() ? "-demo" : "");
            return new DataFolder(folder.toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw Problem.failed("not a folder name: " + e.getInput());
        }
    }

    private static Path platformFolder(
            Map<String, String> environment, String osName, String suffix) {
        Path user = Path.of(System.getProperty("user.home"));
        if (osName.startsWith("Windows")) {
            String local = environment.get("LOCALAPPDATA");
            Path base =
                    local == null || local.isBlank()
                            ? user.resolve("AppData").resolve("Local")
                            : Path.of(local);
            return base.resolve("Backscroll" + suffix);
        }
        if (osName.startsWith("Mac")) {
            return user.resolve("Library/Application Support/Backscroll" + suffix);
        }
        String xdg = environment.get("XDG_DATA_HOME");
        // The XDG specification has relative paths ignored.
        Path base =
                xdg != null && xdg.startsWith("/") ? Path.of(xdg) : user.resolve(".local/share");
        return base.resolve("backscroll" + suffix);
    }

    Path config() {
        return folder.resolve("config");
    }

    Path log() {
        return folder.resolve("log");
    }

    Path shellHistory() {
        return folder.resolve("shell-history");
    }

    /** For a command that only reads: refuses what cannot be a data folder, and creates nothing. */
    void checkReadable() throws Problem {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw notAFolder();
        }
        if (Files.isDirectory(folder) && !Files.isReadable(folder)) {
            throw Problem.failed(
                    "the data folder " + folder + " cannot be read; check its permissions");
        }
    }

    /** Makes the folder ready for a command that writes, readable by its owner alone. */
    void prepare() throws Problem {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw notAFolder();
        }
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            FileAttribute<?>[] ownerOnly =
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------"))
                            }
                            : new FileAttribute<?>[0];
            Files.createDirectories(folder, ownerOnly);
            Files.createDirectories(config());
            Files.createDirectories(log());
            // Permission bits do not tell of read-only mounts and full disks; a file does.
            Files.delete(Files.createTempFile(folder, ".probe", null));
        } catch (IOException e) {
            throw Problem.failed(
                    "the data folder "
                            + folder
                            + " cannot be written ("
                            + reason(e)
                            + "); choose another with --data",
                    e);
        }
    }

    private Problem notAFolder() {
        return Problem.failed(
                "the data folder " + folder + " is a file; choose another with --data");
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure) {
            if (failure.getReason() != null) {
                return failure.getReason();
            }
            String kind = failure.getClass().getSimpleName();
            return switch (kind) {
                case "AccessDeniedException" -> "permission denied";
                case "FileAlreadyExistsException" -> failure.getFile() + " is in the way";
                case "NoSuchFileException" -> "it cannot be created";
                default -> kind;
            };
        }
        return e.getMessage();
    }
}
