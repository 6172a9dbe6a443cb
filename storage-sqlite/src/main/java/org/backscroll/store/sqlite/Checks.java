package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.store.StoreCheck.Finding;

/** Looks whether the database is in order. */
final class Checks {
    private static final String REPAIR =
            "; take a copy back (restore FILE), or move the database away and sync again";

    private final Path file;
    private final List<Finding> findings = new ArrayList<>();
    private boolean whole;

    Checks(Path file) {
        this.file = file;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether the structure is in order, so that looking further makes sense. */
    boolean whole() {
        return whole;
    }

    /** What can be seen by reading alone. */
    void read(Session session) throws SQLException {
        List<String> damage =
                session.list("PRAGMA integrity_check(5)", row -> row.getString(1)).stream()
                        .map(line -> line.replace('\n', ' '))
                        .toList();
        whole = damage.equals(List.of("ok"));
        add(
                "integrity",
                whole,
                whole ? "the database's structure is whole" : damage.get(0) + REPAIR);
        if (!whole) {
            return; // What else could be asked would meet the damage, too.
        }
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
        long free = session.number("PRAGMA freelist_count", 0);
        long page = session.number("PRAGMA page_size", 0);
        add("size", true, size(file) + " bytes in " + file + ", " + free * page + " of them free");
    }

    /**
     * Whether the index finds what the messages say; the index only checks itself when written to.
     */
    void words(Session writer) throws SQLException {
        try {
            writer.update(WordSql.WORDS_CHECK);
            add("search index", true, "the word index agrees with the messages");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage())
                    .toUpperCase(java.util.Locale.ROOT)
                    .contains("CORRUPT")) {
                throw e;
            }
            add(
                    "search index",
                    false,
                    "the word index does not agree with the messages; rebuild it with: sqlite3 "
                            + file
                            + " \"INSERT INTO message_words(message_words) VALUES('rebuild')\"");
        }
    }

    void wordsUnseen() {
        add("search index", true, "not compared, since these data are open for reading only");
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
