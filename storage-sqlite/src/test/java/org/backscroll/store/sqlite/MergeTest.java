package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.snapshot;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.PersonName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final Jid CHAT = group("1");
    private static final Author ANN = Author.of(jid("ann"));
    private static final Author BOB = Author.of(jid("bob"));
    private static final String HEX = "3AB0C1D2E3F4A5B6C7D8";

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
    void everythingOfAMessageComesBackAsItWasGiven() throws Exception {
        Message full =
                message(CHAT, ANN, HEX, 5)
                        .senderName("Ann")
                        .order(7)
                        .type(MessageType.of("own_type"))
                        .text(" é\u0000\u0001\t中😀\n ")
                        .quotedId("3AFFFFFFFFFFFFFFFFFF")
                        .editedAt(at(9))
                        .starred(true)
                        .status(MessageStatus.READ)
                        .reactions(
                                List.of(
                                        new Reaction(Author.ME, "👍", at(6)),
                                        new Reaction(BOB, "❤", at(7))))
                        .media(
                                Media.builder()
                                        .mimeType("image/jpeg")
                                        .fileName("a&b=c %.jpg")
                                        .size(12)
                                        .duration(java.time.Duration.ofMillis(1500))
                                        .attribute("media_key", "a=b&c+/ é")
                                        .build())
                        .build();
        Message bare = Message.builder(key(CHAT, Author.UNKNOWN, "x"), at(6)).build();
        Message mine = message(CHAT, Author.ME, "abcDEF", 7).text("").order(-3).build();
        on.apply(
                new Entry.MessageEntry(full),
                new Entry.MessageEntry(bare),
                new Entry.MessageEntry(mine));
        assertThat(on.messages(CHAT)).containsExactly(full, bare, mine);
    }

    @Test
    void aTimeThatCannotBeIsKeptAndSortsFirst() throws Exception {
        Message odd =
                Message.builder(key(CHAT, ANN, "odd"), Instant.ofEpochMilli(Long.MAX_VALUE))
                        .build();
        on.apply(text(CHAT, ANN, "a", 1, "x"), new Entry.MessageEntry(odd));
        assertThat(on.messages(CHAT)).extracting(Message::id).containsExactly("odd", "a");
        assertThat(on.messages(CHAT).get(0)).isEqualTo(odd);
        assertThat(on.conversations().get(0).lastMessage().orElseThrow().id()).isEqualTo("a");
    }

    @Test
    void aMessageSeenAgainAddsWhatWasMissing() throws Exception {
        on.apply(new Entry.MessageEntry(message(CHAT, ANN, HEX, 1).build()));
        Applied again =
                on.apply(
                        new Entry.MessageEntry(
                                message(CHAT, ANN, HEX, 1).text("late").order(4).build()));
        assertThat(on.message(CHAT, HEX).text()).contains("late");
        assertThat(on.message(CHAT, HEX).order()).hasValue(4);
        assertThat(again.did()).isEqualTo(new SyncCounts(1, 0, 1, 0, 0, 0));
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("late", 5)).hits()).hasSize(1);
    }

    @Test
    void whatIsDeliveredAgainChangesNothing() throws Exception {
        Entry entry = text(CHAT, ANN, HEX, 1, "hello");
        assertThat(on.apply(entry).did()).isEqualTo(new SyncCounts(1, 1, 0, 1, 0, 0));
        assertThat(on.apply(entry).did()).isEqualTo(new SyncCounts(1, 0, 0, 0, 0, 0));
        assertThat(on.job.counts()).isEqualTo(new SyncCounts(2, 1, 0, 1, 0, 0));
        assertThat(on.conversations().get(0).messageCount()).isEqualTo(1);
    }

    @Test
    void twoPeopleMayUseTheSameId() throws Exception {
        on.apply(
                text(CHAT, ANN, "id", 1, "ann"),
                text(CHAT, BOB, "id", 1, "bob"),
                text(CHAT, Author.ME, "id", 1, "me"),
                text(CHAT, Author.UNKNOWN, "id", 1, "nobody"));
        assertThat(on.store.find(ACCOUNT, CHAT, "id")).hasSize(4).isEqualTo(on.messages(CHAT));
    }

    @Test
    void theNewestEditWinsAndLeavesQuoteAndPlaceAlone() throws Exception {
        on.apply(new Entry.Edit(key(CHAT, ANN, HEX), "third", Optional.empty(), at(30)));
        assertThat(on.store.find(ACCOUNT, CHAT, HEX)).isEmpty();
        assertThat(on.conversations()).isEmpty();
        on.apply(
                new Entry.MessageEntry(
                        message(CHAT, ANN, HEX, 1).text("first").quotedId("q").build()));
        on.apply(new Entry.Edit(key(CHAT, ANN, HEX), "second", Optional.of("own"), at(20)));
        Message edited = on.message(CHAT, HEX);
        assertThat(edited.text()).contains("third");
        assertThat(edited.quotedId()).contains("q");
        assertThat(edited.editedAt()).contains(at(30));
        assertThat(edited.timestamp()).isEqualTo(at(1));
        Applied last =
                on.apply(new Entry.Edit(key(CHAT, ANN, HEX), "fourth", Optional.of("z"), at(40)));
        assertThat(last.did().changedMessages()).isEqualTo(1);
        assertThat(last.did().messages()).isZero();
        assertThat(on.message(CHAT, HEX).quotedId()).contains("z");
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("third", 5)).hits()).isEmpty();
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("fourth", 5)).hits()).hasSize(1);
    }

    @Test
    void anEditByAnotherAuthorDoesNotTouchTheMessage() throws Exception {
        on.apply(text(CHAT, ANN, HEX, 1, "mine"));
        on.apply(new Entry.Edit(key(CHAT, BOB, HEX), "forged", Optional.empty(), at(5)));
        assertThat(on.message(CHAT, HEX).text()).contains("mine");
    }

    @Test
    void aRevocationIsStickyAlsoBeforeItsMessage() throws Exception {
        on.apply(new Entry.Revocation(key(CHAT, ANN, "early"), ANN, false, at(9)));
        Message withMedia =
                message(CHAT, ANN, "early", 1)
                        .text("secret")
                        .media(Media.builder().mimeType("a/b").build())
                        .build();
        on.apply(new Entry.MessageEntry(withMedia), text(CHAT, ANN, "late", 2, "secret"));
        on.apply(new Entry.Revocation(key(CHAT, ANN, "late"), ANN, false, at(9)));
        on.apply(
                new Entry.MessageEntry(withMedia),
                text(CHAT, ANN, "late", 2, "secret"),
                new Entry.Edit(key(CHAT, ANN, "late"), "secret", Optional.empty(), at(10)));
        assertThat(on.messages(CHAT))
                .hasSize(2)
                .allMatch(m -> m.deleted() && m.text().isEmpty() && m.media().isEmpty());
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("secret", 5)).hits()).isEmpty();
        assertThat(on.conversations().get(0).messageCount()).isEqualTo(2);
        assertThat(on.store.check()).allMatch(f -> f.ok(), "in order");
    }

    @Test
    void aRevocationByAnotherCountsOnlyIfTheSourceVouchesForIt() throws Exception {
        on.apply(text(CHAT, ANN, HEX, 1, "stays"));
        on.apply(new Entry.Revocation(key(CHAT, ANN, HEX), BOB, false, at(9)));
        assertThat(on.message(CHAT, HEX).deleted()).isFalse();
        on.apply(new Entry.Revocation(key(CHAT, ANN, HEX), BOB, true, at(9)));
        assertThat(on.message(CHAT, HEX).deleted()).isTrue();
    }

    @Test
    void aReactionTakenBackDoesNotReturn() throws Exception {
        on.apply(new Entry.Reacted(key(CHAT, ANN, HEX), BOB, "", at(20)));
        on.apply(text(CHAT, ANN, HEX, 1, "x"));
        on.apply(new Entry.Reacted(key(CHAT, ANN, HEX), BOB, "👍", at(10)));
        assertThat(on.message(CHAT, HEX).reactions()).isEmpty();
        Applied newer = on.apply(new Entry.Reacted(key(CHAT, ANN, HEX), BOB, "❤", at(30)));
        assertThat(newer.did().changedMessages()).isEqualTo(1);
        assertThat(on.message(CHAT, HEX).reactions())
                .containsExactly(new Reaction(BOB, "❤", at(30)));
    }

    @Test
    void theGreatestStatusHolds() throws Exception {
        on.apply(new Entry.Receipt(key(CHAT, Author.ME, HEX), MessageStatus.READ));
        on.apply(
                new Entry.MessageEntry(
                        message(CHAT, Author.ME, HEX, 1).status(MessageStatus.SENT).build()));
        on.apply(new Entry.Receipt(key(CHAT, Author.ME, HEX), MessageStatus.DELIVERED));
        assertThat(on.message(CHAT, HEX).status()).contains(MessageStatus.READ);
    }

    @Test
    void theNewestSnapshotWinsAndAnEmptyNameNever() throws Exception {
        on.apply(snapshot(CHAT, asOf(20), "New", 2), snapshot(CHAT, asOf(10), "Old", 9));
        on.apply(snapshot(CHAT, new AsOf(at(30), 0), "", 0));
        Conversation chat = on.conversations().get(0);
        assertThat(chat.name()).contains("New");
        assertThat(chat.unreadCount()).isZero();
        assertThat(chat.messageCount()).isZero();
        on.apply(snapshot(CHAT, new AsOf(at(30), 1), "Newer", 5));
        on.apply(snapshot(CHAT, new AsOf(at(30), 1), "Greater", 6));
        assertThat(on.conversations().get(0).name()).contains("Newer");
        assertThat(on.conversations().get(0).unreadCount()).isEqualTo(6);
    }

    @Test
    void namesComeFromNamesAndFromMessages() throws Exception {
        Applied named = on.apply(new Entry.Name(jid("ann"), "Listed", AsOf.UNKNOWN));
        assertThat(named.did().names()).isEqualTo(1);
        assertThat(on.conversations()).isEmpty();
        Applied spoken =
                on.apply(
                        new Entry.MessageEntry(
                                message(jid("ann"), ANN, HEX, 5).senderName("Ann").build()));
        assertThat(spoken.did().names()).isZero();
        assertThat(on.store.names(ACCOUNT, 10, Optional.empty()).items())
                .containsExactly(new PersonName(jid("ann"), "Ann", asOf(5)));
        assertThat(on.conversations().get(0).name()).contains("Ann");
        assertThat(on.message(jid("ann"), HEX).senderName()).contains("Ann");
    }

    @Test
    void membersAreKnownByTheNewestReport() throws Exception {
        on.apply(
                text(CHAT, ANN, HEX, 1, "x"),
                new Entry.Name(jid("bob"), "Bob", asOf(1)),
                new Entry.Membership(
                        CHAT, jid("bob"), Participant.Role.LEFT, Optional.of(at(9)), asOf(9)),
                new Entry.Membership(
                        CHAT, jid("bob"), Participant.Role.ADMIN, Optional.empty(), asOf(5)),
                new Entry.Membership(
                        CHAT, jid("ann"), Participant.Role.OWNER, Optional.empty(), asOf(5)));
        assertThat(on.store.conversation(ACCOUNT, CHAT).orElseThrow().participants())
                .containsExactly(
                        new Participant(
                                jid("ann"),
                                Optional.empty(),
                                Participant.Role.OWNER,
                                Optional.empty()),
                        new Participant(
                                jid("bob"),
                                Optional.of("Bob"),
                                Participant.Role.LEFT,
                                Optional.of(at(9))));
    }

    @Test
    void ofTwoReportsAsNewOneThatSaysWhenSomebodyLeftStandsInEitherOrder() throws Exception {
        Jid other = group("other");
        Optional<Instant> early = Optional.of(Instant.ofEpochMilli(-1));
        List<Entry> told =
                List.of(
                        left(CHAT, early),
                        left(CHAT, Optional.empty()),
                        left(other, Optional.empty()),
                        left(other, early));
        on.apply(text(CHAT, ANN, HEX, 1, "x"), text(other, ANN, HEX, 1, "x"));
        for (Entry entry : told) {
            on.apply(entry);
        }
        for (Jid chat : List.of(CHAT, other)) {
            assertThat(on.store.conversation(ACCOUNT, chat).orElseThrow().participants())
                    .extracting(Participant::left)
                    .containsExactly(early);
        }
    }

    private static Entry left(Jid chat, Optional<Instant> at) {
        return new Entry.Membership(chat, jid("bob"), Participant.Role.LEFT, at, asOf(5));
    }

    @Test
    void aChatOfWhichOnlyAMemberIsKnownIsNotListed() throws Exception {
        on.apply(
                new Entry.Membership(
                        CHAT, jid("bob"), Participant.Role.MEMBER, Optional.empty(), asOf(5)));
        assertThat(on.conversations()).isEmpty();
        assertThat(on.store.conversation(ACCOUNT, CHAT)).isEmpty();
    }
}
