package org.backscroll.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;

/** Looks whether the database is in order. */
final class Checks {
    private static final String REPAIR =
            "; take a copy back (restore FILE), or move the database away and sync again";

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
        List<String> damage =
                session.list("PRAGMA integrity_check(5)", row -> row.getString(1)).stream()
                        .map(line -> line.replace('\n', ' '))
                        .filter(line -> !line.equals("ok"))
                        .toList();
        // An index of words can be built anew, and is looked at by itself.
        List<String> structure = damage.stream().filter(line -> !isOfIndex(line)).toList();
        boolean whole = structure.isEmpty();
        add(
                "integrity",
                whole,
                whole ? "the database's structure is whole" : structure.get(0) + REPAIR);
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
        long twins = session.number(TwinSql.COUNT, 0);
        long certain = session.number(TwinSql.COUNT_CERTAIN, 0);
        long counted = session.number("SELECT coalesce(sum(messages), 0) FROM chat", 0);
        long listed = messages - twins;
        add(
                "counts",
                listed == counted,
                listed == counted
                        ? listed + " messages, as the chats count them"
                        : listed + " messages, but the chats count " + counted + REPAIR);
        add(
                "duplicates",
                session.number(TwinSql.COUNT_LOST, 0) == 0,
                certain
                        + " messages told less exactly are certainly others, "
                        + (twins - certain)
                        + " are probably others; no list has them");
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
        indexes(session, damage);
        long free = session.number("PRAGMA freelist_count", 0);
        long page = session.number("PRAGMA page_size", 0);
        add("size", true, size(file) + " bytes in " + file + ", " + free * page + " of them free");
    }

    private static boolean isOfIndex(String damage) {
        return damage.toLowerCase(Locale.ROOT).contains("fts5");
    }

    private static boolean tells(List<String> damage, String index) {
        return damage.stream().anyMatch(line -> isOfIndex(line) && line.contains(index));
    }

    private void indexes(Session session, List<String> damage) throws SQLException {
        IndexCheck check = new IndexCheck(session);
        index(
                "word index",
                () -> !tells(damage, "message_words") && check.words(),
                "the word index");
        long behind = session.number(GramSql.BEHIND_COUNT, 0, session.number(GramSql.WATERMARK, 0));
        index(
                "parts index",
                () -> !tells(damage, "message_grams") && check.parts(),
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
