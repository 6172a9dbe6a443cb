package org.backscroll.store.sqlite;

/** The statements about jobs, leases, lanes and the quarantine; see {@link Sql}. */
final class JobSql {
    private JobSql() {}

    /** job_key(account, source, type, chat) */
    static final String KEY =
            "SELECT id FROM job_key WHERE account = ? AND source = ? AND type = ? AND chat = ?";

    static final String KEY_INSERT =
            "INSERT INTO job_key (account, source, type, chat) VALUES (?, ?, ?, ?)";

    /** job_key, as a whole: a few rows */
    static final String KEYS =
            """
            SELECT account, source, type, chat FROM job_key k
            WHERE EXISTS (SELECT 1 FROM lane_state l WHERE l.key = k.id)
            """;

    private static final String JOB =
            """
            SELECT j.id, k.account, k.source, k.type, k.chat, j.created, j.status, j.reason, j.messages,
              j.new_messages, j.changed_messages, j.chats, j.names, j.skipped, j.memo, j.updated,
              j.asked_type, j.asked_source, j.asked_chat, j.asked_count, j.asked_cursor, j.asked_anchor,
              j.asked_restart, j.asked_background
            FROM job j JOIN job_key k ON k.id = j.key
            """;

    /** job_created */
    static final String JOBS = JOB + "ORDER BY j.created, j.id";

    /** job(id) */
    static final String JOB_BY_ID = JOB + "WHERE j.id = ?";

    /** job(id) */
    static final String JOB_PUT =
            """
            INSERT INTO job (id, key, created, status, reason, messages, new_messages, changed_messages,
              chats, names, skipped, memo, updated, asked_type, asked_source, asked_chat, asked_count,
              asked_cursor, asked_anchor, asked_restart, asked_background)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET key = excluded.key, created = excluded.created,
              status = excluded.status, reason = excluded.reason, messages = excluded.messages,
              new_messages = excluded.new_messages, changed_messages = excluded.changed_messages,
              chats = excluded.chats, names = excluded.names, skipped = excluded.skipped,
              memo = excluded.memo, updated = excluded.updated, asked_type = excluded.asked_type,
              asked_source = excluded.asked_source, asked_chat = excluded.asked_chat,
              asked_count = excluded.asked_count, asked_cursor = excluded.asked_cursor,
              asked_anchor = excluded.asked_anchor, asked_restart = excluded.asked_restart,
              asked_background = excluded.asked_background
            """;

    /** job(id) */
    static final String JOB_NUMBER = "SELECT number FROM job WHERE id = ?";

    /** job, from its end */
    static final String JOB_FLOOR = "SELECT number FROM job ORDER BY number DESC LIMIT 1 OFFSET ?";

    /** job, below the floor */
    static final String JOBS_BELOW = "SELECT number, status FROM job WHERE number <= ?";

    /** job */
    static final String JOB_DELETE = "DELETE FROM job WHERE number = ?";

    /** job_chat */
    static final String JOB_CHAT_PUT =
            "INSERT INTO job_chat (job, chat) VALUES (?, ?) ON CONFLICT DO NOTHING";

    /** job_chat */
    static final String JOB_CHATS = "SELECT count(*) FROM job_chat WHERE job = ?";

    /** job_chat */
    static final String JOB_CHATS_DELETE = "DELETE FROM job_chat WHERE job = ?";

    /** job_chat_chat */
    static final String JOB_CHATS_MOVE =
            """
            INSERT INTO job_chat (job, chat) SELECT job, ? FROM job_chat WHERE chat = ?
            ON CONFLICT DO NOTHING
            """;

    /** job_chat_chat */
    static final String JOB_CHATS_FORGET = "DELETE FROM job_chat WHERE chat = ?";

    private static final String LANE =
            """
            SELECT lane, range, cursor, "end", job, messages, generation, updated FROM lane_state
            """;

    /** lane_state */
    static final String LANE_BY_KEY = LANE + "WHERE key = ? AND lane = ?";

    /** lane_state */
    static final String LANES = LANE + "WHERE key = ? ORDER BY lane";

    /** lane_state */
    static final String LANE_PUT =
            """
            INSERT OR REPLACE INTO lane_state
              (key, lane, range, cursor, "end", job, messages, generation, updated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** lease */
    static final String LEASE = "SELECT owner, epoch, expires FROM lease WHERE key = ?";

    /** lease */
    static final String LEASE_PUT =
            "INSERT OR REPLACE INTO lease (key, owner, epoch, expires) VALUES (?, ?, ?, ?)";

    /** lease, as a whole: a few rows; once at opening */
    static final String LEASES_EXPIRE = "UPDATE lease SET expires = 0";

    /** quarantine(key, unit, position, reason) */
    static final String HELD_PUT =
            """
            INSERT INTO quarantine (key, unit, position, reason, raw, bytes, since, times)
            VALUES (?, ?, ?, ?, ?, ?, ?, 1)
            ON CONFLICT (key, unit, position, reason) DO UPDATE SET times = times + 1
            """;

    private static final String HELD =
            """
            SELECT q.id, k.account, k.source, k.type, k.chat, q.unit, q.position, q.reason, q.raw, q.since,
              q.times
            FROM quarantine q JOIN job_key k ON k.id = q.key
            """;

    /** quarantine, from its end */
    static final String HELD_NEWEST = HELD + "ORDER BY q.id DESC LIMIT ?";

    /** quarantine */
    static final String HELD_BY_ID = HELD + "WHERE q.id = ?";

    /** quarantine */
    static final String HELD_AGAIN = "UPDATE quarantine SET times = times + 1 WHERE id = ?";

    /** quarantine */
    static final String HELD_DELETE = "DELETE FROM quarantine WHERE id = ?";

    /** quarantine, as a whole: as many rows as it may hold, after a batch that added some */
    static final String HELD_SIZES = "SELECT id, bytes FROM quarantine ORDER BY id DESC";

    /** quarantine */
    static final String HELD_TRIM = "DELETE FROM quarantine WHERE id <= ?";
}
