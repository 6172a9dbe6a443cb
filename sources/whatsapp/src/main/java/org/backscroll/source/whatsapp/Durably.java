package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Gives files their names so that they are whole, and on the disk, once they have them. */
final class Durably {
    private Durably() {}

    /**
     * Gives a file that is written its name.
     *
     * @param part under another name in the same folder
     * @param name replaced if it is there
     */
    static void publish(Path part, Path name) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(name.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // not every system can do that for a folder
        }
    }
}
