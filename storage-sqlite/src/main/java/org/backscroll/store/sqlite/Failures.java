package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what went wrong in one line for a person, with what to do about it. */
final class Failures {
    private static final int PRIMARY = 0xff;

    private Failures() {}

    /**
     * @param file the database's file
     * @param closed whether the store was closed meanwhile
     */
    static StoreException of(Exception failure, Path file, boolean closed) {
        if (closed) {
            return closed(failure);
        }
        if (failure instanceof SQLiteException sqlite) {
            return of(sqlite, file);
        }
        String why = line(failure.getMessage());
        if (why.contains("Native library") || why.contains("native library")) {
            return nativeLibrary(failure);
        }
        if (failure instanceof SQLException && why.contains("does not exist")) {
            // The driver makes missing folders by itself and says so when it cannot.
            return denied(file, failure);
        }
        return new StoreException(Kind.OTHER, "the database " + file + " failed: " + why, failure);
    }

    static StoreException closed(Exception failure) {
        return new StoreException(
                Kind.CLOSED, "the store was closed meanwhile; try again", failure);
    }

    /** When the driver cannot load what it is a door to. */
    static StoreException nativeLibrary(Throwable failure) {
        return new StoreException(
                Kind.OTHER,
                "the SQLite library cannot be loaded from the folder for temporary files; name one where"
                        + " programs may run with -Dorg.sqlite.tmpdir=DIR",
                failure);
    }

    static StoreException denied(Path file, Throwable failure) {
        return new StoreException(
                Kind.DENIED,
                file
                        + " cannot be read or written; check the rights, or choose another folder with --data",
                failure);
    }

    static StoreException denied(Path file, IOException failure) {
        return denied(file, (Throwable) failure);
    }

    static StoreException corrupt(Path file, Throwable failure) {
        return new StoreException(
                Kind.CORRUPT,
                "the database "
                        + file
                        + " is damaged or is no database; move it away, then take a copy back (restore FILE) or sync again",
                failure);
    }

    /** When a database cannot be opened with the key that was given. */
    static StoreException ofOpening(SQLException failure, Path file) {
        boolean unreadable =
                failure instanceof SQLiteException sqlite
                        && (sqlite.getResultCode().code & PRIMARY) == 26; // NOTADB
        return unreadable
                ? new StoreException(
                        Kind.DENIED,
                        "the key does not fit the database "
                                + file
                                + ", or it is damaged; give the right one with "
                                + Key.VARIABLE,
                        failure)
                : of(failure, file, false);
    }

    static StoreException encrypted(Path file) {
        return new StoreException(
                Kind.DENIED,
                "the database " + file + " is encrypted; give its key with " + Key.VARIABLE,
                null);
    }

    static StoreException notEncrypted(Path file) {
        return new StoreException(
                Kind.DENIED,
                "a key is given, but the database "
                        + file
                        + " is not encrypted; to encrypt it: backup FILE without the key, move the database"
                        + " away, restore FILE with the key",
                null);
    }

    static StoreException cannotEncrypt() {
        return new StoreException(
                Kind.DENIED,
                "a key is given, but the installed SQLite driver cannot encrypt; put one that can in its place,"
                        + " or give no key",
                null);
    }

    private static StoreException of(SQLiteException failure, Path file) {
        SQLiteErrorCode code = failure.getResultCode();
        switch (code.code & PRIMARY) {
            case 5, 6: // BUSY, LOCKED
                return new StoreException(
                        Kind.BUSY,
                        "another program holds the database " + file + "; close it and try again",
                        failure);
            case 11, 26: // CORRUPT, NOTADB
                return corrupt(file, failure);
            case 13: // FULL
                return full(file, failure);
            case 3, 8, 14, 23: // PERM, READONLY, CANTOPEN, AUTH
                return denied(file, failure);
            case 9: // INTERRUPT: only closing interrupts
                return closed(failure);
            case 10: // IOERR: a full disk may show as a failed write
                if (noSpace(file)) {
                    return full(file, failure);
                }
                return new StoreException(
                        Kind.OTHER,
                        "the disk failed at the database "
                                + file
                                + "; check the disk ("
                                + code
                                + ")",
                        failure);
            default:
                return new StoreException(
                        Kind.OTHER,
                        "the database " + file + " failed: " + line(failure.getMessage()),
                        failure);
        }
    }

    static StoreException full(Path file, Throwable failure) {
        return new StoreException(
                Kind.FULL, "the disk of " + file + " is full; make room and try again", failure);
    }

    /** When another program has to end its reading first. */
    static StoreException read(Path file) {
        return new StoreException(
                Kind.BUSY,
                "another program reads the database " + file + "; close it and try again",
                null);
    }

    /** When a file that a person named cannot be read or written. */
    static StoreException ofFile(IOException failure, Path file) {
        String reason =
                failure instanceof FileSystemException system
                        ? system.getReason()
                        : failure.getMessage();
        if (noSpace(file) || reason != null && reason.contains("No space left")) {
            return full(file, failure);
        }
        if (failure instanceof NoSuchFileException) {
            reason = "its folder does not exist";
        } else if (failure instanceof AccessDeniedException) {
            reason = "that is not allowed";
        }
        return new StoreException(
                Kind.DENIED,
                file + " cannot be read or written: " + line(reason) + "; name another file",
                failure);
    }

    static boolean noSpace(Path file) {
        java.io.File folder = file.toAbsolutePath().getParent().toFile();
        return folder.isDirectory() && folder.getUsableSpace() < 1 << 20;
    }

    private static String line(String message) {
        return message == null ? "no reason was given" : message.lines().findFirst().orElse("");
    }
}
