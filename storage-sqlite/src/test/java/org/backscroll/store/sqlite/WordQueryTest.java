package org.backscroll.store.sqlite;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

class WordQueryTest {
    /** The builder's promise is that the index understands whatever it builds. */
    @Property(tries = 2000)
    void noTextIsASyntaxError(
            @ForAll @StringLength(max = 40) String any, @ForAll("operators") String typed)
            throws Exception {
        try (Session session = empty()) {
            for (String words : List.of(any, typed, typed + any)) {
                Optional<String> query = WordQuery.of(QueryParser.parse(words));
                if (query.isPresent()) {
                    session.list(
                            "SELECT rowid FROM w WHERE w MATCH ?",
                            row -> row.getLong(1),
                            query.get());
                }
            }
        }
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of(
                        "\"", "*", " ", "OR", "NOT", "AND", "NEAR", "(", ")", "a", "é", "^", ":",
                        "-", "+", "{", "中", "'", "\\", "\u0301", "\ud83d", "\u0000")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    private static Session empty() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource(new SQLiteConfig());
        source.setUrl("jdbc:sqlite::memory:");
        Session session = new Session((SQLiteConnection) source.getConnection());
        session.execute(
                "CREATE VIRTUAL TABLE w USING fts5(text, tokenize='unicode61 remove_diacritics 2')");
        session.execute("INSERT INTO w VALUES ('some words')");
        return session;
    }
}
