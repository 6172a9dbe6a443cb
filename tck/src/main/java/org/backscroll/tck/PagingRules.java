package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.draft;
import static org.backscroll.tck.Said.text;
import static org.backscroll.tck.Said.told;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/** Keyset paging: walks that are complete in both directions, without doubles. */
abstract class PagingRules extends ArrivalRules {
    private static final int[] SIZES = {1, 2, 3, 7, 23, 24, 25, 1000};

    /** Twenty-four messages of which most share time, order or both with others. */
    private void fill() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Jid author = i % 2 == 0 ? ANA : BEN;
            Message.Builder message = draft(GROUP, author, "m" + i / 2, i / 8).text("t" + i);
            if (i % 3 == 0) {
                message.order(i % 4 - 1);
            }
            entries.add(told(message));
        }
        worker.apply(entries);
    }

    private List<Message> walk(boolean newestFirst, int size) throws Exception {
        return Dump.messages(store, ACCOUNT, GROUP, newestFirst, size);
    }

    @Test
    void aWalkInPagesOfAnySizeIsComplete() throws Exception {
        fill();
        List<Message> all = walk(false, 1000);
        assertThat(all).hasSize(24).doesNotHaveDuplicates();
        for (int size : SIZES) {
            assertThat(walk(false, size)).as("pages of " + size).isEqualTo(all);
        }
    }

    @Test
    void oneDirectionIsTheOtherTurnedRound() throws Exception {
        fill();
        List<Message> turned = new ArrayList<>(walk(false, 1000));
        Collections.reverse(turned);
        for (int size : SIZES) {
            assertThat(walk(true, size)).as("pages of " + size).isEqualTo(turned);
        }
    }

    @Test
    void aPageHoldsAsManyAsWereAskedForAndTheLastHasNoNext() throws Exception {
        fill();
        Page<Message> page = store.messages(ACCOUNT, MessageQuery.newest(GROUP, 10));
        assertThat(page.items()).hasSize(10);
        assertThat(page.next()).isPresent();
        Page<Message> whole = store.messages(ACCOUNT, MessageQuery.newest(GROUP, 24));
        assertThat(whole.items()).hasSize(24);
        assertThat(whole.next()).isEmpty();
    }

    @Test
    void whatIsWrittenBetweenTwoPagesNeitherDropsNorRepeatsARow() throws Exception {
        fill();
        for (boolean newestFirst : new boolean[] {true, false}) {
            List<Message> before = walk(newestFirst, 1000);
            MessageQuery query =
                    newestFirst ? MessageQuery.newest(GROUP, 5) : MessageQuery.oldest(GROUP, 5);
            List<String> seen = new ArrayList<>();
            Page<Message> page = store.messages(ACCOUNT, query);
            for (int i = 0; ; i++) {
                page.items().forEach(m -> seen.add(m.key().toString()));
                if (page.next().isEmpty()) {
                    break;
                }
                worker.apply(
                        text(GROUP, ANA, "early" + newestFirst + i, -5, "x"),
                        text(GROUP, ANA, "middle" + newestFirst + i, 1, "x"),
                        text(GROUP, ANA, "late" + newestFirst + i, 99, "x"));
                page = store.messages(ACCOUNT, query.from(page.next().get()));
            }
            assertThat(seen)
                    .doesNotHaveDuplicates()
                    .containsSubsequence(before.stream().map(m -> m.key().toString()).toList());
        }
    }

    @Test
    void aMessageStandsInTheMiddleOfThePageAroundIt() throws Exception {
        fill();
        worker.apply(text(GROUP, ANA, "middle", 1, "x"));
        for (boolean newestFirst : new boolean[] {true, false}) {
            MessageQuery query =
                    (newestFirst ? MessageQuery.newest(GROUP, 9) : MessageQuery.oldest(GROUP, 9));
            List<Message> all = walk(newestFirst, 1000);
            Page<Message> page = store.messages(ACCOUNT, query.around("middle"));
            int place = all.indexOf(message("middle"));
            int first = all.indexOf(page.items().get(0));
            assertThat(page.items())
                    .contains(message("middle"))
                    .hasSizeLessThanOrEqualTo(9)
                    .isEqualTo(all.subList(first, first + page.items().size()));
            assertThat(place - first).as("on the one side").isBetween(1, 5);
            assertThat(first + page.items().size() - 1 - place)
                    .as("on the other side")
                    .isBetween(1, 5);
            Page<Message> next = store.messages(ACCOUNT, query.from(page.next().orElseThrow()));
            assertThat(next.items().get(0)).isEqualTo(all.get(first + page.items().size()));
        }
    }

    @Test
    void aroundAnUnknownMessageIsNothing() throws Exception {
        fill();
        Page<Message> page =
                store.messages(ACCOUNT, MessageQuery.newest(GROUP, 9).around("unheard of"));
        assertThat(page.items()).isEmpty();
    }

    private void fillChats() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Jid chat = Jid.of((i * 7 % 20) + "@example.org");
            if (i % 5 == 0) {
                entries.add(Said.snapshot(chat, Said.asOf(1)).name("Chat " + i).build());
            } else {
                entries.add(text(chat, chat, "a", i / 3, "x"));
            }
        }
        worker.apply(entries);
    }

    @Test
    void aWalkThroughTheChatsIsCompleteAlsoWhereTheyTie() throws Exception {
        fill();
        fillChats();
        List<Conversation> all = Dump.chats(store, ACCOUNT, 1000);
        assertThat(all).hasSize(21).doesNotHaveDuplicates();
        for (int size : SIZES) {
            assertThat(Dump.chats(store, ACCOUNT, size)).as("pages of " + size).isEqualTo(all);
        }
        assertThat(store.conversations(ACCOUNT, ConversationQuery.first(21)).next()).isEmpty();
    }

    @Test
    void aChatThatComesBetweenTwoPagesNeitherDropsNorRepeatsARow() throws Exception {
        fill();
        fillChats();
        List<Jid> before =
                Dump.chats(store, ACCOUNT, 1000).stream().map(Conversation::jid).toList();
        List<Jid> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Conversation> page = store.conversations(ACCOUNT, new ConversationQuery(4, after));
            page.items().forEach(chat -> seen.add(chat.jid()));
            after = page.next();
            Jid fresh = Jid.of("new" + seen.size() + "@example.org");
            worker.apply(text(fresh, ANA, "new", 500, "up it goes"));
        } while (after.isPresent());
        assertThat(seen).isEqualTo(before);
    }

    @Test
    void aMangledCursorIsRefused() throws Exception {
        fill();
        assertThatThrownBy(
                        () ->
                                store.messages(
                                        ACCOUNT, MessageQuery.newest(GROUP, 5).from("no cursor!")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                store.conversations(
                                        ACCOUNT,
                                        new ConversationQuery(5, Optional.of("no cursor!"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAndLinksAreWalkedCompletely() throws Exception {
        fill();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Jid one = Jid.of("p" + i + "@example.org");
            entries.add(new Entry.Name(one, "N" + i, Said.asOf(1)));
            entries.add(new Entry.Link(one, Jid.of(i + "@lid")));
            entries.add(new Entry.Link(one, Jid.of(i + 50 + "@lid")));
        }
        worker.apply(entries);
        assertThat(Dump.names(store, ACCOUNT, 1000))
                .hasSize(12)
                .isSortedAccordingTo(java.util.Comparator.comparing(name -> name.jid()));
        for (int size : SIZES) {
            assertThat(Dump.names(store, ACCOUNT, size))
                    .isEqualTo(Dump.names(store, ACCOUNT, 1000));
            assertThat(Dump.links(store, ACCOUNT, size))
                    .isEqualTo(Dump.links(store, ACCOUNT, 1000));
        }
    }
}
