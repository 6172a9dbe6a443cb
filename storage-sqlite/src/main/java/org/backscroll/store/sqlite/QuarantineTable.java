package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Quarantine;

/** The records that could not be read: bounded by number and by bytes, the oldest go first. */
final class QuarantineTable {
    private final Session session;

    QuarantineTable(Session session) {
        this.session = session;
    }

    /**
     * How much is kept.
     *
     * @param records how many, at least 1
     * @param bytes of all of them together; the newest is kept however large it is
     */
    record Bounds(int records, long bytes) {
        static final int RECORDS = 10_000;
        static final int MIB = 16;
        static final Bounds DEFAULT = of(RECORDS, MIB);

        /** From a configuration: what is absurd is brought into bounds. */
        static Bounds of(int records, int mib) {
            return new Bounds(Math.max(1, records), Math.max(1L, mib) << 20);
        }
    }

    void add(long key, List<Rejected> rejected, Bounds bounds, long now) throws SQLException {
        for (Rejected record : rejected) {
            byte[] raw = record.raw();
            long bytes =
                    raw.length
                            + record.unit().getBytes(UTF_8).length
                            + record.position().getBytes(UTF_8).length
                            + record.reason().getBytes(UTF_8).length;
            session.update(
                    JobSql.HELD_PUT,
                    key,
                    record.unit(),
                    record.position(),
                    record.reason(),
                    raw,
                    bytes,
                    now);
        }
        if (!rejected.isEmpty()) {
            trim(bounds);
        }
    }

    private void trim(Bounds bounds) throws SQLException {
        record Size(long id, long bytes) {}

        long count = 0;
        long bytes = 0;
        for (Size size :
                session.list(JobSql.HELD_SIZES, row -> new Size(row.getLong(1), row.getLong(2)))) {
            count++;
            bytes += size.bytes();
            // The newest stays however large it is.
            if (count > 1 && (count > bounds.records() || bytes > bounds.bytes())) {
                session.update(JobSql.HELD_TRIM, size.id());
                return;
            }
        }
    }

    List<Quarantine.Held> newest(int limit) throws SQLException {
        return session.list(JobSql.HELD_NEWEST, QuarantineTable::held, limit);
    }

    Optional<Quarantine.Held> find(long id) throws SQLException {
        return session.first(JobSql.HELD_BY_ID, QuarantineTable::held, id);
    }

    private static Quarantine.Held held(ResultSet row) throws SQLException {
        return new Quarantine.Held(
                row.getLong(1),
                JobTable.key(row, 2),
                new Rejected(row.getString(6), row.getString(7), row.getString(8), row.getBytes(9)),
                Stored.instant(row.getLong(10)),
                row.getLong(11));
    }

    void retried(Set<Long> read, Set<Long> again) throws SQLException {
        for (long id : read) {
            session.update(JobSql.HELD_DELETE, id);
        }
        for (long id : again) {
            session.update(JobSql.HELD_AGAIN, id);
        }
    }
}
