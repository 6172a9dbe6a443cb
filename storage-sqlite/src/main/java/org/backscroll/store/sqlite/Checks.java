package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;

/** Looks whether the database is in order. */
final class Checks {
    private static final String REPAIR =
            "; put a copy you kept in its place, or move the file away and sync again";

    private final Path file;
    private final List<Finding> findings = new ArrayList<>();

    Checks(Path file) {
        this.file = file;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Looks at everything, by reading alone. */
    void read(Session session) throws SQLException {
        for (String index : WordSql.INDEXES) {
            // SQLite's check alone compares with what this connection saw of it before.
            session.first(WordSql.open(index), row -> row.getLong(1));
        }
        List<String> damage =
                session.list("PRAGMA integrity_check(5)", row -> row.getString(1)).stream()
                        .map(line -> line.replace('\n', ' '))
                        .toList();
        boolean whole = damage.equals(List.of("ok"));
        add(
                "integrity",
                whole,
                whole ? "the database's structure is whole" : damage.get(0) + REPAIR);
        List<String> dangling =
                session.list("PRAGMA foreign_key_check", row -> row.getString(1)).stream()
                        .distinct()
                        .toList();
        add(
                "references",
                dangling.isEmpty(),
                dangling.isEmpty()
                        ? "every row's references are there"
                        : "rows of " + String.join(", ", dangling) + " refer to nothing" + REPAIR);
        long messages = session.number("SELECT count(*) FROM message", 0);
        long counted = session.number("SELECT coalesce(sum(messages), 0) FROM chat", 0);
        add(
                "counts",
                messages == counted,
                messages == counted
                        ? messages + " messages, as the chats count them"
                        : messages + " messages, but the chats count " + counted + REPAIR);
        long chats = session.number("SELECT count(*) FROM chat WHERE listed = 1", 0);
        long names = session.number("SELECT count(*) FROM name", 0);
        long waiting = session.number("SELECT count(*) FROM pending", 0);
        long held = session.number("SELECT count(*) FROM quarantine", 0);
        add(
                "content",
                true,
                chats
                        + " conversations, "
                        + names
                        + " names, "
                        + waiting
                        + " changes that wait for their message, "
                        + held
                        + " records in quarantine");
        indexes(session);
        long free = session.number("PRAGMA freelist_count", 0);
        long page = session.number("PRAGMA page_size", 0);
        add("size", true, size(file) + " bytes in " + file + ", " + free * page + " of them free");
    }

    private void indexes(Session session) throws SQLException {
        IndexCheck check = new IndexCheck(session);
        index("word index", check::words, "the word index");
        long behind = session.number(GramSql.BEHIND_COUNT, 0, session.number(GramSql.WATERMARK, 0));
        index(
                "parts index",
                check::parts,
                "the index for parts of words"
                        + (behind == 0 ? "" : " (" + behind + " messages behind)"));
    }

    /** Looks whether an index agrees with the messages. */
    @FunctionalInterface
    private interface Comparison {
        boolean agrees() throws SQLException;
    }

    private void index(String subject, Comparison comparison, String what) throws SQLException {
        boolean agrees = false;
        try {
            agrees = comparison.agrees();
        } catch (SQLException e) {
            if (Failures.of(e, file, false).kind() != StoreException.Kind.CORRUPT) {
                throw e;
            }
        }
        add(
                subject,
                agrees,
                what
                        + (agrees
                                ? " agrees with the messages"
                                : " does not agree with the messages; build it anew with: reindex"));
    }

    private void add(String subject, boolean ok, String detail) {
        findings.add(new Finding(subject, ok, detail));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
