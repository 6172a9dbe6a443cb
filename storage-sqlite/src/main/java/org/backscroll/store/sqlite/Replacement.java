package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.store.Backups.Copy;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy on its way to the database's place. It is first staged: checked and complete beside the
 * database. Then, while nobody has the database open for writing, it takes its place in steps, of
 * which each leaves the old data or the new ones; those that a kill left out are done at the next
 * opening.
 */
final class Replacement {
    /** A checked, complete copy that is to take the database's place. */
    static final String STAGED = Database.FILE + ".restore";

    /** The database whose place was taken. */
    static final String PREVIOUS = Database.FILE + ".before-restore";

    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    private final Database database;
    private final Path staged;
    private final Path previous;

    /** A step towards the copy's being the database. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, StoreException;
    }

    Replacement(Database database) {
        this.database = database;
        staged = database.folder().resolve(STAGED);
        previous = database.folder().resolve(PREVIOUS);
    }

    /** The data that were replaced last, if they are still there. */
    Optional<Path> previous() {
        return Optional.of(previous).filter(Files::exists);
    }

    /**
     * Checks a copy and lays it ready. One that is not encrypted is, if the database is to be.
     *
     * @throws StoreException if it is refused, or there is no room; nothing is left behind then
     */
    Copy stage(Path source) throws StoreException {
        if (Database.at(source, Key.NONE).hasLog()) {
            throw new StoreException(
                    Kind.BUSY,
                    source
                            + " is in use or was not closed properly (there is a log beside it);"
                            + " restore a copy that backup made of it",
                    null);
        }
        PartialFile part = new PartialFile(staged);
        try (part) {
            part.copyFrom(source);
            Database copy = Database.at(part.path(), database.key());
            if (database.key().isGiven() && copy.format() == Database.Format.PLAIN) {
                Database plain = Database.at(part.path(), Key.NONE);
                new CopyCheck(plain, source).run();
                plain.encrypt(database.key());
            }
            Copy checked = new CopyCheck(copy, source).run();
            // What was written since the copy was made is not in it, but others may have read it.
            copy.unfollow();
            part.complete();
            return checked;
        } catch (IOException e) {
            throw Failures.ofFile(e, Failures.noSpace(staged) ? staged : source);
        }
    }

    /** Takes back what was laid ready. */
    void discard() {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; delete it, or it takes the database's place", staged);
        }
    }

    /**
     * Puts a copy that lies ready in the database's place. The caller has the folder's lock, and no
     * connection.
     */
    void finish() throws StoreException {
        PartialFile.forget(staged);
        if (!Files.exists(staged)) {
            return;
        }
        try {
            for (Step step : steps()) {
                step.run();
            }
        } catch (IOException e) {
            throw Failures.denied(database.file(), e);
        }
        LOG.info("a copy has taken the place of {}; before it was {}", database.file(), previous);
    }

    /** What is left to do, in order. */
    List<Step> steps() {
        return List.of(this::settle, this::keep, this::putInPlace);
    }

    /** What is in the old database's log goes into it: the log must never meet the new one. */
    private void settle() throws StoreException {
        if (Files.exists(database.file())) {
            database.settle();
        }
    }

    private void keep() throws IOException {
        if (!Files.exists(database.file())) {
            return;
        }
        Files.deleteIfExists(previous);
        try {
            Files.createLink(previous, database.file());
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("no links here", e);
            Files.move(database.file(), previous, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void putInPlace() throws IOException {
        Files.move(
                staged,
                database.file(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        Access.sync(database.folder());
    }
}
