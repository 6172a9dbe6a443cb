package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Snapshots.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagingTest {
    private static final Jid CHAT = group("1");
    private static final Author ANN = Author.of(jid("ann"));

    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    /** Three authors, two times, two places and ids of both kinds: every tie there can be. */
    private List<Entry> ties() {
        List<Entry> entries = new ArrayList<>();
        for (Author author : List.of(ANN, Author.of(jid("bob")), Author.ME, Author.UNKNOWN)) {
            for (String id : List.of("a", "b", "3A94DAD93B0A8A1B3CE8", "3A94DAD93B0A8A1B3CE9")) {
                for (int order = 0; order < 2; order++) {
                    entries.add(
                            new Entry.MessageEntry(
                                    message(CHAT, author, id + order, order).order(5).build()));
                    entries.add(
                            new Entry.MessageEntry(
                                    message(CHAT, author, id + "-" + order, 0).build()));
                }
            }
        }
        return entries;
    }

    private List<Message> pages(MessageQuery first) throws Exception {
        List<Message> all = new ArrayList<>();
        Page<Message> page = on.store.messages(ACCOUNT, first);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = on.store.messages(ACCOUNT, first.from(page.next().get()));
            assertThat(page.items()).isNotEmpty();
            all.addAll(page.items());
        }
        return all;
    }

    @Test
    void pagesOfAnySizeGiveTheWholeListInBothDirections() throws Exception {
        List<Entry> entries = ties();
        on.apply(entries);
        List<Message> whole = on.messages(CHAT);
        assertThat(whole).hasSize(entries.size()).doesNotHaveDuplicates();
        List<Message> reversed = new ArrayList<>(whole);
        Collections.reverse(reversed);
        for (int size : List.of(1, 2, 3, 7, entries.size(), 1000)) {
            assertThat(pages(MessageQuery.oldest(CHAT, size))).isEqualTo(whole);
            assertThat(pages(MessageQuery.newest(CHAT, size))).isEqualTo(reversed);
        }
    }

    @Test
    void theOrderIsTheSameWhateverArrivedFirst(@TempDir Path another) throws Exception {
        List<Entry> entries = ties();
        on.apply(entries);
        Collections.reverse(entries);
        try (Fixture other = Fixture.open(another)) {
            for (Entry entry : entries) {
                other.apply(entry);
            }
            assertThat(other.messages(CHAT)).isEqualTo(on.messages(CHAT));
        }
    }

    @Test
    void aPageAroundAMessageHasItInTheMiddleAndGoesOn() throws Exception {
        for (int i = 10; i < 30; i++) {
            on.apply(text(CHAT, ANN, "m" + i, i, "x"));
        }
        Page<Message> page = on.store.messages(ACCOUNT, MessageQuery.newest(CHAT, 5).around("m20"));
        assertThat(page.items())
                .extracting(Message::id)
                .containsExactly("m22", "m21", "m20", "m19", "m18");
        Page<Message> next =
                on.store.messages(
                        ACCOUNT, MessageQuery.newest(CHAT, 2).from(page.next().orElseThrow()));
        assertThat(next.items()).extracting(Message::id).containsExactly("m17", "m16");
        Page<Message> end = on.store.messages(ACCOUNT, MessageQuery.oldest(CHAT, 6).around("m28"));
        assertThat(end.items()).extracting(Message::id).containsExactly("m26", "m27", "m28", "m29");
        assertThat(end.next()).isEmpty();
        assertThat(on.store.messages(ACCOUNT, MessageQuery.newest(CHAT, 1).around("m20")).items())
                .extracting(Message::id)
                .containsExactly("m20");
        assertThat(on.store.messages(ACCOUNT, MessageQuery.newest(CHAT, 5).around("no")).items())
                .isEmpty();
    }

    @Test
    void whatIsWrittenBetweenPagesNeitherDropsNorRepeats() throws Exception {
        for (int i = 0; i < 10; i++) {
            on.apply(text(CHAT, ANN, "m" + i, i, "x"));
        }
        Page<Message> first = on.store.messages(ACCOUNT, MessageQuery.newest(CHAT, 4));
        on.apply(text(CHAT, ANN, "newer", 100, "x"), text(CHAT, ANN, "same", 6, "x"));
        Page<Message> second =
                on.store.messages(
                        ACCOUNT, MessageQuery.newest(CHAT, 100).from(first.next().orElseThrow()));
        assertThat(second.items())
                .extracting(Message::id)
                .filteredOn(id -> id.startsWith("m"))
                .containsExactly("m5", "m4", "m3", "m2", "m1", "m0");
    }

    @Test
    void chatsOfTheSameTimeArePagedByAddress() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            on.apply(text(group("" + i), ANN, "x", i / 20, "x"));
        }
        on.conversations().forEach(chat -> expected.add(chat.jid().value()));
        assertThat(expected).hasSize(30).startsWith("20@g.us", "21@g.us").endsWith("19@g.us");
        assertThat(Fixture.all(on.store, ACCOUNT))
                .extracting(chat -> chat.jid().value())
                .isEqualTo(expected);
    }

    @Test
    void aMangledOrForeignCursorIsRefusedInOneLine() throws Exception {
        for (int i = 0; i < 9; i++) {
            on.apply(text(CHAT, ANN, "m" + i, i, "x"), text(group("2"), ANN, "m" + i, i, "x"));
        }
        String cursor =
                on.store.messages(ACCOUNT, MessageQuery.newest(CHAT, 2)).next().orElseThrow();
        String chats =
                on.store.conversations(ACCOUNT, ConversationQuery.first(1)).next().orElseThrow();
        refused(MessageQuery.newest(group("2"), 2).from(cursor));
        refused(MessageQuery.oldest(CHAT, 2).from(cursor));
        refused(MessageQuery.newest(CHAT, 2).from(chats));
        refused(MessageQuery.newest(CHAT, 2).from(""));
        refused(MessageQuery.newest(CHAT, 2).from("💥"));
        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            refused(
                    MessageQuery.newest(CHAT, 2)
                            .from(cursor.substring(0, i) + other + cursor.substring(i + 1)));
            refused(MessageQuery.newest(CHAT, 2).from(cursor.substring(0, i)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                on.store.conversations(
                                        ACCOUNT, new ConversationQuery(2, Optional.of(cursor))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on.store.names(ACCOUNT, 2, Optional.of(chats)));
    }

    private void refused(MessageQuery query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> on.store.messages(ACCOUNT, query))
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).contains("cursor"));
    }

    @Test
    void aSnapshotSeesOneMoment() throws Exception {
        on.apply(text(CHAT, ANN, "m1", 1, "x"));
        try (Snapshot snapshot = on.store.snapshot()) {
            on.apply(text(CHAT, ANN, "m2", 2, "x"), text(group("2"), ANN, "m", 3, "x"));
            assertThat(Fixture.all(snapshot, ACCOUNT))
                    .extracting(Conversation::jid)
                    .containsExactly(CHAT);
            assertThat(snapshot.messages(ACCOUNT, MessageQuery.newest(CHAT, 9)).items()).hasSize(1);
        }
        assertThat(on.messages(CHAT)).hasSize(2);
    }

    @Test
    void addressesWhoseHashesMeetStayApart() throws Exception {
        try (Session session = Fixture.database(folder).openReader()) {
            assertThat(new Addresses(session).find(jid("nobody"))).isEmpty();
        }
        on.close();
        Database database = Fixture.database(folder);
        try (Session session = database.openWriter()) {
            Addresses addresses = new Addresses(session, text -> 7);
            long ann = addresses.intern(jid("ann"));
            long bob = addresses.intern(jid("bob"));
            assertThat(ann).isNotEqualTo(bob);
            addresses.forget();
            assertThat(addresses.intern(jid("ann"))).isEqualTo(ann);
            assertThat(addresses.find(jid("bob"))).contains(bob);
            assertThat(addresses.jid(bob)).isEqualTo(jid("bob"));
        }
    }
}
