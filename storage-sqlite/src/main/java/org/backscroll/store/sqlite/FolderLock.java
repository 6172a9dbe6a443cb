package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.backscroll.api.store.StoreException;

/**
 * The claim of a data folder's one writer. Between processes it is a lock of the operating system,
 * which ends with its process however that ends. Within a process it is a system property, since a
 * class's static field is another one after an update of the bundle, and since closing a second
 * channel on a locked file would give up the first one's lock (POSIX).
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = "lock";

    /** Far behind the content, for where locks are mandatory the process id stays readable. */
    private static final long POSITION = 1L << 40;

    /** A reader that looks whether there is a writer holds the lock for a moment. */
    private static final int ATTEMPTS = 50;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final String claim;
    private final FileChannel channel;

    private FolderLock(String claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /** Claims a folder, which exists, for writing. */
    static FolderLock acquire(Path folder) throws StoreException {
        Path file = folder.resolve(FILE);
        try {
            String claim = claim(folder);
            long self = ProcessHandle.current().pid();
            if (System.getProperties().putIfAbsent(claim, Long.toString(self)) != null) {
                throw inUse(folder, OptionalLong.of(self));
            }
            FileChannel channel = null;
            boolean held = false;
            try {
                channel = FileChannel.open(file, Access.CREATE, Access.ownerOnly(folder));
                held = lock(channel, folder);
                if (!held) {
                    throw inUse(folder, pid(channel));
                }
                write(channel, Long.toString(self));
                return new FolderLock(claim, channel);
            } finally {
                if (!held) {
                    if (channel != null) {
                        channel.close();
                    }
                    System.getProperties().remove(claim);
                }
            }
        } catch (IOException e) {
            throw Failures.denied(folder, e);
        }
    }

    /** Whether some process writes in a folder. Creates nothing. */
    static boolean isHeld(Path folder) {
        try {
            if (System.getProperties().containsKey(claim(folder))) {
                return true; // By this process: opening and closing the file would end its lock.
            }
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ)) {
                FileLock lock = channel.tryLock(POSITION, 1, true);
                return lock == null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false; // No lock was ever taken here, or it cannot be seen.
        }
    }

    private static boolean lock(FileChannel channel, Path folder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock(POSITION, 1, false) != null) {
                return true;
            }
            OptionalLong holder = pid(channel);
            if (holder.isPresent()
                    && ProcessHandle.of(holder.getAsLong())
                            .map(ProcessHandle::isAlive)
                            .orElse(false)) {
                return false;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return false;
    }

    private static String claim(Path folder) throws IOException {
        return "backscroll.writer:" + folder.toRealPath();
    }

    private static StoreException inUse(Path folder, OptionalLong pid) {
        String who = pid.isPresent() ? "process " + pid.getAsLong() : "another process";
        return new StoreException(
                StoreException.Kind.IN_USE,
                "the data folder "
                        + folder
                        + " is in use by "
                        + who
                        + "; end that one, or choose another folder with --data",
                null);
    }

    private static OptionalLong pid(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(20);
        channel.read(buffer, 0);
        String text = new String(buffer.array(), 0, buffer.position(), US_ASCII).strip();
        return text.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
    }

    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            // The lock ends with the channel or with the process.
        } finally {
            System.getProperties().remove(claim);
        }
    }
}
