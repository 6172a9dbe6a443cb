package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.StaleException;

/** How far the syncs of a key have come with their lanes. */
final class LaneTable {
    private final Session session;
    private final JobTable jobs;

    LaneTable(Session session, JobTable jobs) {
        this.session = session;
        this.jobs = jobs;
    }

    List<LaneState> lanes(JobKey key) throws SQLException {
        Optional<Long> number = jobs.key(key);
        if (number.isEmpty()) {
            return List.of();
        }
        return session.list(JobSql.LANES, LaneTable::read, number.get());
    }

    List<JobKey> keys() throws SQLException {
        return session.list(JobSql.KEYS, row -> JobTable.key(row, 1)).stream().sorted().toList();
    }

    /** Whether a lane is where a step expects it. */
    void check(long key, LaneStep step) throws SQLException, StaleException {
        Optional<LaneState> stored =
                session.first(JobSql.LANE_BY_KEY, LaneTable::read, key, step.next().lane());
        if (!step.expects(stored)) {
            throw new StaleException(
                    "lane " + step.next().lane() + " has moved on meanwhile; read its state again");
        }
    }

    void put(long key, LaneState lane) throws SQLException {
        session.update(
                JobSql.LANE_PUT,
                key,
                lane.lane(),
                lane.range(),
                lane.cursor().map(Cursor::value).orElse(null),
                lane.end().name(),
                lane.job(),
                lane.messages(),
                lane.generation(),
                Stored.millis(lane.updated()));
    }

    private static LaneState read(ResultSet row) throws SQLException {
        return new LaneState(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)).map(Cursor::new),
                End.valueOf(row.getString(4)),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                Stored.instant(row.getLong(8)));
    }
}
