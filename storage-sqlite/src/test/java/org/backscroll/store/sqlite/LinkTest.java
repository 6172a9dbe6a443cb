package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
    private static final Jid PHONE = jid("4915");
    private static final Jid LID = lid("77");

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

    @Test
    void twoChatsOfOnePersonBecomeOneAndNoMessageIsThereTwice() throws Exception {
        on.apply(
                text(PHONE, Author.of(PHONE), "a", 1, "first"),
                text(LID, Author.of(LID), "a", 1, "first"),
                text(LID, Author.of(LID), "b", 2, "second"),
                text(LID, Author.ME, "c", 3, "third"));
        String before =
                on.store.messages(ACCOUNT, MessageQuery.oldest(LID, 1)).next().orElseThrow();
        on.apply(new Entry.Link(PHONE, LID));
        assertThat(on.conversations())
                .singleElement()
                .extracting(Conversation::jid, Conversation::messageCount)
                .containsExactly(PHONE, 3L);
        assertThat(on.messages(LID)).isEqualTo(on.messages(PHONE)).hasSize(3);
        assertThat(on.messages(PHONE).get(1).sender()).contains(PHONE);
        assertThat(on.store.conversation(ACCOUNT, LID).orElseThrow().aliases())
                .containsExactly(LID);
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("first", 9)).hits()).hasSize(1);
        // A cursor from before the link still points into the same chat.
        assertThat(on.store.messages(ACCOUNT, MessageQuery.oldest(LID, 9).from(before)).items())
                .extracting(Message::id)
                .contains("c");
        assertThat(on.store.check()).allMatch(f -> f.ok());
    }

    @Test
    void aGroupsMessageUnderBothAddressesIsOne() throws Exception {
        on.apply(
                text(group("g"), Author.of(PHONE), "a", 1, "hello"),
                new Entry.Edit(
                        key(group("g"), Author.of(LID), "a"), "edited", Optional.empty(), at(5)),
                new Entry.Reacted(
                        key(group("g"), Author.of(LID), "a"), Author.of(LID), "x", at(6)));
        assertThat(on.message(group("g"), "a").text()).contains("hello");
        on.apply(new Entry.Link(PHONE, LID));
        Message message = on.message(group("g"), "a");
        assertThat(message.text()).contains("edited");
        assertThat(message.reactions())
                .singleElement()
                .satisfies(r -> assertThat(r.author()).isEqualTo(Author.of(PHONE)));
    }

    @Test
    void aRevocationUnderTheOtherAddressCountsOnceItIsTheAuthors() throws Exception {
        on.apply(
                text(group("g"), Author.of(PHONE), "a", 1, "hello"),
                new Entry.Revocation(
                        key(group("g"), Author.of(PHONE), "a"), Author.of(LID), false, at(5)));
        assertThat(on.message(group("g"), "a").deleted()).isFalse();
        on.apply(new Entry.Link(PHONE, LID));
        assertThat(on.message(group("g"), "a").deleted()).isTrue();
    }

    @Test
    void theSmallestPhoneNumberIsTheAddressAndLinksAreTransitive() throws Exception {
        on.apply(text(lid("9"), Author.of(lid("9")), "a", 1, "x"));
        on.apply(new Entry.Link(jid("500"), lid("9")));
        on.apply(new Entry.Link(jid("300"), lid("8")));
        on.apply(new Entry.Link(jid("400"), lid("8")), new Entry.Link(jid("500"), lid("8")));
        for (Jid any : new Jid[] {jid("300"), jid("400"), jid("500"), lid("8"), lid("9")}) {
            assertThat(on.store.conversation(ACCOUNT, any).orElseThrow().conversation().jid())
                    .isEqualTo(jid("300"));
        }
        on.apply(text(lid("8"), Author.of(lid("8")), "b", 2, "later"));
        assertThat(on.messages(jid("300"))).hasSize(2);
    }
}
