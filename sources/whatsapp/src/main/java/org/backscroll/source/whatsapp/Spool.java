package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.backscroll.api.source.SourceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that other programs feed with chunk files. Each is read by one reader at a time, who
 * claims it, and goes once what is in it is stored. Thread-safe.
 */
final class Spool {
    /** Where files go that are kept, and those that could not all be read. */
    static final String ARCHIVE = "archive";

    static final String DAMAGED = "damaged";

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** What becomes of a file once it is stored. */
    enum After {
        DELETE,
        ARCHIVE;

        /**
         * @throws IllegalArgumentException if it is none of them
         */
        static After of(String word) {
            try {
                return valueOf(word.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "spool.after is '" + word + "'; write delete or archive", e);
            }
        }
    }

    private final Path dir;
    private final Folder folder;
    private final After after;
    private final Arrival arrival;
    private final Set<Unit> claimed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger awaiting = new AtomicInteger();

    Spool(Path dir, After after, Limits limits, Clock clock) {
        this.dir = dir;
        this.folder = new Folder(dir, "spool.dir");
        this.after = after;
        this.arrival = new Arrival(limits, clock);
    }

    /** The folder, which is made when it is not there. */
    Path dir() throws SourceException {
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new SourceException.Permanent(
                    "the spool "
                            + dir
                            + " is not there and cannot be made; make it, or name"
                            + " another folder as spool.dir",
                    e);
        }
    }

    /** The files that are all here, in the order of their names, claimed or not. */
    List<Unit> list() throws SourceException {
        if (Files.notExists(dir)) {
            return List.of();
        }
        List<Unit> here = new ArrayList<>();
        for (Unit unit : folder.list()) {
            try {
                if (arrival.isHere(unit)) {
                    here.add(unit);
                } else {
                    LOG.debug("{} is still on its way", unit.name());
                }
            } catch (NoSuchFileException gone) {
                // another reader was done with it
            } catch (IOException e) {
                throw new SourceException.Transient(
                        unit.name() + " cannot be read now: " + e.getMessage(), e);
            }
        }
        return here;
    }

    /** Makes a file the caller's to read; false if it is another's. */
    boolean claim(Unit unit) {
        return claimed.add(unit);
    }

    /** Leaves a file to whoever reads it next. */
    void release(Unit unit) {
        claimed.remove(unit);
    }

    /**
     * A claimed file is stored: it goes. When it cannot, it stays claimed, so that this process
     * does not read it for ever; doing it again in the next one is harmless.
     *
     * @param damaged whether some of it could not be read; then it is put aside
     */
    void stored(Unit unit, boolean damaged) {
        try {
            if (isUnchanged(unit)) { // else it is another by now, and still to be read
                for (Path file : files(unit)) {
                    if (damaged) {
                        move(file, DAMAGED);
                    } else if (after == After.ARCHIVE) {
                        move(file, ARCHIVE);
                    } else {
                        Files.deleteIfExists(file);
                    }
                }
            }
            claimed.remove(unit);
        } catch (IOException e) {
            LOG.warn(
                    "{} is stored, but cannot be taken out of the spool {}: {}; it is read again at"
                            + " the next start, which changes nothing",
                    unit.name(),
                    dir,
                    e.getMessage());
        }
    }

    /** The files that were put aside because they could not all be read. */
    List<Unit> damaged() throws SourceException {
        Path aside = dir.resolve(DAMAGED);
        return Files.isDirectory(aside) ? new Folder(aside, "spool.dir").list() : List.of();
    }

    /** An answer is waited for: answers are left to who waits. */
    void await() {
        awaiting.incrementAndGet();
    }

    /** It is waited for no more. */
    void awaitNoMore() {
        awaiting.decrementAndGet();
    }

    /** How many answers are waited for. */
    int awaited() {
        return awaiting.get();
    }

    /** Whether it is still what was read; what is gone is. */
    private static boolean isUnchanged(Unit unit) throws IOException {
        try {
            long modified = Files.getLastModifiedTime(unit.path()).toMillis();
            if (unit.notification().isPresent()) {
                Path beside = unit.notification().get();
                modified = Math.max(modified, Files.getLastModifiedTime(beside).toMillis());
            }
            return unit.sizeNow() == unit.size() && modified == unit.modified();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** What it consists of: a container goes before what tells of it. */
    private static List<Path> files(Unit unit) {
        List<Path> files = new ArrayList<>(List.of(unit.path()));
        unit.notification()
                .filter(beside -> !Naming.shared(beside.getFileName().toString()))
                .ifPresent(files::add);
        return files;
    }

    private void move(Path file, String to) throws IOException {
        Path target = Files.createDirectories(dir.resolve(to));
        String name = file.getFileName().toString();
        Path free = target.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = target.resolve(i + "-" + name);
        }
        try {
            Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", name);
        }
    }
}
