package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a chunk tells beside its messages: chats, members, identities, names, calls. */
class BesideTest {
    private static final Jid ANNA = Jid.of("4911@s.whatsapp.net");
    private static final Jid LID = Jid.of("77@lid");

    @TempDir Path dir;

    private Wire chunk;

    @BeforeEach
    void begin() throws IOException {
        chunk = Wire.of().num(1, 3).num(5, 4);
    }

    private Reading read() throws Exception {
        chunk.zlib(dir.resolve("0001.bin"));
        Reading reading = Reading.of(dir, Lanes.RECENT, 100);
        assertThat(reading.rejected()).isEmpty();
        return reading;
    }

    private static Wire chat(Jid jid) throws IOException {
        return Wire.of().str(1, jid.value()).num(12, 1_700_000_000L);
    }

    @Test
    void aChatKeepsEverythingPeopleSetOfIt() throws Exception {
        Wire chat = chat(Jid.of("120363@g.us")).num(6, 7).num(16, 1).num(19, 1).num(24, 5);
        chat.num(25, 1_800_000_000L).num(31, 1_600_000_000L).str(32, ANNA.value());
        chat.str(33, "About sails").str(38, "Sailors").num(7, 1).num(9, 604800);
        chat.msg(20, Wire.of().str(1, ANNA.value()).num(2, 2));
        chat.msg(20, Wire.of().str(1, "4922@s.whatsapp.net").num(2, 1));
        chunk.msg(2, chat);
        Reading reading = read();
        Entry.ChatSnapshot snapshot = reading.entries(Entry.ChatSnapshot.class).get(0);
        assertThat(snapshot.name()).contains("Sailors");
        assertThat(snapshot.unreadCount()).hasValue(7);
        assertThat(snapshot.archived()).contains(true);
        assertThat(snapshot.markedUnread()).contains(true);
        assertThat(snapshot.pinned()).contains(true);
        assertThat(snapshot.mutedUntil()).contains(Instant.ofEpochSecond(1_800_000_000L));
        assertThat(snapshot.created()).contains(Instant.ofEpochSecond(1_600_000_000L));
        assertThat(snapshot.createdBy()).contains(ANNA);
        assertThat(snapshot.description()).contains("About sails");
        assertThat(snapshot.readOnly()).contains(true);
        assertThat(snapshot.disappearingTimer()).contains(Duration.ofDays(7));
        assertThat(snapshot.asOf().time()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L));
        assertThat(reading.entries(Entry.Membership.class))
                .extracting(Entry.Membership::role)
                .containsExactly(Participant.Role.OWNER, Participant.Role.ADMIN);
    }

    @Test
    void whetherAChatIsReadOnlyAndHowLongMessagesStayIsToldOnlyIfItIsSaid() throws Exception {
        chunk.msg(2, chat(ANNA));
        chunk.msg(2, chat(LID).num(7, 0).num(9, 0));
        chunk.msg(2, chat(Jid.of("1@g.us")).num(9, 0xffff_ffffL));
        chunk.msg(2, chat(Jid.of("2@g.us")).num(9, -1));
        List<Entry.ChatSnapshot> chats = read().entries(Entry.ChatSnapshot.class);
        assertThat(chats)
                .extracting(Entry.ChatSnapshot::readOnly)
                .containsExactly(
                        Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty());
        assertThat(chats)
                .extracting(Entry.ChatSnapshot::disappearingTimer)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofSeconds(0xffff_ffffL)),
                        Optional.empty());
    }

    @Test
    void anAttributeOfAChatOfTheWrongWireTypeIsRefused() throws Exception {
        for (int field : new int[] {7, 9}) {
            chunk = Wire.of().num(1, 3).msg(2, chat(ANNA).str(field, "1"));
            chunk.zlib(dir.resolve("0001.bin"));
            Reading reading = Reading.of(dir, Lanes.RECENT, 100);
            assertThat(reading.rejected()).as("field %s", field).isNotEmpty();
        }
        chunk = Wire.of().num(1, 3).msg(2, chat(ANNA).num(7, 2));
        chunk.zlib(dir.resolve("0001.bin"));
        assertThat(Reading.of(dir, Lanes.RECENT, 100).rejected())
                .extracting(Rejected::reason)
                .singleElement()
                .asString()
                .contains("a flag is neither true nor false");
    }

    @Test
    void aPersonsAddressesAreLinkedWhereverTheyStand() throws Exception {
        for (int field : new int[] {3, 4, 39, 42}) {
            chunk = Wire.of().num(1, 3).msg(2, chat(LID).str(field, ANNA.value()));
            assertThat(read().entries(Entry.Link.class))
                    .as("field %s", field)
                    .containsExactly(new Entry.Link(ANNA, LID));
            chunk = Wire.of().num(1, 3).msg(2, chat(ANNA).str(field, LID.value()));
            assertThat(read().entries(Entry.Link.class))
                    .as("field %s", field)
                    .containsExactly(new Entry.Link(ANNA, LID));
        }
        for (int field : new int[] {15, 20}) {
            Wire pair = Wire.of().str(1, ANNA.value()).str(2, LID.value());
            chunk = Wire.of().num(1, 3).msg(field, pair);
            assertThat(read().entries(Entry.Link.class))
                    .as("field %s", field)
                    .containsExactly(new Entry.Link(ANNA, LID));
        }
        // two numbers are two people until somebody says otherwise
        chunk = Wire.of().num(1, 3).msg(2, chat(ANNA).str(4, "4922@s.whatsapp.net"));
        assertThat(read().entries(Entry.Link.class)).isEmpty();
    }

    @Test
    void namesComeWithContactsAndByThemselves() throws Exception {
        chunk.msg(20, Wire.of().str(1, ANNA.value()).str(2, LID.value()).str(3, "Anna A."));
        chunk.msg(20, Wire.of().str(2, "78@lid").str(3, "Cid"));
        chunk.msg(7, Wire.of().str(1, ANNA.value()).str(2, "-"));
        chunk.msg(7, Wire.of().str(1, "4922@s.whatsapp.net").str(2, "Ben"));
        assertThat(read().entries(Entry.Name.class))
                .extracting(name -> name.jid().user() + " " + name.name())
                .containsExactlyInAnyOrder("4911 Anna A.", "78 Cid", "4922 Ben");
    }

    @Test
    void aCallLogIsReadWhereverItStands() throws Exception {
        Wire incoming = Wire.of().num(1, 4).num(5, 1_700_000_000_000L).num(6, 1).num(7, 1);
        incoming.str(11, "C1").str(12, "4911:2@s.whatsapp.net");
        Wire outgoing = Wire.of().num(1, 0).num(4, 61).num(5, 1_700_000_001L).str(11, "C2");
        outgoing.msg(14, Wire.of().str(1, ANNA.value()));
        Wire group = Wire.of().num(5, 1_700_000_002L).num(6, 1).str(11, "C3");
        group.str(12, ANNA.value()).str(13, "120363@g.us");
        chunk.msg(13, incoming).msg(13, outgoing).msg(13, group);
        List<Message> calls = read().messages();
        assertThat(calls).extracting(Message::type).containsOnly(MessageType.CALL);
        assertThat(calls)
                .extracting(call -> call.text().orElseThrow())
                .containsExactly("Video call, missed", "Voice call, 61 seconds", "Voice call");
        assertThat(calls)
                .extracting(Message::chat)
                .containsExactly(ANNA, ANNA, Jid.of("120363@g.us"));
        assertThat(calls)
                .extracting(call -> call.key().author())
                .containsExactly(Author.of(ANNA), Author.ME, Author.of(ANNA));
        assertThat(calls.get(0).timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L));

        Wire background = Wire.of().num(1, 5).msg(13, incoming);
        background.zlib(dir.resolve("0001.bin"));
        HistoryQuery query =
                HistoryQuery.builder(Reading.lane(Lanes.BACKGROUND))
                        .kinds(Set.of(Kind.METADATA))
                        .build();
        assertThat(Reading.of(Reading.source(dir), query, 10).messages()).hasSize(1);
    }

    @Test
    void aCallWithoutAnIdIsRefused() throws Exception {
        chunk.msg(13, Wire.of().num(5, 1_700_000_000L).str(12, ANNA.value()));
        chunk.zlib(dir.resolve("0001.bin"));
        Reading reading = Reading.of(dir, Lanes.RECENT, 100);
        assertThat(reading.rejected()).hasSize(1);
        assertThat(reading.rejected().get(0).reason()).contains("a call has no id");
    }
}
