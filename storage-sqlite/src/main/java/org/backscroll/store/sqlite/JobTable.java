package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;

/** The jobs, and the keys they work on. */
final class JobTable {
    /** How many jobs are kept: of those before, the ones that have ended are forgotten. */
    static final int KEPT = 1000;

    private final Session session;

    JobTable(Session session) {
        this.session = session;
    }

    /** A key's number, if it has one. */
    Optional<Long> key(JobKey key) throws SQLException {
        return session.first(JobSql.KEY, row -> row.getLong(1), words(key));
    }

    /** A key's number; it gets one if it has none. */
    long internKey(JobKey key) throws SQLException {
        Optional<Long> number = key(key);
        if (number.isEmpty()) {
            session.update(JobSql.KEY_INSERT, words(key));
            number = key(key);
        }
        return number.orElseThrow();
    }

    private static Object[] words(JobKey key) {
        return new Object[] {
            key.account().value(),
            key.source(),
            key.type().name(),
            key.chat().map(Jid::value).orElse("")
        };
    }

    /** The key of the columns account, source, type, chat. */
    static JobKey key(ResultSet row, int column) throws SQLException {
        return new JobKey(
                AccountId.of(row.getString(column)),
                row.getString(column + 1),
                new HistorySyncType(row.getString(column + 2)),
                jid(row.getString(column + 3)));
    }

    private static Optional<Jid> jid(String text) {
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Jid.of(text));
    }

    List<JobState> all() throws SQLException {
        return session.list(JobSql.JOBS, JobTable::read);
    }

    Optional<JobState> find(String id) throws SQLException {
        return session.first(JobSql.JOB_BY_ID, JobTable::read, id);
    }

    private static JobState read(ResultSet row) throws SQLException {
        SyncRequest.Builder asked =
                SyncRequest.builder()
                        .type(new HistorySyncType(row.getString(17)))
                        .restart(row.getInt(23) == 1)
                        .background(row.getInt(24) == 1);
        Optional.ofNullable(row.getString(18)).ifPresent(asked::source);
        jid(row.getString(19)).ifPresent(asked::chat);
        long count = row.getLong(20);
        if (row.wasNull()) {
            asked.unlimited();
        } else {
            asked.count(count);
        }
        Optional.ofNullable(row.getString(21)).ifPresent(asked::cursor);
        Optional.ofNullable(row.getString(22)).ifPresent(asked::anchor);
        return JobState.builder(
                        row.getString(1),
                        key(row, 2),
                        asked.build(),
                        Stored.instant(row.getLong(6)))
                .status(SyncStatus.valueOf(row.getString(7)))
                .reason(Optional.ofNullable(row.getString(8)))
                .counts(
                        new SyncCounts(
                                row.getLong(9),
                                row.getLong(10),
                                row.getLong(11),
                                row.getLong(12),
                                row.getLong(13),
                                row.getLong(14)))
                .memo(Optional.ofNullable(row.getString(15)))
                .updated(Stored.instant(row.getLong(16)))
                .build();
    }

    /** Writes a job as it is. */
    void put(JobState job, long key) throws SQLException {
        SyncCounts counts = job.counts();
        SyncRequest asked = job.request();
        session.update(
                JobSql.JOB_PUT,
                job.id(),
                key,
                Stored.millis(job.created()),
                job.status().name(),
                job.reason().orElse(null),
                counts.messages(),
                counts.newMessages(),
                counts.changedMessages(),
                counts.chats(),
                counts.names(),
                counts.skipped(),
                job.memo().orElse(null),
                Stored.millis(job.updated()),
                asked.type().name(),
                asked.source().orElse(null),
                asked.chat().map(Jid::value).orElse(null),
                asked.count().isPresent() ? Long.valueOf(asked.count().getAsLong()) : null,
                asked.cursor().orElse(null),
                asked.anchor().orElse(null),
                asked.restart(),
                asked.background());
    }

    /**
     * Notes the chats a job delivered messages for.
     *
     * @return how many of them it had not met before
     */
    long meet(String job, Set<Long> chats) throws SQLException {
        long number = session.number(JobSql.JOB_NUMBER, -1, job);
        long fresh = 0;
        for (long chat : chats) {
            fresh += session.update(JobSql.JOB_CHAT_PUT, number, chat);
        }
        return fresh;
    }

    /** How many chats a job delivered messages for. */
    long chats(String job) throws SQLException {
        return session.number(JobSql.JOB_CHATS, 0, session.number(JobSql.JOB_NUMBER, -1, job));
    }

    /** Forgets jobs that have ended, but for the newest. */
    void prune() throws SQLException {
        long floor = session.number(JobSql.JOB_FLOOR, -1, KEPT);
        if (floor < 0) {
            return;
        }
        record Old(long number, SyncStatus status) {}

        for (Old old :
                session.list(
                        JobSql.JOBS_BELOW,
                        row -> new Old(row.getLong(1), SyncStatus.valueOf(row.getString(2))),
                        floor)) {
            if (old.status().isEnd()) {
                session.update(JobSql.JOB_CHATS_DELETE, old.number());
                session.update(JobSql.JOB_DELETE, old.number());
            }
        }
    }
}
