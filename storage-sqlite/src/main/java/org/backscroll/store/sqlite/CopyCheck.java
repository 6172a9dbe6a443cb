package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.backscroll.api.store.Backups.Copy;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;

/** Looks whether a copy is whole, one of ours and not of a newer version. */
final class CopyCheck {
    /** The copy, which nobody else has open. */
    private final Database copy;

    /** What a person knows it as. */
    private final Path told;

    CopyCheck(Database copy, Path told) {
        this.copy = copy;
        this.told = told;
    }

    /**
     * Refuses what is not in order.
     *
     * @throws StoreException with a line for a person
     */
    Copy run() throws StoreException {
        checkFormat();
        try (Session session = open()) {
            checkVersion(session);
            checkContent(session);
            return new Copy(
                    told,
                    Files.size(copy.file()),
                    session.number(CopySql.CONVERSATIONS, 0),
                    session.number(CopySql.MESSAGES, 0));
        } catch (SQLException e) {
            throw refused(Kind.CORRUPT, "it is damaged", e);
        } catch (IOException e) {
            throw Failures.ofFile(e, told);
        }
    }

    private Session open() throws StoreException {
        try {
            return copy.openImmutable();
        } catch (StoreException e) {
            throw copy.key().isGiven()
                    ? refused(Kind.DENIED, "the key does not fit it, or it is damaged", e)
                    : refused(Kind.CORRUPT, "it is damaged", e);
        }
    }

    private void checkFormat() throws StoreException {
        switch (copy.format()) {
            case PLAIN:
                if (copy.key().isGiven()) {
                    throw refused(Kind.OTHER, "it is not encrypted", null);
                }
                return;
            case ENCRYPTED:
                if (!copy.key().isGiven()) {
                    throw refused(
                            Kind.DENIED,
                            "it is encrypted; give its key with " + Key.VARIABLE,
                            null);
                }
                return;
            default:
                throw refused(Kind.CORRUPT, "it is no database", null);
        }
    }

    private void checkVersion(Session session) throws SQLException, StoreException {
        if (session.number("PRAGMA application_id", 0) != Schema.APPLICATION) {
            throw refused(Kind.CORRUPT, "it is a database of another program", null);
        }
        int version = Schema.version(session);
        if (version > Schema.VERSION) {
            throw refused(
                    Kind.NEWER,
                    "it was written by a newer version (schema "
                            + version
                            + ", this one knows "
                            + Schema.VERSION
                            + "); update Backscroll",
                    null);
        }
    }

    private void checkContent(Session session) throws SQLException, StoreException {
        List<String> damage = session.list(CopySql.INTEGRITY, row -> row.getString(1));
        if (!damage.equals(List.of("ok"))) {
            throw refused(Kind.CORRUPT, "it is damaged: " + damage.get(0), null);
        }
        if (session.first(CopySql.REFERENCES, row -> row.getString(1)).isPresent()) {
            throw refused(Kind.CORRUPT, "it is damaged: rows refer to nothing", null);
        }
        Schema.id(session);
    }

    private StoreException refused(Kind kind, String why, Throwable cause) {
        String line = why.lines().findFirst().orElse("");
        return new StoreException(kind, told + " is no usable copy: " + line, cause);
    }
}
