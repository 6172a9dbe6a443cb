package org.backscroll.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.strategy.Memo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final AccountId ACCOUNT = AccountId.of("phone");
    private static final Jid CHAT = Jid.of("491511@s.whatsapp.net");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "491511@s.whatsapp.net",
                "120363002@g.us",
                "room@conference.example.org/Nick with blanks",
                "status@broadcast",
                "jürgen@example.org",
                "gateway.example.org",
                "gateway.example.org/a@b"
            })
    void anAddressIsAJid(String text) {
        assertThat(Jid.of(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a.",
                ".a",
                "a..b",
                "a b.c",
                "@g.us",
                "a@",
                "a@b@c",
                "a b@c",
                "a\u0000@c",
                "a@c\n"
            })
    void whatIsNoAddressIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Jid.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a JID; one looks like")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aJidHasAUserAndAServer() {
        Jid jid = Jid.of("room@conference.example.org/a@b");
        assertThat(jid.user()).isEqualTo("room");
        assertThat(jid.server()).isEqualTo("conference.example.org");
        Jid gateway = Jid.of("gateway.example.org/a@b");
        assertThat(gateway.user()).isEmpty();
        assertThat(gateway.server()).isEqualTo("gateway.example.org");
    }

    @Test
    void aTypeIsReadAsPeopleTypeIt() {
        assertThat(HistorySyncType.of("push-name")).isEqualTo(HistorySyncType.PUSH_NAME);
        assertThat(HistorySyncType.of(" full ")).isEqualTo(HistorySyncType.FULL);
        assertThat(HistorySyncType.of("MY_OWN").name()).isEqualTo("MY_OWN");
        assertThatThrownBy(() -> HistorySyncType.of("no such type!"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HistorySyncType.wellKnown()).hasSize(5);
    }

    @Test
    void theDefaultsOfARequestAreTheOriginals() {
        SyncRequest request = SyncRequest.builder().build();
        assertThat(request.type()).isEqualTo(HistorySyncType.FULL);
        assertThat(request.count()).hasValue(100);
        assertThat(request.chat()).isEmpty();
        assertThat(request.cursor()).isEmpty();
    }

    @Test
    void onlyFailedAndCancelledAreNoSuccess() {
        for (SyncStatus status : SyncStatus.values()) {
            assertThat(status.isSuccess())
                    .isEqualTo(status != SyncStatus.FAILED && status != SyncStatus.CANCELLED);
        }
    }

    @Test
    void aDeletedMessageKeepsItsPlaceButNotItsText() {
        Message message =
                Message.builder(
                                new MessageKey(ACCOUNT, CHAT, MessageKey.Author.ME, "A"),
                                Instant.ofEpochSecond(1_700_000_000))
                        .text("secret")
                        .build();
        Message deleted = message.toBuilder().deleted(true).build();
        assertThat(deleted.text()).isEmpty();
        assertThat(deleted.timestamp()).isEqualTo(message.timestamp());
        assertThat(message.toString()).doesNotContain("secret");
        assertThat(message.toBuilder().build()).isEqualTo(message);
    }

    @Test
    void aTimeThatCannotBeSortsAsTheEpoch() {
        assertThat(Plausible.orEpoch(Instant.parse("1999-12-31T23:59:59.999Z")))
                .isEqualTo(Instant.EPOCH);
        assertThat(Plausible.orEpoch(Instant.parse("2000-01-01T00:00:00Z")))
                .isEqualTo(Instant.parse("2000-01-01T00:00:00Z"));
        assertThat(Plausible.is(Instant.parse("2100-12-31T23:59:59Z"))).isTrue();
        assertThat(Plausible.is(Instant.parse("2101-01-01T00:00:00Z"))).isFalse();
        assertThat(Plausible.is(Instant.ofEpochMilli(Long.MAX_VALUE))).isFalse();
    }

    @Test
    void aMemoIsBoundedInBytes() {
        assertThat(new Memo("f/1", "x".repeat(16 * 1024)).text()).hasSize(16 * 1024);
        assertThatThrownBy(() -> new Memo("f/1", "ä".repeat(8 * 1024 + 1)))
                .hasMessageContaining("16 KiB");
        assertThatThrownBy(() -> new Memo("a b", "")).hasMessageContaining("format");
    }

    @Test
    void aRejectedRecordKeepsABoundedCopy() {
        byte[] raw = new byte[Rejected.MAX_RAW + 5];
        Rejected rejected = new Rejected("u", "p", "r", raw);
        assertThat(rejected.raw()).hasSize(Rejected.MAX_RAW);
        rejected.raw()[0] = 1;
        assertThat(rejected.raw()[0]).isZero();
    }

    @Test
    void aLaneMovesOnlyFromWhereItIsExpected() {
        LaneState at5 = state("5", 1);
        LaneStep step = new LaneStep(Optional.of(at5), state("9", 1));
        assertThat(step.expects(Optional.of(at5))).isTrue();
        assertThat(step.expects(Optional.of(state("6", 1)))).isFalse();
        assertThat(step.expects(Optional.of(state("5", 2)))).isFalse();
        assertThat(step.expects(Optional.empty())).isFalse();
        assertThat(new LaneStep(Optional.empty(), at5).expects(Optional.empty())).isTrue();
        assertThat(new LaneStep(Optional.empty(), at5).expects(Optional.of(at5))).isFalse();
    }

    @Test
    void marksAreOrderedByPositionThenId() {
        assertThat(List.of(new Mark(2, "a"), new Mark(1, "z"), new Mark(1, "a")).stream().sorted())
                .containsExactly(new Mark(1, "a"), new Mark(1, "z"), new Mark(2, "a"));
    }

    private static LaneState state(String cursor, long generation) {
        return new LaneState(
                "lane",
                "range",
                Optional.of(new Cursor(cursor)),
                org.backscroll.api.source.End.MORE,
                "job",
                0,
                generation,
                Instant.EPOCH);
    }

    @Test
    void aTimeBeyondMillisecondsIsTheGreatestOrSmallestOne() {
        MessageKey key =
                new MessageKey(
                        AccountId.of("a"), Jid.of("c@s.whatsapp.net"), MessageKey.Author.ME, "1");
        assertThat(Message.builder(key, Instant.MAX).build().timestamp().toEpochMilli())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Message.builder(key, Instant.MIN).build().timestamp().toEpochMilli())
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aSnapshotSaysOnlyWhatItsBuilderWasTold() {
        Entry.ChatSnapshot bare = Entry.ChatSnapshot.builder(CHAT, AsOf.UNKNOWN).build();
        assertThat(bare.chat()).isEqualTo(CHAT);
        assertThat(bare.unreadCount()).isEmpty();
        assertThat(
                        List.of(
                                bare.name(),
                                bare.archived(),
                                bare.markedUnread(),
                                bare.mutedUntil(),
                                bare.pinned(),
                                bare.description(),
                                bare.created(),
                                bare.createdBy(),
                                bare.readOnly(),
                                bare.disappearingTimer()))
                .containsOnly(Optional.empty());
        assertThat(fullSnapshot())
                .isEqualTo(
                        new Entry.ChatSnapshot(
                                CHAT,
                                AsOf.UNKNOWN,
                                Optional.of("name"),
                                OptionalInt.of(1),
                                Optional.of(true),
                                Optional.of(false),
                                Optional.of(Instant.MAX),
                                Optional.of(true),
                                Optional.of("about"),
                                Optional.of(Instant.EPOCH),
                                Optional.of(CHAT),
                                Optional.of(false),
                                Optional.of(Duration.ofDays(7))));
    }

    private static Entry.ChatSnapshot fullSnapshot() {
        return Entry.ChatSnapshot.builder(CHAT, AsOf.UNKNOWN)
                .name("name")
                .unreadCount(1)
                .archived(true)
                .markedUnread(false)
                .mutedUntil(Instant.MAX)
                .pinned(true)
                .description("about")
                .created(Instant.EPOCH)
                .createdBy(CHAT)
                .readOnly(false)
                .disappearingTimer(Duration.ofDays(7))
                .build();
    }

    @Test
    void aTimerIsNotNegativeAndKeptToTheMillisecond() {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(CHAT, AsOf.UNKNOWN);
        ConversationInfo.Builder info =
                ConversationInfo.builder(Conversation.builder(ACCOUNT, CHAT).build());
        Duration negative = Duration.ofMillis(-1);
        assertThatThrownBy(() -> snapshot.disappearingTimer(negative).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a timer is not negative");
        assertThatThrownBy(() -> info.disappearingTimer(negative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a timer is not negative");
        for (Duration timer : List.of(Duration.ZERO, Duration.ofNanos(1_999_999))) {
            Optional<Duration> kept = Optional.of(Duration.ofMillis(timer.toMillis()));
            assertThat(snapshot.disappearingTimer(timer).build().disappearingTimer())
                    .isEqualTo(kept);
            assertThat(info.disappearingTimer(timer).build().disappearingTimer()).isEqualTo(kept);
        }
        Optional<Duration> most = Optional.of(Duration.ofMillis(Long.MAX_VALUE));
        Duration beyond = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(snapshot.disappearingTimer(beyond).build().disappearingTimer()).isEqualTo(most);
        assertThat(info.disappearingTimer(beyond).build().disappearingTimer()).isEqualTo(most);
    }

    @Test
    void whatIsDatedSaysTheSameAsOfAnotherTime() {
        AsOf later = new AsOf(Instant.ofEpochSecond(9), 8);
        List<Entry.Dated> all =
                List.of(
                        fullSnapshot(),
                        new Entry.Name(CHAT, "Ann", AsOf.UNKNOWN),
                        new Entry.OwnName("Me", AsOf.UNKNOWN),
                        new Entry.Membership(
                                CHAT,
                                CHAT,
                                Participant.Role.OWNER,
                                Optional.of(Instant.EPOCH),
                                AsOf.UNKNOWN));
        assertThat(all)
                .hasSameSizeAs(Entry.Dated.class.getPermittedSubclasses())
                .allSatisfy(
                        entry -> {
                            assertThat(entry.withAsOf(later).asOf()).isEqualTo(later);
                            assertThat(entry.withAsOf(later)).isNotEqualTo(entry);
                            assertThat(entry.withAsOf(later).withAsOf(AsOf.UNKNOWN))
                                    .isEqualTo(entry);
                        });
    }
}
