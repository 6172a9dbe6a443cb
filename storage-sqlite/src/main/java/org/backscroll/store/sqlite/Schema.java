package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The schema and how it came about: migrations in order, each the resource {@code schema-N.sql}
 * that leads to version N, all in one transaction.
 */
final class Schema {
    /** Marks a SQLite file as one of these: "Back" in ASCII. */
    static final int APPLICATION = 0x4261636b;

    /** What this code reads and writes. */
    static final int VERSION = 5;

    /** The first one that can be read as it is; what came after it are only views. */
    static final int READABLE = 4;

    /** The first one whose changes can be followed. */
    static final int FOLLOWING = 3;

    private static final String STORE_ID = "store_id";

    private Schema() {}

    static int version(Session session) throws SQLException {
        return (int) session.number("PRAGMA user_version", 0);
    }

    /** Brings a database to this version, an empty one included. */
    static void migrate(Session session) throws SQLException {
        if (version(session) == VERSION) {
            return;
        }
        session.write(
                () -> {
                    for (int to = version(session) + 1; to <= VERSION; to++) {
                        for (String statement : statements(to)) {
                            session.execute(statement);
                        }
                    }
                    if (storedId(session).isEmpty()) {
                        session.update(
                                "INSERT INTO meta (key, value) VALUES (?, ?)",
                                STORE_ID,
                                UUID.randomUUID().toString());
                    }
                    session.execute("PRAGMA application_id = " + APPLICATION);
                    session.execute("PRAGMA user_version = " + VERSION);
                    return null;
                });
    }

    /** The store's id, which lives with the data. */
    static UUID id(Session session) throws SQLException {
        return storedId(session)
                .map(UUID::fromString)
                .orElseThrow(() -> new SQLException("the table meta has no store_id"));
    }

    private static Optional<String> storedId(Session session) throws SQLException {
        return session.first(
                "SELECT value FROM meta WHERE key = ?", row -> row.getString(1), STORE_ID);
    }

    /** What leads to a version from the one before. */
    static List<String> statements(int version) {
        String name = "schema-" + version + ".sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + name);
            }
            String text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^--.*\\R", "");
            return List.of(text.split(";\\s*\\R")).stream().filter(s -> !s.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
