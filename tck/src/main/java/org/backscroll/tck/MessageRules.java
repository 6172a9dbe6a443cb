package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.CLEO;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.draft;
import static org.backscroll.tck.Said.edit;
import static org.backscroll.tck.Said.key;
import static org.backscroll.tck.Said.reacted;
import static org.backscroll.tck.Said.revoked;
import static org.backscroll.tck.Said.text;
import static org.backscroll.tck.Said.told;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/** What becomes of all that is told of one message. */
abstract class MessageRules extends CommitRules {

    private static Reaction reaction(org.backscroll.api.Jid by, String emoji, long seconds) {
        return new Reaction(Author.of(by), emoji, at(seconds));
    }

    @Test
    void allOfAMessageIsKept() throws Exception {
        Message sent =
                draft(GROUP, ANA, "full", 1)
                        .order(-7)
                        .type(MessageType.of("my_own"))
                        .text("caption")
                        .quotedId("other")
                        .editedAt(at(9))
                        .starred(true)
                        .status(MessageStatus.DELIVERED)
                        .reactions(List.of(reaction(BEN, "\ud83d\udc4d", 5)))
                        .media(
                                Media.builder()
                                        .mimeType("image/jpeg")
                                        .fileName("a b.jpg")
                                        .size(Long.MAX_VALUE)
                                        .duration(Duration.ofMillis(1500))
                                        .attribute("width", "640")
                                        .attribute("key", "a=b&c\n")
                                        .build())
                        .build();
        worker.apply(new Entry.MessageEntry(sent));
        assertThat(Dump.words(message("full"))).isEqualTo(Dump.words(sent));
    }

    @Test
    void howExactATimeIsIsKept() throws Exception {
        worker.apply(told(draft(GROUP, ANA, "exported", 60).precision(Duration.ofMinutes(1))));
        worker.apply(text("exact", 200, "text"));
        assertThat(message("exported").precision()).isEqualTo(Duration.ofMinutes(1));
        assertThat(message("exact").precision()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whatASourceTakesForADuplicateIsPassedOver() throws Exception {
        worker.apply(text("one", 1, "text"));
        worker.apply(told(draft(GROUP, ANA, "two", 2).text("text").duplicateOf("one")));
        assertThat(message("two").duplicateOf()).isEmpty();
        assertThat(messages(GROUP)).extracting(Message::id).containsExactly("one", "two");
    }

    @Test
    void whatIsToldOnceMoreIsMaybeHiddenAndNeverDropped() throws Exception {
        worker.apply(text("exact", 61, "the same"));
        worker.apply(
                told(
                        draft(GROUP, ANA, "exported", 60)
                                .text("the same")
                                .precision(Duration.ofMinutes(1))));
        MessageQuery query = MessageQuery.oldest(GROUP, 10);
        List<Message> shown = store.messages(Said.ACCOUNT, query).items();
        List<Message> all = store.messages(Said.ACCOUNT, query.withDuplicates()).items();
        assertThat(all).extracting(Message::id).containsExactly("exported", "exact");
        assertThat(shown).extracting(Message::duplicateOf).containsOnly(Optional.empty());
        assertThat(all)
                .filteredOn(m -> shown.stream().noneMatch(s -> s.id().equals(m.id())))
                .extracting(Message::duplicateOf)
                .isSubsetOf(List.of(Optional.of("exact")));
    }

    @Test
    void textIsKeptByteForByte() throws Exception {
        List<String> texts =
                List.of(
                        "",
                        " blank at both ends ",
                        "line\r\nbreaks\n\ttabs",
                        "zero \u0000 inside, \u0007 and \u001b[31m",
                        "\ud83d\udc69\u200d\ud83d\udc67 e\u0301 \u00e9 \u202eright to left",
                        "'; drop table messages; -- %s \\",
                        "x".repeat(100_000));
        for (int i = 0; i < texts.size(); i++) {
            worker.apply(text("t" + i, i, texts.get(i)));
            assertThat(message("t" + i).text()).contains(texts.get(i));
        }
    }

    @Test
    void aTimeThatCannotBeIsKeptAndSortsFirst() throws Exception {
        List<Instant> absurd =
                List.of(
                        Instant.ofEpochMilli(Long.MIN_VALUE),
                        Instant.EPOCH,
                        Instant.parse("1999-12-31T23:59:59.999Z"),
                        Instant.parse("2101-01-01T00:00:00Z"),
                        Instant.ofEpochMilli(Long.MAX_VALUE));
        worker.apply(text("sound", 0, "x"));
        for (int i = 0; i < absurd.size(); i++) {
            worker.apply(told(Message.builder(key(GROUP, ANA, "t" + i), absurd.get(i))));
            assertThat(message("t" + i).timestamp()).isEqualTo(absurd.get(i));
        }
        assertThat(messages(GROUP)).extracting(Message::id).hasSize(6).endsWith("sound");
        assertThat(chats().get(0).lastMessage().orElseThrow().id()).isEqualTo("sound");
    }

    @Test
    void timeGoesBeforeOrderAndAbsentOrderIsZero() throws Exception {
        worker.apply(
                told(draft(GROUP, ANA, "a", 2).order(-9)),
                told(draft(GROUP, ANA, "b", 1).order(1)),
                told(draft(GROUP, ANA, "c", 1)),
                told(draft(GROUP, ANA, "d", 1).order(-1)));
        assertThat(messages(GROUP)).extracting(Message::id).containsExactly("d", "c", "b", "a");
    }

    @Test
    void twoPeopleMayUseOneId() throws Exception {
        worker.apply(
                text(GROUP, ANA, "same", 1, "Ana's"),
                text(GROUP, BEN, "same", 2, "Ben's"),
                told(Message.builder(key(GROUP, Author.ME, "same"), at(3)).text("mine")),
                told(Message.builder(key(GROUP, Author.UNKNOWN, "same"), at(4)).text("whose")));
        assertThat(store.find(Said.ACCOUNT, GROUP, "same"))
                .extracting(m -> m.text().orElseThrow())
                .containsExactly("Ana's", "Ben's", "mine", "whose");
        assertThat(store.find(Said.ACCOUNT, GROUP, "none")).isEmpty();
        assertThat(store.find(Said.ACCOUNT, BEN, "same")).isEmpty();
    }

    @Test
    void whatIsAbsentAddsNothing() throws Exception {
        worker.apply(
                told(
                        draft(GROUP, ANA, "a", 1)
                                .text("text")
                                .order(4)
                                .quotedId("q")
                                .starred(true)
                                .status(MessageStatus.READ)
                                .reactions(List.of(reaction(BEN, "x", 2)))
                                .media(Media.builder().mimeType("a/b").build())));
        String before = Dump.words(message("a"));
        worker.apply(told(draft(GROUP, ANA, "a", 1)));
        assertThat(Dump.words(message("a"))).isEqualTo(before);
    }

    @Test
    void whatWasMissingIsAdded() throws Exception {
        worker.apply(told(draft(GROUP, ANA, "a", 1)));
        worker.apply(
                told(
                        draft(GROUP, ANA, "a", 1)
                                .text("text")
                                .order(4)
                                .quotedId("q")
                                .media(Media.builder().mimeType("a/b").build())));
        Message message = message("a");
        assertThat(message.text()).contains("text");
        assertThat(message.order()).hasValue(4);
        assertThat(message.quotedId()).contains("q");
        assertThat(message.media()).isPresent();
    }

    @Test
    void theNewestEditWinsWhateverComesFirst() throws Exception {
        worker.apply(text("a", 1, "sent"), edit("a", 9, "newest"), edit("a", 5, "older"));
        worker.apply(text("a", 1, "sent"));
        assertThat(message("a").text()).contains("newest");
        assertThat(message("a").editedAt()).contains(at(9));
    }

    @Test
    void anEditMayComeBeforeItsMessage() throws Exception {
        worker.apply(edit("a", 9, "edited"));
        assertThat(store.find(Said.ACCOUNT, GROUP, "a")).isEmpty();
        worker.apply(text("a", 1, "sent"));
        assertThat(message("a").text()).contains("edited");
    }

    @Test
    void onlyTheAuthorEdits() throws Exception {
        worker.apply(
                text("a", 1, "sent"),
                new Entry.Edit(key(GROUP, BEN, "a"), "forged", Optional.empty(), at(5)));
        assertThat(message("a").text()).contains("sent");
        assertThat(message("a").editedAt()).isEmpty();
    }

    @Test
    void anEditReplacesTheTextAlone() throws Exception {
        worker.apply(
                told(
                        draft(GROUP, ANA, "a", 1)
                                .text("sent")
                                .quotedId("q")
                                .order(3)
                                .media(Media.builder().mimeType("a/b").build())),
                edit("a", 9, "edited"));
        Message message = message("a");
        assertThat(message.timestamp()).isEqualTo(at(1));
        assertThat(message.quotedId()).contains("q");
        assertThat(message.order()).hasValue(3);
        assertThat(message.media()).isPresent();
    }

    @Test
    void anEditMayBringAQuoteOfItsOwn() throws Exception {
        worker.apply(
                told(draft(GROUP, ANA, "a", 1).text("sent").quotedId("zz")),
                new Entry.Edit(key(GROUP, ANA, "a"), "edited", Optional.of("aa"), at(9)));
        assertThat(message("a").quotedId()).contains("aa");
    }

    @Test
    void aMessageThatIsDeliveredEditedIsLikeOneThatWasEdited() throws Exception {
        worker.apply(
                told(draft(GROUP, ANA, "a", 1).text("edited").editedAt(at(9))),
                text("a", 1, "zz as it was sent"),
                edit("a", 5, "zz in between"));
        assertThat(message("a").text()).contains("edited");
        assertThat(message("a").editedAt()).contains(at(9));
    }

    @Test
    void theAuthorDeletes() throws Exception {
        worker.apply(text("a", 1, "sent"), revoked("a", ANA, false, 5));
        assertThat(message("a").deleted()).isTrue();
        assertThat(message("a").text()).isEmpty();
    }

    @Test
    void aStrangerDeletesOnlyIfTheSourceVouches() throws Exception {
        worker.apply(text("a", 1, "sent"), revoked("a", BEN, false, 5));
        assertThat(message("a").deleted()).isFalse();
        assertThat(message("a").text()).contains("sent");
        worker.apply(revoked("a", BEN, true, 6));
        assertThat(message("a").deleted()).isTrue();
    }

    @Test
    void aDeletionMayComeBeforeItsMessageAndSticks() throws Exception {
        worker.apply(revoked("a", ANA, false, 5));
        assertThat(messages(GROUP)).isEmpty();
        worker.apply(
                told(
                        draft(GROUP, ANA, "a", 1)
                                .text("sent")
                                .media(Media.builder().mimeType("a/b").build())),
                edit("a", 9, "edited"));
        assertThat(message("a").deleted()).isTrue();
        assertThat(message("a").text()).isEmpty();
        assertThat(message("a").media()).isEmpty();
    }

    @Test
    void aMessageThatIsDeliveredDeletedStaysSo() throws Exception {
        worker.apply(told(draft(GROUP, ANA, "a", 1).deleted(true)), text("a", 1, "sent"));
        assertThat(message("a").deleted()).isTrue();
        assertThat(message("a").text()).isEmpty();
    }

    @Test
    void aDeletedMessageKeepsItsPlace() throws Exception {
        worker.apply(text("a", 1, "x"), text("b", 2, "y"), text("c", 3, "z"));
        worker.apply(revoked("b", ANA, false, 9));
        assertThat(messages(GROUP)).extracting(Message::id).containsExactly("a", "b", "c");
        assertThat(chats().get(0).messageCount()).isEqualTo(3);
    }

    @Test
    void aPersonsNewestReactionStands() throws Exception {
        worker.apply(
                text("a", 1, "x"),
                reacted("a", BEN, "new", 9),
                reacted("a", BEN, "old", 5),
                reacted("a", CLEO, "hers", 3));
        assertThat(message("a").reactions())
                .as("ordered by time")
                .containsExactly(reaction(CLEO, "hers", 3), reaction(BEN, "new", 9));
    }

    @Test
    void anEmptyReactionRemovesAndIsRemembered() throws Exception {
        worker.apply(text("a", 1, "x"), reacted("a", BEN, "y", 5), reacted("a", BEN, "", 9));
        assertThat(message("a").reactions()).isEmpty();
        worker.apply(reacted("a", BEN, "late", 7));
        assertThat(message("a").reactions()).isEmpty();
        worker.apply(reacted("a", BEN, "again", 11));
        assertThat(message("a").reactions()).containsExactly(reaction(BEN, "again", 11));
    }

    @Test
    void aReactionMayComeBeforeItsMessage() throws Exception {
        worker.apply(reacted("a", BEN, "y", 5));
        worker.apply(text("a", 1, "x"));
        assertThat(message("a").reactions()).containsExactly(reaction(BEN, "y", 5));
    }

    @Test
    void listedReactionsStandForThemselvesAndRemoveNone() throws Exception {
        worker.apply(text("a", 1, "x"), reacted("a", BEN, "y", 5));
        worker.apply(told(draft(GROUP, ANA, "a", 1).reactions(List.of(reaction(CLEO, "z", 6)))));
        assertThat(message("a").reactions())
                .containsExactly(reaction(BEN, "y", 5), reaction(CLEO, "z", 6));
    }

    @Test
    void theGreatestStatusStands() throws Exception {
        worker.apply(
                new Entry.Receipt(key(GROUP, ANA, "a"), MessageStatus.DELIVERED),
                told(draft(GROUP, ANA, "a", 1).status(MessageStatus.SENT)));
        assertThat(message("a").status()).contains(MessageStatus.DELIVERED);
        worker.apply(new Entry.Receipt(key(GROUP, ANA, "a"), MessageStatus.READ));
        worker.apply(new Entry.Receipt(key(GROUP, ANA, "a"), MessageStatus.PENDING));
        assertThat(message("a").status()).contains(MessageStatus.READ);
    }

    @Test
    void aSendersNameIsTheBestKnownNow() throws Exception {
        worker.apply(told(draft(GROUP, ANA, "a", 1).senderName("as sent")));
        assertThat(message("a").senderName()).contains("as sent");
        worker.apply(new Entry.Name(ANA, "newer", Said.asOf(500)));
        assertThat(message("a").senderName()).contains("newer");
    }
}
