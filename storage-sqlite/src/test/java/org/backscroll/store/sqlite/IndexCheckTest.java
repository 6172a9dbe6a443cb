package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that were damaged on purpose are noticed, also by who only reads, and can be rebuilt. */
class IndexCheckTest {
    private static final int MESSAGES = 600; // more than a slice

    @TempDir Path folder;

    @BeforeEach
    void fill() throws Exception {
        try (Fixture on = Fixture.still(folder)) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                entries.add(
                        text(group("1"), Author.ME, "m" + i, i, "work 日本 " + i + " ó wörk work"));
            }
            on.apply(entries);
            on.store.catchUp();
        }
    }

    private void damage(String sql) throws Exception {
        try (Session writer = Fixture.database(folder).openWriter()) {
            writer.execute(sql);
        }
    }

    private static List<String> bad(SqliteStore store) throws StoreException {
        return store.check().stream()
                .filter(finding -> !finding.ok())
                .map(finding -> finding.subject() + ": " + finding.detail())
                .toList();
    }

    private List<String> badForAReader() throws StoreException {
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
            assertThat(bad(reader)).isEqualTo(bad(reader)); // it leaves nothing behind
            return bad(reader);
        }
    }

    @Test
    void whatIsInOrderIsFoundToBe() throws Exception {
        assertThat(badForAReader()).isEmpty();
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            assertThat(store.check())
                    .extracting(Finding::subject)
                    .contains("word index", "parts index");
            assertThat(bad(store)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a message's words are missing, are another one's, are in another order
                "INSERT INTO message_words (message_words, rowid, text)"
                        + " SELECT 'delete', id, text FROM message WHERE id = 500",
                "UPDATE message SET text = 'work 日本 9999 ó wörk work' WHERE id = 7",
                "UPDATE message SET text = 'wörk work ó 599 日本 work' WHERE id = 600",
                "DELETE FROM message_words_data WHERE id > 10 AND id % 2 = 0",
            })
    void aWordIndexThatDoesNotAgreeIsNoticedAndRebuilt(String damage) throws Exception {
        damage(damage);

        assertThat(badForAReader())
                .anyMatch(
                        line ->
                                line.startsWith("word index")
                                        && line.endsWith("build it anew with: reindex"));
        rebuilt();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO message_grams (message_grams) VALUES ('delete-all')",
                "INSERT INTO message_grams (message_grams, rowid, grams)"
                        + " VALUES ('delete', 500, 'wor')",
                "INSERT INTO message_grams (rowid, grams) VALUES (3, 'xyz')",
                "UPDATE index_watermark SET message = 500",
                "DELETE FROM message_grams_data WHERE id > 10",
            })
    void anIndexOfPartsThatDoesNotAgreeIsNoticedAndRebuilt(String damage) throws Exception {
        damage(damage);

        assertThat(badForAReader())
                .anyMatch(
                        line ->
                                line.startsWith("parts index")
                                        && line.endsWith("build it anew with: reindex"));
        rebuilt();
    }

    private void rebuilt() throws StoreException {
        try (SqliteStore store = SqliteStore.open(Fixture.database(folder), Clock.systemUTC())) {
            assertThat(store.rebuild()).isEqualTo(MESSAGES);
            assertThat(bad(store)).isEmpty();
            assertThat(store.search(ACCOUNT, SearchQuery.of("599", 5)).hits()).hasSize(1);
            assertThat(store.search(ACCOUNT, SearchQuery.of("日本 59", 20)).hits()).hasSize(11);
        }
        assertThat(badForAReader()).isEmpty();
    }
}
