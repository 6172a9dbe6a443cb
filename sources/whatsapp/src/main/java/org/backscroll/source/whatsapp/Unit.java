package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A chunk file, as it was when the folder was listed.
 *
 * @param name its name, by which the files are ordered
 * @param notification the file that tells of it, if it is a container and there is one
 * @param size in bytes, with its notification
 * @param modified when it or its notification was last written, in epoch milliseconds
 */
record Unit(Path path, String name, Optional<Path> notification, long size, long modified) {

    /**
     * Opens its contents, compressed as they are, whatever they are wrapped in.
     *
     * @throws MalformedException if they are not what they should be; nothing of them is to be had
     */
    InputStream open() throws IOException {
        if (Naming.container(name)) {
            Path beside =
                    notification.orElseThrow(
                            () ->
                                    new MalformedException(
                                            "its notification is not beside it, and without the"
                                                    + " keys in that it cannot be read"));
            return Container.open(path, Notification.read(beside));
        }
        return Naming.notification(name)
                ? Container.inline(Notification.read(path))
                : Files.newInputStream(path);
    }

    /** The size there is now. */
    long sizeNow() throws IOException {
        return Files.size(path) + (notification.isPresent() ? Files.size(notification.get()) : 0);
    }
}
