package org.backscroll.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.backscroll.api.store.Backups;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;

/** Whole copies of a store's database, made beside whatever goes on. */
final class SqliteBackups implements Backups {
    private static final Set<String> OWN =
            Set.of(
                    Database.FILE,
                    Database.FILE + "-wal",
                    Database.FILE + "-shm",
                    Replacement.STAGED,
                    Replacement.PREVIOUS,
                    FolderLock.FILE);

    private final Database database;
    private final SqliteStore store;
    private final Swap swap;

    /**
     * Stages a copy, closes the store, and opens it again with the copy in its place. One at a
     * time.
     */
    @FunctionalInterface
    interface Swap {
        Copy run(Replacement replacement, Path copy) throws StoreException;
    }

    SqliteBackups(Database database, SqliteStore store, Swap swap) {
        this.database = database;
        this.store = store;
        this.swap = swap;
    }

    @Override
    public Copy backup(Path to) throws StoreException {
        Path file = to.toAbsolutePath().normalize();
        checkTarget(file);
        PartialFile part = new PartialFile(file);
        try (part) {
            copy(part, file);
            Database copy = Database.at(part.path(), database.key());
            Copy checked = new CopyCheck(copy, file).run();
            part.complete();
            return checked;
        } catch (IOException e) {
            throw Failures.ofFile(e, file);
        }
    }

    private void copy(PartialFile part, Path file) throws IOException, StoreException {
        try {
            store.copyTo(part);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (StoreException e) {
            // Reading never fills a disk.
            boolean full = e.kind() == Kind.FULL || Failures.noSpace(file);
            throw full ? Failures.full(file, e) : e;
        }
    }

    private void checkTarget(Path file) throws StoreException {
        if (isOwn(file)) {
            throw refused(file + " is a file of the data folder itself; name another file");
        }
        if (Files.isDirectory(file)) {
            throw refused(file + " is a folder; name a file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw refused(file + " is no ordinary file; name another one");
        }
    }

    private boolean isOwn(Path file) throws StoreException {
        try {
            Path folder = file.getParent();
            return Files.exists(file) && Files.isSameFile(file, database.file())
                    || folder != null
                            && Files.exists(folder)
                            && Files.isSameFile(folder, database.folder())
                            && OWN.contains(file.getFileName().toString());
        } catch (IOException e) {
            throw Failures.ofFile(e, file);
        }
    }

    @Override
    public Restored restore(Path from) throws StoreException {
        Path file = from.toAbsolutePath().normalize();
        if (store.readOnly()) {
            throw refused(database.file() + " is open for reading only");
        }
        checkSource(file);
        Replacement replacement = new Replacement(database);
        Copy copy = swap.run(replacement, file);
        return new Restored(copy, replacement.previous());
    }

    private void checkSource(Path file) throws StoreException {
        if (!Files.exists(file)) {
            throw new StoreException(Kind.ABSENT, "there is no file " + file, null);
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file + " is no ordinary file; name the copy that backup made");
        }
        try {
            if (Files.isSameFile(file, database.file())) {
                throw refused(file + " is the database itself; name a copy of it");
            }
        } catch (IOException e) {
            throw Failures.ofFile(e, file);
        }
    }

    private static StoreException refused(String line) {
        return new StoreException(Kind.DENIED, line, null);
    }
}
