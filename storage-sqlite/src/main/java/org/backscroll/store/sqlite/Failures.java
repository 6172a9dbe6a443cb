package org.backscroll.store.sqlite;

import java.io.IOException;
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
            return new StoreException(
                    Kind.CLOSED, "the store was closed meanwhile; try again", failure);
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
                        + " is damaged or is no database; put a copy you kept in its place, or move it away and sync again",
                failure);
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
                return new StoreException(
                        Kind.CLOSED, "the store was closed meanwhile; try again", failure);
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

    private static StoreException full(Path file, Throwable failure) {
        return new StoreException(
                Kind.FULL, "the disk of " + file + " is full; make room and try again", failure);
    }

    private static boolean noSpace(Path file) {
        java.io.File folder = file.toAbsolutePath().getParent().toFile();
        return folder.getUsableSpace() < 1 << 20;
    }

    private static String line(String message) {
        return message == null ? "no reason was given" : message.lines().findFirst().orElse("");
    }
}
