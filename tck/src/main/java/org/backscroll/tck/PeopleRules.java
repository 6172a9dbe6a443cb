package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.ANA_TOO;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.CLEO;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.asOf;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.key;
import static org.backscroll.tck.Said.text;

import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.Participant.Role;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.PersonName;
import org.junit.jupiter.api.Test;

/** Names of people, and people with several addresses. */
abstract class PeopleRules extends ChatRules {
    private static final Entry LINK = new Entry.Link(ANA, ANA_TOO);

    @Test
    void theNewestNameWinsAndNamesAreOrdered() throws Exception {
        worker.apply(
                new Entry.Name(CLEO, "Cleo", AsOf.UNKNOWN),
                new Entry.Name(ANA, "new", asOf(9)),
                new Entry.Name(ANA, "zz old", asOf(1)),
                new Entry.Name(CLEO, "zz hearsay", AsOf.HEARSAY));
        assertThat(Dump.names(store, ACCOUNT, 10))
                .containsExactly(
                        new PersonName(ANA, "new", asOf(9)),
                        new PersonName(CLEO, "Cleo", AsOf.UNKNOWN));
    }

    @Test
    void theOwnersNewestNameWins() throws Exception {
        assertThat(store.ownName(ACCOUNT)).isEmpty();
        worker.apply(new Entry.OwnName("new", asOf(9)), new Entry.OwnName("zz old", asOf(1)));
        // a store may leave it out, but not know another one
        assertThat(store.ownName(ACCOUNT).map(Entry.OwnName::name).orElse("new")).isEqualTo("new");
    }

    private void tell(boolean linkFirst) throws Exception {
        if (linkFirst) {
            worker.apply(LINK);
        }
        worker.apply(
                text(ANA, ANA, "a", 1, "first"),
                text(ANA_TOO, ANA_TOO, "a", 1, "first"),
                text(ANA_TOO, ANA_TOO, "b", 2, "second"),
                text(GROUP, ANA, "g", 3, "in the group"),
                text(GROUP, ANA_TOO, "g", 3, "in the group"),
                new Entry.Edit(key(GROUP, ANA_TOO, "g"), "edited", Optional.empty(), at(5)),
                new Entry.Reacted(key(GROUP, ANA, "g"), Author.of(ANA_TOO), "x", at(6)),
                new Entry.Reacted(key(GROUP, ANA, "g"), Author.of(ANA), "y", at(7)),
                new Entry.Name(ANA_TOO, "Ana", asOf(1)),
                new Entry.Membership(GROUP, ANA_TOO, Role.MEMBER, Optional.empty(), asOf(1)),
                new Entry.Membership(GROUP, ANA, Role.ADMIN, Optional.empty(), asOf(2)));
        if (!linkFirst) {
            worker.apply(LINK);
        }
    }

    @Test
    void linkedChatsAreOneByEitherAddress() throws Exception {
        tell(false);
        Conversation chat = chat(ANA).conversation();
        assertThat(chat(ANA_TOO).conversation()).isEqualTo(chat);
        assertThat(chats()).extracting(Conversation::jid).containsExactly(GROUP, chat.jid());
        assertThat(chat.jid()).isIn(ANA, ANA_TOO);
        assertThat(chat(ANA).aliases()).containsExactly(chat.jid().equals(ANA) ? ANA_TOO : ANA);
        assertThat(messages(ANA)).isEqualTo(messages(ANA_TOO));
    }

    @Test
    void noMessageOfALinkedPersonIsThereTwice() throws Exception {
        tell(false);
        assertThat(messages(ANA)).extracting(Message::id).containsExactly("a", "b");
        assertThat(chat(ANA).conversation().messageCount()).isEqualTo(2);
        assertThat(store.find(ACCOUNT, ANA_TOO, "a")).hasSize(1);
    }

    @Test
    void whatOnePersonDidUnderTwoAddressesOnePersonDid() throws Exception {
        tell(false);
        assertThat(messages(GROUP)).hasSize(1);
        assertThat(message("g").text()).contains("edited");
        assertThat(message("g").reactions()).extracting(r -> r.emoji()).containsExactly("y");
        assertThat(chat(GROUP).participants())
                .singleElement()
                .satisfies(p -> assertThat(p.role()).isEqualTo(Role.ADMIN))
                .satisfies(p -> assertThat(p.name()).contains("Ana"));
        assertThat(Dump.names(store, ACCOUNT, 10)).hasSize(1);
    }

    @Test
    void aLinkMayComeFirst() throws Exception {
        tell(false);
        String after = Dump.of(store, ACCOUNT);
        close(store);
        openStore();
        tell(true);
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(after);
    }

    @Test
    void aRevocationUnderTheOtherAddressCountsOnceItIsTheAuthors() throws Exception {
        worker.apply(
                text("a", 1, "x"),
                new Entry.Revocation(key(GROUP, ANA, "a"), Author.of(ANA_TOO), false, at(5)));
        assertThat(message("a").deleted()).isFalse();
        worker.apply(LINK);
        assertThat(message("a").deleted()).isTrue();
    }

    @Test
    void linksAreTransitive() throws Exception {
        worker.apply(text(ANA, ANA, "a", 1, "x"), text(CLEO, CLEO, "b", 2, "y"));
        worker.apply(LINK, new Entry.Link(CLEO, ANA_TOO));
        assertThat(messages(CLEO)).extracting(Message::id).containsExactly("a", "b");
        assertThat(chats()).hasSize(1);
    }

    @Test
    void linksToldToAnEmptyStoreGiveTheSamePeople() throws Exception {
        worker.apply(
                text(ANA, ANA, "a", 1, "x"),
                text(BEN, BEN, "b", 2, "y"),
                LINK,
                new Entry.Link(CLEO, ANA_TOO),
                new Entry.Link(BEN, Jid.of("99@lid")));
        List<Entry.Link> links = Dump.links(store, ACCOUNT, 1);
        assertThat(Dump.links(store, ACCOUNT, 100)).isEqualTo(links);
        List<Jid> people = chats().stream().map(Conversation::jid).toList();
        close(store);
        openStore();
        HistoryStore fresh = store;
        worker.apply(links);
        worker.apply(text(ANA_TOO, ANA, "a", 1, "x"), text(BEN, BEN, "b", 2, "y"));
        if (!links.isEmpty()) { // a store may leave links out
            assertThat(Dump.chats(fresh, ACCOUNT, 10))
                    .extracting(Conversation::jid)
                    .isEqualTo(people);
            assertThat(Dump.links(fresh, ACCOUNT, 100)).isEqualTo(links);
        }
    }
}
