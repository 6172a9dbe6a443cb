package org.backscroll.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteConnection;

/** One connection with its prepared statements. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private final SQLiteConnection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(SQLiteConnection connection) {
        this.connection = connection;
    }

    /** Makes a value of the row a result stands at. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes in the row a result stands at. */
    @FunctionalInterface
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /** Work that is done as one transaction. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws SQLException, E;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** What it has run so far, save for what was not worth keeping. */
    Set<String> statements() {
        return Set.copyOf(prepared.keySet());
    }

    /**
     * All rows. The result is closed when this returns, so that the statement may be used again.
     */
    <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
        List<T> list = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                list.add(row.read(rows));
            }
        }
        return list;
    }

    /** Reads row by row, for results that may be large. */
    void each(String sql, Reader reader, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /** The first column of the first row, or what to take without one. */
    long number(String sql, long otherwise, Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : otherwise;
        }
    }

    /** How many rows it changed. */
    int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    /** Runs a statement that is not worth keeping. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Runs a statement to its end, also one that yields rows without columns, of which {@link
     * #execute} would do the first alone.
     */
    void exhaust(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** A write transaction: all or nothing. */
    <T, E extends Exception> T write(Work<T, E> work) throws SQLException, E {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /**
     * A write transaction that does not look after references: for deleting what is referred to
     * together with what refers to it. Row by row that takes a third of the time, and does not look
     * through whole tables where there is no index by the reference.
     */
    <T, E extends Exception> T writeUnchecked(Work<T, E> work) throws SQLException, E {
        execute("PRAGMA foreign_keys = OFF");
        try {
            return write(work);
        } finally {
            execute("PRAGMA foreign_keys = ON");
        }
    }

    /** A read transaction: all that is read is of one moment. */
    <T, E extends Exception> T read(Work<T, E> work) throws SQLException, E {
        return transaction("BEGIN", work);
    }

    private <T, E extends Exception> T transaction(String begin, Work<T, E> work)
            throws SQLException, E {
        execute(begin);
        boolean done = false;
        try {
            T result = work.run();
            execute("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    /** After a failure SQLite may have rolled back by itself; then there is nothing to do. */
    private void rollback() {
        discard();
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // The failure that led here is the one to tell of.
        }
    }

    /** Closes all statements: one that has failed is of no more use, in this driver. */
    void discard() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It tells once more of the failure that it is closed for.
            }
        }
        prepared.clear();
    }

    private PreparedStatement bind(String sql, Object[] values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        set(statement, values);
        return statement;
    }

    static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Boolean flag) {
                statement.setInt(i + 1, flag ? 1 : 0);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value == null) {
                statement.setNull(i + 1, java.sql.Types.NULL);
            } else {
                throw new IllegalArgumentException("cannot bind a " + value.getClass());
            }
        }
    }

    static Optional<Long> optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** Breaks off what runs now, from another thread. */
    void interrupt() {
        try {
            connection.getDatabase().interrupt();
        } catch (SQLException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        discard();
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing depends on it any more.
        }
    }
}
