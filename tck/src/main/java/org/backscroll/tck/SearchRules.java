package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.ANA_TOO;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.draft;
import static org.backscroll.tck.Said.text;
import static org.backscroll.tck.Said.told;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.MessageSearch;
import org.backscroll.api.store.SearchIndex;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;

/** {@link MessageSearch} and {@link SearchIndex}. */
abstract class SearchRules extends RetentionRules {
    private MessageSearch search;

    private void fill() throws Exception {
        search = service(MessageSearch.class);
        worker.apply(
                text("both", 1, "an apple and a pear"),
                text("apple", 2, "one apple"),
                text("pear", 3, "one Pear"),
                text("cut", 4, "appletree"),
                text(BEN, BEN, "accent", 5, "or\u00e7amento"),
                told(
                        draft(GROUP, BEN, "image", 6)
                                .type(MessageType.IMAGE)
                                .text("plums on a table")));
    }

    private List<String> ids(SearchQuery query) throws StoreException {
        return search.search(ACCOUNT, query).hits().stream().map(h -> h.message().id()).toList();
    }

    private List<String> ids(String words) throws StoreException {
        return ids(SearchQuery.of(words, 100));
    }

    @Test
    void allWordsMustOccur() throws Exception {
        fill();
        assertThat(ids("apple pear")).containsExactly("both");
        assertThat(ids("apple AND pear")).containsExactly("both");
        assertThat(ids("apple nowhere")).isEmpty();
    }

    @Test
    void wordsComeBeforePartsOfOthers() throws Exception {
        fill();
        assertThat(ids("apple")).hasSize(3).endsWith("cut").contains("both", "apple");
    }

    @Test
    void phrasesBeginningsAndOperatorsAreUnderstood() throws Exception {
        fill();
        assertThat(ids("\"one apple\"")).containsExactly("apple");
        assertThat(ids("plu*")).containsExactly("image");
        assertThat(ids("plums OR or\u00e7amento")).containsExactlyInAnyOrder("image", "accent");
        assertThat(ids("one NOT apple")).containsExactly("pear");
        assertThat(ids("one -apple")).containsExactly("pear");
        assertThat(ids("one (apple OR pear)")).containsExactlyInAnyOrder("apple", "pear");
    }

    @Test
    void accentsAndCaseDoNotMatter() throws Exception {
        fill();
        assertThat(ids("ORCAMENTO")).containsExactly("accent");
        assertThat(ids("PEAR")).containsExactlyInAnyOrder("both", "pear");
    }

    @Test
    void noTextIsASyntaxErrorAndBlankFindsNothing() throws Exception {
        fill();
        for (String odd :
                List.of("", "  ", "\"", "(", ")", "*", "AND", "NOT", "- -", "'; --", "a\u0000b")) {
            assertThat(ids("zz " + odd + " zz")).isEmpty();
            search.search(ACCOUNT, SearchQuery.of(odd, 10));
        }
        assertThat(ids(" ")).isEmpty();
    }

    @Test
    void messagesAreFoundByWhatTheySayNow() throws Exception {
        fill();
        worker.apply(Said.edit("apple", 9, "one cherry"));
        assertThat(ids("cherry")).containsExactly("apple");
        assertThat(ids("apple")).containsExactly("both", "cut");
    }

    @Test
    void deletedMessagesAreNotFound() throws Exception {
        fill();
        worker.apply(Said.revoked("both", ANA, false, 9));
        assertThat(ids("apple")).doesNotContain("both");
    }

    @Test
    void aHitIsTheMessageWithItsWordsMarked() throws Exception {
        fill();
        SearchResult result = search.search(ACCOUNT, SearchQuery.of("pear", 10));
        assertThat(result.hits())
                .allSatisfy(
                        hit -> {
                            assertThat(hit.snippet()).containsIgnoringCase("[pear]");
                            assertThat(hit.message()).isEqualTo(message(hit.message().id()));
                        });
        assertThat(result.hits()).hasSize(2);
    }

    @Test
    void aSearchCanBeNarrowed() throws Exception {
        fill();
        SearchQuery.Builder one = SearchQuery.builder("one OR plums OR or\u00e7amento");
        assertThat(ids(one.build())).hasSize(4);
        assertThat(ids(SearchQuery.builder("or\u00e7amento").chat(GROUP).build())).isEmpty();
        assertThat(ids(SearchQuery.builder("or\u00e7amento").chat(BEN).build())).hasSize(1);
        assertThat(ids(SearchQuery.builder("a").from(BEN).build())).containsExactly("image");
        assertThat(ids(SearchQuery.builder("one").since(at(3)).build())).containsExactly("pear");
        assertThat(ids(SearchQuery.builder("one").until(at(3)).build())).containsExactly("apple");
        assertThat(ids(SearchQuery.builder("a").types(Set.of(MessageType.IMAGE)).build()))
                .containsExactly("image");
        assertThat(ids(SearchQuery.of("one", 1))).hasSize(1);
    }

    @Test
    void chatsAndSendersAreKnownByAnyAddress() throws Exception {
        fill();
        worker.apply(new Entry.Link(ANA, ANA_TOO), text(ANA, ANA, "direct", 9, "unique"));
        assertThat(ids(SearchQuery.builder("unique").chat(ANA_TOO).build())).hasSize(1);
        assertThat(ids(SearchQuery.builder("unique").from(ANA_TOO).build())).hasSize(1);
    }

    @Test
    void anotherAccountFindsNothing() throws Exception {
        fill();
        assertThat(search.search(AccountId.of("nobody"), SearchQuery.of("apple", 10)).hits())
                .isEmpty();
    }

    @Test
    void anIndexThatIsBuiltAnewFindsTheSame() throws Exception {
        fill();
        SearchIndex index = service(SearchIndex.class);
        List<String> before = ids("apple");
        assertThat(index.rebuild()).isEqualTo(6);
        assertThat(ids("apple")).isEqualTo(before);
        assertThat(index.catchUp(Duration.ofSeconds(30))).isTrue();
        assertThat(search.search(ACCOUNT, SearchQuery.of("apple", 10)).scanned()).isZero();
    }
}
