package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is found by parts of words. Everything is asked twice: before the index that follows behind
 * has come to the messages, and after.
 */
class PartSearchTest {
    private static final Author ANN = Author.of(jid("ann"));
    private static final Author BOB = Author.of(jid("bob"));
    private static final Jid CHAT = group("1");

    @TempDir Path folder;
    private Fixture on;
    private int count;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.still(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    /** Messages m1, m2 and so on, each newer than the one before. */
    private void say(String... texts) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (String text : texts) {
            count++;
            entries.add(text(CHAT, ANN, "m" + count, count, text));
        }
        on.apply(entries);
    }

    private List<SearchHit> hits(SearchQuery query) throws Exception {
        return on.store.search(ACCOUNT, query).hits();
    }

    private List<String> ids(SearchQuery query) throws Exception {
        return hits(query).stream().map(hit -> hit.message().id()).toList();
    }

    private void finds(String words, String... ids) throws Exception {
        assertThat(ids(SearchQuery.of(words, 100))).as(words).containsExactly(ids);
    }

    private interface Check {
        void run() throws Exception;
    }

    private void beforeAndAfter(Check check) throws Exception {
        check.run();
        on.store.catchUp();
        check.run();
    }

    @Test
    void partsOfWordsComeAfterWholeWordsAndTheNewestFirst() throws Exception {
        say("my network", "work", "homework is done", "nothing");
        beforeAndAfter(
                () -> {
                    finds("work", "m2", "m3", "m1");
                    finds("WORK", "m2", "m3", "m1");
                    finds("etwor", "m1");
                    finds("*work*", "m2", "m3", "m1");
                    finds("work*", "m2");
                    finds("\"work\"", "m2");
                    finds("work NOT network", "m2", "m3");
                    finds("wor ome", "m3");
                    finds("rows");
                    assertThat(ids(SearchQuery.of("work", 2))).containsExactly("m2", "m3");
                });
    }

    @Test
    void accentsAndCaseAndFormsDoNotMatter() throws Exception {
        say("Orçamentário", "ΟΔΥΣΣΕΥΣ", "ｆｕｌｌｗｉｄｔｈ oﬃce", "shouldn’t", "e\u0301cole", "Straße");
        beforeAndAfter(
                () -> {
                    finds("camentar", "m1");
                    finds("ÇAMENTÁR", "m1");
                    finds("δυσσευς", "m2");
                    finds("width", "m3");
                    finds("office", "m3");
                    finds("ouldn't", "m4");
                    finds("COLE", "m5");
                    finds("raß", "m6");
                });
    }

    @Test
    void wordsOfTwoCharactersAreFoundInWhatIsWrittenWithoutBlanks() throws Exception {
        say("私は日本語を話します", "東京へ行く", "한국어를 배워요", "ひらがなとカタカナ", "我在北京大学学习", "ｶﾞｷﾞ ガギ");
        beforeAndAfter(
                () -> {
                    finds("日本", "m1");
                    finds("日本語", "m1");
                    finds("本日");
                    finds("東京", "m2");
                    finds("한국", "m3");
                    finds("하");
                    finds("がな", "m4");
                    finds("かな");
                    finds("カタカナ", "m4");
                    finds("大学", "m5");
                    finds("学", "m5");
                    finds("习", "m5");
                    finds("日", "m1");
                    finds("日本 語を", "m1");
                    finds("日本 OR 東京", "m2", "m1");
                    finds("行 NOT 東京");
                    finds("\"日本\"", "m1");
                    finds("ガギ", "m6");
                    finds("日*", "m1");
                });
    }

    @Test
    void emojiAreWordsToo() throws Exception {
        say("well done 👍🏽", "👨‍👩‍👧 family", "i ❤️ you", "10 € → 12 $");
        beforeAndAfter(
                () -> {
                    finds("👍", "m1");
                    finds("👍🏽", "m1");
                    finds("👍🏿");
                    finds("👩", "m2");
                    finds("❤", "m3");
                    finds("❤️ you", "m3");
                    finds("€", "m4");
                    finds("→", "m4");
                });
    }

    @Test
    void scriptsMayBeMixed() throws Exception {
        say("the network in 日本", "日本 only", "network only", "iPhone手机壳");
        beforeAndAfter(
                () -> {
                    finds("network 日本", "m1");
                    finds("etwor 日", "m1");
                    finds("network OR 日本", "m3", "m1", "m2");
                    finds("network NOT 日本", "m3");
                    finds("iphone手", "m4");
                    finds("phone 手机", "m4");
                });
    }

    @Test
    void aWordOfOneOrTwoLettersIsFoundAsWordAndAsTheBeginningOfOne() throws Exception {
        say("go", "goes on", "ago", "cargo", "c++ is hard", "x");
        beforeAndAfter(
                () -> {
                    finds("go", "m1", "m2");
                    finds("\"go\"", "m1");
                    finds("x", "m6");
                    finds("c++", "m5");
                    finds("is ha", "m5");
                    finds("argo go");
                    finds("goe on", "m2");
                });
    }

    @Test
    void punctuationIsFoundWhereThereIsNothingElse() throws Exception {
        say("see http://example.org/a_b", "smile :-)", "a -> b", "x=1;y=2");
        beforeAndAfter(
                () -> {
                    finds(":-)", "m2");
                    finds("://", "m1");
                    finds("p://exa", "m1");
                    finds("x=1;y", "m4");
                    finds("smile !!!", "m2");
                    finds(":)");
                });
    }

    @Test
    void filtersHoldForPartsAsForWords() throws Exception {
        on.apply(
                new Entry.MessageEntry(
                        message(CHAT, ANN, "m1", 10)
                                .type(MessageType.IMAGE)
                                .text("my network")
                                .build()),
                text(CHAT, BOB, "m2", 20, "network"),
                text(group("2"), ANN, "m3", 30, "networks 日本"));
        beforeAndAfter(
                () -> {
                    for (String words : List.of("etwor", "network", "ne")) {
                        SearchQuery.Builder any = SearchQuery.builder(words);
                        assertThat(ids(any.build())).hasSize(3);
                        assertThat(ids(SearchQuery.builder(words).chat(CHAT).build()))
                                .containsExactlyInAnyOrder("m1", "m2");
                        assertThat(ids(SearchQuery.builder(words).from(jid("bob")).build()))
                                .containsExactly("m2");
                        assertThat(
                                        ids(
                                                SearchQuery.builder(words)
                                                        .since(at(20))
                                                        .until(at(30))
                                                        .build()))
                                .containsExactly("m2");
                        assertThat(types(words, MessageType.IMAGE)).containsExactly("m1");
                        assertThat(types(words, MessageType.IMAGE, MessageType.TEXT)).hasSize(3);
                        assertThat(types(words, MessageType.of("never_seen"))).isEmpty();
                        assertThat(types(words, MessageType.IMAGE, MessageType.of("never_seen")))
                                .containsExactly("m1");
                    }
                });
    }

    private List<String> types(String words, MessageType... types) throws Exception {
        return ids(SearchQuery.builder(words).types(Set.of(types)).build());
    }

    @Test
    void theMatchIsShownInItsContextAsItWasWritten() throws Exception {
        String filler = "filler words ".repeat(20);
        say(
                "Orçamentário",
                filler + "the Überraschungen came " + filler,
                "私は日本語を話します",
                "oﬃce, oﬃces",
                "line\nnetwork\nline",
                "e\u0301cole");
        beforeAndAfter(
                () -> {
                    assertThat(snippet("camenta")).isEqualTo("Or[çamentá]rio");
                    assertThat(snippet("berrasch"))
                            .startsWith("…")
                            .endsWith("…")
                            .contains("the Ü[berrasch]ungen came")
                            .hasSizeBetween(100, 160);
                    assertThat(snippet("日本 話")).isEqualTo("私は[日本]語を[話]します");
                    assertThat(snippet("fic")).isEqualTo("o[ﬃc]e, o[ﬃc]es");
                    assertThat(snippet("etwor")).isEqualTo("line\nn[etwor]k\nline");
                    assertThat(snippet("éco")).isEqualTo("[e\u0301co]le");
                });
    }

    private String snippet(String words) throws Exception {
        List<SearchHit> hits = hits(SearchQuery.of(words, 5));
        assertThat(hits).as(words).hasSize(1);
        return hits.get(0).snippet();
    }

    @Test
    void editedAndDeletedMessagesAreFoundByWhatTheyNowSay() throws Exception {
        say("my network", "日本 forever", "untouched work");
        on.store.catchUp();
        say("not indexed: homework", "not indexed either: 日本");
        for (String id : List.of("m1", "m4")) {
            on.apply(
                    new Entry.Edit(
                            key(CHAT, ANN, id), "now a fireplace", Optional.empty(), at(50)));
        }
        for (String id : List.of("m2", "m5")) {
            on.apply(new Entry.Revocation(key(CHAT, ANN, id), ANN, false, at(60)));
        }
        beforeAndAfter(
                () -> {
                    finds("work", "m3");
                    finds("etwor");
                    finds("日本");
                    finds("repla", "m4", "m1");
                });
        assertThat(on.store.check()).allMatch(finding -> finding.ok());
    }

    @Test
    void aMessageThatWasADoubleIsFoundOnce() throws Exception {
        Jid lid = Fixture.lid("a");
        on.apply(
                text(jid("ann"), ANN, "m1", 1, "my network"),
                text(lid, Author.of(lid), "m1", 1, "my network"));
        on.store.catchUp();
        finds("etwor", "m1", "m1");
        on.apply(new Entry.Link(lid, jid("ann")));
        beforeAndAfter(() -> finds("etwor", "m1"));
        assertThat(on.store.check()).allMatch(finding -> finding.ok());
    }

    @Test
    void aVeryCommonPartFindsTheNewest() throws Exception {
        for (int i = 0; i < 30; i++) {
            say("xnetworkx", "another");
        }
        on.store.catchUp();
        say("ynetworky");
        assertThat(ids(SearchQuery.of("etwor", 3))).containsExactly("m61", "m59", "m57");
    }
}
