package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.tck.Said.ACCOUNT;
import static org.backscroll.tck.Said.ANA;
import static org.backscroll.tck.Said.BEN;
import static org.backscroll.tck.Said.CLEO;
import static org.backscroll.tck.Said.GROUP;
import static org.backscroll.tck.Said.asOf;
import static org.backscroll.tck.Said.at;
import static org.backscroll.tck.Said.flags;
import static org.backscroll.tck.Said.snapshot;
import static org.backscroll.tck.Said.text;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Participant;
import org.backscroll.api.Participant.Role;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/** What becomes of all that is told of one chat. */
abstract class ChatRules extends MessageRules {

    @Test
    void chatsAreListedByTheirLastMessageThenByAddress() throws Exception {
        worker.apply(
                text(BEN, BEN, "a", 5, "x"),
                text(GROUP, ANA, "b", 9, "x"),
                text(ANA, ANA, "c", 5, "x"),
                snapshot(CLEO, asOf(99)).name("Cleo").build());
        assertThat(chats()).extracting(Conversation::jid).containsExactly(GROUP, ANA, BEN, CLEO);
    }

    @Test
    void theLastMessageIsTheGreatestAndAllAreCounted() throws Exception {
        worker.apply(text("b", 9, "last"), text("a", 1, "first"));
        Conversation chat = chats().get(0);
        assertThat(chat.lastMessage()).contains(message("b"));
        assertThat(chat.messageCount()).isEqualTo(2);
        assertThat(chat.account()).isEqualTo(ACCOUNT);
    }

    @Test
    void anUnknownChatIsEmpty() throws Exception {
        worker.apply(text("a", 1, "x"));
        assertThat(store.conversation(ACCOUNT, CLEO)).isEmpty();
        assertThat(messages(CLEO)).isEmpty();
    }

    @Test
    void nothingIsSaidOfAChatBeforeSomethingIsTold() throws Exception {
        worker.apply(text("a", 1, "x"));
        ConversationInfo info = chat(GROUP);
        Conversation chat = info.conversation();
        assertThat(chat.name()).isEmpty();
        assertThat(chat.unreadCount()).isZero();
        assertThat(List.of(chat.archived(), chat.muted(), chat.markedUnread(), chat.pinned()))
                .containsOnly(false);
        assertThat(info.participants()).isEmpty();
        assertThat(info.aliases()).isEmpty();
        assertThat(info.coverage().ranges()).isEmpty();
    }

    @Test
    void allOfAChatIsKept() throws Exception {
        worker.apply(
                flags(snapshot(GROUP, asOf(1)), true)
                        .name("Friends")
                        .unreadCount(4)
                        .mutedUntil(at(50))
                        .description("about us")
                        .created(at(-9))
                        .createdBy(BEN)
                        .disappearingTimer(Duration.ofDays(7))
                        .build());
        ConversationInfo info = chat(GROUP);
        Conversation chat = info.conversation();
        assertThat(chat.name()).contains("Friends");
        assertThat(chat.unreadCount()).isEqualTo(4);
        assertThat(List.of(chat.archived(), chat.muted(), chat.markedUnread(), chat.pinned()))
                .containsOnly(true);
        assertThat(info.mutedUntil()).contains(at(50));
        assertThat(info.description()).contains("about us");
        assertThat(info.created()).contains(at(-9));
        assertThat(info.createdBy()).contains(BEN);
        assertThat(info.readOnly()).contains(true);
        assertThat(info.disappearingTimer()).contains(Duration.ofDays(7));
        assertThat(chats()).containsExactly(chat);
    }

    @Test
    void theNewestSnapshotWinsAttributeByAttribute() throws Exception {
        worker.apply(
                snapshot(GROUP, asOf(9)).unreadCount(1).build(),
                snapshot(GROUP, asOf(5)).name("Five").unreadCount(5).build(),
                flags(snapshot(GROUP, asOf(3)), true).name("Three").build());
        Conversation chat = chat(GROUP).conversation();
        assertThat(chat.unreadCount()).isEqualTo(1);
        assertThat(chat.name()).contains("Five");
        assertThat(chat.pinned()).isTrue();
    }

    @Test
    void ofSnapshotsOfOneTimeTheGreaterSequenceIsTheNewer() throws Exception {
        worker.apply(
                snapshot(GROUP, new AsOf(at(1), 2)).unreadCount(1).build(),
                snapshot(GROUP, new AsOf(at(1), 1)).unreadCount(7).build());
        assertThat(chat(GROUP).conversation().unreadCount()).isEqualTo(1);
    }

    @Test
    void whatHasNoTimeIsOlderAndHearsayIsOldest() throws Exception {
        worker.apply(
                snapshot(GROUP, AsOf.UNKNOWN).name("unknown").build(),
                snapshot(GROUP, AsOf.HEARSAY).name("zz hearsay").build());
        assertThat(chat(GROUP).conversation().name()).contains("unknown");
        worker.apply(snapshot(GROUP, asOf(-999)).name("dated").build());
        assertThat(chat(GROUP).conversation().name()).contains("dated");
    }

    @Test
    void anEmptyNameNeverReplacesOne() throws Exception {
        worker.apply(
                snapshot(GROUP, asOf(1)).name("Friends").build(),
                snapshot(GROUP, asOf(9)).name("").build());
        assertThat(chat(GROUP).conversation().name()).contains("Friends");
    }

    @Test
    void twoSnapshotsAsNewGiveTheSameInEitherOrder() throws Exception {
        Entry one =
                flags(snapshot(GROUP, asOf(1)), true)
                        .name("A")
                        .unreadCount(3)
                        .disappearingTimer(Duration.ZERO)
                        .build();
        Entry other =
                flags(snapshot(GROUP, asOf(1)), false)
                        .name("B")
                        .unreadCount(2)
                        .disappearingTimer(Duration.ofDays(1))
                        .build();
        worker.apply(one, other);
        String there = Dump.of(store, ACCOUNT);
        close(store);
        openStore();
        worker.apply(other, one);
        assertThat(Dump.of(store, ACCOUNT)).isEqualTo(there);
    }

    @Test
    void silenceEndsAtATimeOrNeverOrIsNone() throws Exception {
        worker.apply(snapshot(GROUP, asOf(1)).mutedUntil(Instant.MAX).build());
        assertThat(chat(GROUP).conversation().muted()).isTrue();
        assertThat(chat(GROUP).mutedUntil()).isEmpty();
        worker.apply(snapshot(GROUP, asOf(2)).mutedUntil(at(7)).build());
        assertThat(chat(GROUP).conversation().muted()).as("be it past").isTrue();
        assertThat(chat(GROUP).mutedUntil()).contains(at(7));
        worker.apply(snapshot(GROUP, asOf(3)).mutedUntil(Instant.EPOCH).build());
        assertThat(chat(GROUP).conversation().muted()).isFalse();
        assertThat(chat(GROUP).mutedUntil()).isEmpty();
    }

    @Test
    void whetherAChatMayBeWrittenToAndHowLongMessagesStayIsSaidOrNot() throws Exception {
        worker.apply(snapshot(GROUP, asOf(1)).name("Friends").build());
        assertThat(chat(GROUP).readOnly()).isEmpty();
        assertThat(chat(GROUP).disappearingTimer()).isEmpty();
        worker.apply(
                snapshot(GROUP, asOf(2)).readOnly(true).build(),
                snapshot(GROUP, asOf(3)).disappearingTimer(Duration.ofMillis(1500)).build());
        assertThat(chat(GROUP).readOnly()).contains(true);
        assertThat(chat(GROUP).disappearingTimer()).contains(Duration.ofMillis(1500));
        worker.apply(
                snapshot(GROUP, asOf(4)).readOnly(false).disappearingTimer(Duration.ZERO).build());
        assertThat(chat(GROUP).readOnly()).as("it was said").contains(false);
        assertThat(chat(GROUP).disappearingTimer()).as("it was said").contains(Duration.ZERO);
    }

    @Test
    void aChatIsNamedByItselfElseByItsContact() throws Exception {
        worker.apply(text(ANA, ANA, "a", 1, "x"), new Entry.Name(ANA, "Ana", asOf(9)));
        assertThat(chat(ANA).conversation().name()).contains("Ana");
        assertThat(chats().get(0).name()).contains("Ana");
        worker.apply(snapshot(ANA, asOf(1)).name("My friend").build());
        assertThat(chat(ANA).conversation().name()).contains("My friend");
    }

    @Test
    void membersAreOrderedAndEachAsNewestTold() throws Exception {
        worker.apply(
                text("a", 1, "x"),
                new Entry.Name(BEN, "Ben", asOf(1)),
                new Entry.Membership(GROUP, CLEO, Role.OWNER, Optional.empty(), asOf(1)),
                new Entry.Membership(GROUP, BEN, Role.REMOVED, Optional.of(at(5)), asOf(5)),
                new Entry.Membership(GROUP, BEN, Role.ADMIN, Optional.empty(), asOf(2)),
                new Entry.Membership(GROUP, ANA, Role.MEMBER, Optional.empty(), asOf(2)));
        assertThat(chat(GROUP).participants())
                .containsExactly(
                        new Participant(ANA, Optional.empty(), Role.MEMBER, Optional.empty()),
                        new Participant(BEN, Optional.of("Ben"), Role.REMOVED, Optional.of(at(5))),
                        new Participant(CLEO, Optional.empty(), Role.OWNER, Optional.empty()));
    }
}
