package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.util.List;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Quarantine;

/** The records that could not be read: bounded by number and by bytes, the oldest go first. */
final class QuarantineTable {
    static final int MAX_RECORDS = 10_000;
    static final long MAX_BYTES = 16L << 20;

    private final Session session;

    QuarantineTable(Session session) {
        this.session = session;
    }

    void add(long key, List<Rejected> rejected, long now) throws SQLException {
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
            trim();
        }
    }

    private void trim() throws SQLException {
        record Size(long id, long bytes) {}

        long count = 0;
        long bytes = 0;
        for (Size size :
                session.list(JobSql.HELD_SIZES, row -> new Size(row.getLong(1), row.getLong(2)))) {
            count++;
            bytes += size.bytes();
            // The newest stays however large it is.
            if (count > 1 && (count > MAX_RECORDS || bytes > MAX_BYTES)) {
                session.update(JobSql.HELD_DELETE, size.id());
                return;
            }
        }
    }

    List<Quarantine.Held> newest(int limit) throws SQLException {
        return session.list(
                JobSql.HELD,
                row ->
                        new Quarantine.Held(
                                row.getLong(1),
                                JobTable.key(row, 2),
                                new Rejected(
                                        row.getString(6),
                                        row.getString(7),
                                        row.getString(8),
                                        row.getBytes(9)),
                                Stored.instant(row.getLong(10)),
                                row.getLong(11)),
                limit);
    }
}
