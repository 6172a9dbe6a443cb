package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Author ANN = Author.of(jid("ann"));
    private static final Author BOB = Author.of(jid("bob"));

    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
        on.apply(
                text(group("1"), ANN, "m1", 10, "O orçamento do apartamento, please"),
                text(group("1"), BOB, "m2", 20, "the red apple and the green pear"),
                text(group("2"), ANN, "m3", 30, "an apple a day"),
                text(group("2"), Author.ME, "m4", 40, "green apples"),
                text(group("2"), BOB, "m5", 50, "don't fix foo-bar.baz"));
    }

    @AfterEach
    void close() {
        on.close();
    }

    private List<String> ids(SearchQuery query) throws Exception {
        return on.store.search(ACCOUNT, query).hits().stream()
                .map(hit -> hit.message().id())
                .toList();
    }

    private List<String> ids(String words) throws Exception {
        return ids(SearchQuery.of(words, 100));
    }

    @Test
    void wordsAreFoundAsPeopleTypeThem() throws Exception {
        assertThat(ids("\"apple\"")).containsExactlyInAnyOrder("m2", "m3");
        assertThat(ids("APPLE pear")).containsExactly("m2");
        assertThat(ids("apple AND pear")).containsExactly("m2");
        assertThat(ids("appl*")).containsExactlyInAnyOrder("m2", "m3", "m4");
        assertThat(ids("\"green pear\"")).containsExactly("m2");
        assertThat(ids("\"pear green\"")).isEmpty();
        assertThat(ids("\"green pea\"")).isEmpty();
        assertThat(ids("\"green pea\"*")).containsExactly("m2");
        assertThat(ids("apple NOT green")).containsExactly("m3");
        assertThat(ids("apple AND NOT green")).containsExactly("m3");
        assertThat(ids("apple -green")).containsExactly("m3");
        assertThat(ids("apple -\"green pear\"")).containsExactly("m3", "m4");
        assertThat(ids("apples OR pear")).containsExactlyInAnyOrder("m2", "m4");
        assertThat(ids("apples or pear")).isEmpty();
        assertThat(ids("orcamento")).containsExactly("m1");
        assertThat(ids("ORÇAMENTO")).containsExactly("m1");
        assertThat(ids("don't")).containsExactly("m5");
        assertThat(ids("foo-bar")).containsExactly("m5");
        assertThat(ids("bar-foo")).isEmpty();
        assertThat(ids("pear !!! ...")).containsExactly("m2");
        assertThat(ids("\"red apple")).containsExactly("m2");
        assertThat(ids("pear NOT")).containsExactly("m2");
        assertThat(ids("OR pear OR")).containsExactly("m2");
    }

    @Test
    void parenthesesGroupAndMeanNothingElse() throws Exception {
        assertThat(ids("(pear OR day) apple")).containsExactlyInAnyOrder("m2", "m3");
        assertThat(ids("apple (red OR NOT green)")).containsExactlyInAnyOrder("m2", "m3");
        assertThat(ids("apple NOT (day OR pear)")).containsExactly("m4");
        assertThat(ids("apple -(day pear)")).containsExactlyInAnyOrder("m2", "m3", "m4");
        assertThat(ids("((pear)")).containsExactly("m2");
        assertThat(ids("pear)")).containsExactly("m2");
        assertThat(ids("() pear ( OR )")).containsExactly("m2");
        assertThat(ids("(a OR b) ".repeat(12) + "day")).containsExactly("m3");
    }

    @Test
    void whereWhoAndWhenNarrowTheSearch() throws Exception {
        assertThat(ids(query(Optional.of("2"), Optional.empty(), 0, 99)))
                .containsExactly("m3", "m4");
        assertThat(ids(query(Optional.empty(), Optional.of("bob"), 0, 99))).containsExactly("m2");
        assertThat(ids(query(Optional.empty(), Optional.of("carl"), 0, 99))).isEmpty();
        assertThat(ids(query(Optional.of("9"), Optional.empty(), 0, 99))).isEmpty();
        assertThat(ids(query(Optional.empty(), Optional.empty(), 20, 30))).containsExactly("m2");
        assertThat(ids(query(Optional.empty(), Optional.empty(), 21, 31))).containsExactly("m3");
    }

    private static SearchQuery query(
            Optional<String> chat, Optional<String> from, long since, long until) {
        SearchQuery.Builder query =
                SearchQuery.builder("apple").since(at(since)).until(at(until)).limit(100);
        chat.map(Fixture::group).ifPresent(query::chat);
        from.map(Fixture::jid).ifPresent(query::from);
        return query.build();
    }

    @Test
    void aHitShowsItsWordsInTheirContext() throws Exception {
        SearchHit hit =
                on.store.search(ACCOUNT, SearchQuery.of("orcamento please", 5)).hits().get(0);
        assertThat(hit.snippet()).isEqualTo("O [orçamento] do apartamento, [please]");
        assertThat(hit.message()).isEqualTo(on.message(group("1"), "m1"));
    }

    @Test
    void ofTheSameWordsTheShorterMessageIsBetterAndTheLimitHolds() throws Exception {
        assertThat(ids("\"apple\"")).containsExactly("m3", "m2");
        assertThat(ids(SearchQuery.of("apple", 1))).containsExactly("m3");
    }

    @Test
    void ofAVeryCommonWordOnlyTheNewestAreRanked() throws Exception {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(text(group("3"), ANN, "c" + i, 100 + i, "common " + "filler ".repeat(30 - i)));
        }
        many.add(text(group("3"), ANN, "best", 99, "common"));
        on.apply(many);
        assertThat(ids("common").get(0)).isEqualTo("best");
        try (Session session = Fixture.database(folder).openReader()) {
            List<SearchHit> bounded =
                    new Search(session, 10).search(ACCOUNT, SearchQuery.of("common", 100)).hits();
            assertThat(bounded)
                    .hasSize(10)
                    .allMatch(hit -> !hit.message().timestamp().isBefore(at(120)));
        }
    }

    @Test
    void aWordInTheMiddleOfAVeryLongQueryIsNoProblem() throws Exception {
        assertThat(ids("apple ".repeat(5000))).hasSize(3);
        assertThat(ids("apple OR ".repeat(5000))).hasSize(3);
        assertThat(ids("apple NOT plum ".repeat(5000))).hasSize(3);
        assertThat(ids("\"" + "apple ".repeat(5000) + "\"")).isEmpty();
        assertThat(ids("apple".repeat(5000))).isEmpty();
        assertThat(ids("(".repeat(5000) + "apple")).hasSize(3);
        assertThat(ids("NOT ".repeat(5000) + "apple")).isEmpty();
    }
}
