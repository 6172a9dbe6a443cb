package org.backscroll.store.sqlite;

/** The statements that make and look at whole copies. All of them read everything there is. */
final class CopySql {
    /** Into an empty file; under the same key if there is one. */
    static final String COPY = "VACUUM INTO ?";

    static final String INTEGRITY = "PRAGMA integrity_check(1)";

    static final String REFERENCES = "PRAGMA foreign_key_check";

    static final String CONVERSATIONS = "SELECT count(*) FROM chat WHERE listed = 1";

    static final String MESSAGES = "SELECT count(*) FROM message";

    /**
     * All of the log goes into the database, and the log becomes empty; the first column: 1 if
     * somebody reads.
     */
    static final String SETTLE = "PRAGMA wal_checkpoint(TRUNCATE)";

    private CopySql() {}
}
