package org.backscroll.api.store;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: whole copies of its data, and taking one back. May take a while.
 * Thread-safe.
 */
@ConsumerType
public interface Backups {
    /**
     * Copies everything, as it is at one moment, to a file. A sync goes on meanwhile. The copy is
     * checked and durable when this returns; a file that was there is replaced by a complete copy
     * or stays as it was. Data that are encrypted are so in the copy, under the same key.
     *
     * @throws StoreException if it cannot be written; nothing is left behind then
     */
    Copy backup(Path file) throws StoreException;

    /**
     * Puts a copy that {@link #backup} made in the place of all data. The copy is checked before
     * anything is touched. The store goes away for a moment and comes back as a service of the
     * copy's id; whatever the moment of a kill, it has the old data or the new ones, whole.
     *
     * @throws StoreException if the copy is refused or cannot be put in place; the data are the old
     *     ones then
     */
    Restored restore(Path file) throws StoreException;

    /**
     * A copy.
     *
     * @param file where it lies
     * @param bytes how large it is
     * @param conversations how many chats of all accounts are in it
     * @param messages how many messages
     */
    record Copy(Path file, long bytes, long conversations, long messages) {
        /** The file is required. */
        public Copy {
            Objects.requireNonNull(file, "file");
        }
    }

    /**
     * A copy that was taken back.
     *
     * @param copy which
     * @param previous where the data that were there before are kept, until the next restore
     */
    record Restored(Copy copy, Optional<Path> previous) {
        /** All parts are required. */
        public Restored {
            Objects.requireNonNull(copy, "copy");
            Objects.requireNonNull(previous, "previous");
        }
    }
}
