package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Keeps what is stored to its owner, where the file system knows owners. */
final class Access {
    static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

    private Access() {}

    /** Makes a folder that only its owner may enter; leaves one that is there as it is. */
    static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectories(
                folder, posix(parent) ? attributes("rwx------") : new FileAttribute<?>[0]);
    }

    /** Makes an empty file that only its owner may read, if there is none. */
    static void createFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.newByteChannel(file, CREATE, ownerOnly(folder)).close();
    }

    /** Makes a file, or what a folder lists, survive a power cut. */
    static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(
                        path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!folder) {
                throw e;
            }
            // Where folders cannot be opened (Windows), they need not be.
        }
    }

    static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder) ? attributes("rw-------") : new FileAttribute<?>[0];
    }

    private static FileAttribute<?>[] attributes(String rights) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        };
    }

    private static boolean posix(Path folder) {
        return folder != null
                && folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
