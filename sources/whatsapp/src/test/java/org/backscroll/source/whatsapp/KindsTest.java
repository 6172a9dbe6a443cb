package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/** Every kind of message has words that people can read, and keeps what belongs to it. */
class KindsTest {
    private static final Jid GROUP = Jid.of("120363@g.us");
    private static final Jid ANNA = Jid.of("4911@s.whatsapp.net");
    private static final Jid BEN = Jid.of("4922@s.whatsapp.net");

    private final RecordDecoder decoder = new RecordDecoder(AccountId.of("phone"));

    private static Wire key(Jid chat, boolean fromMe, String id) throws IOException {
        return Wire.of().str(1, chat.value()).num(2, fromMe ? 1 : 0).str(3, id);
    }

    private static Wire info() throws IOException {
        return Wire.of().msg(1, key(ANNA, false, "A1")).num(3, 1_700_000_000L);
    }

    private static Wire inGroup(String id) throws IOException {
        return Wire.of().msg(1, key(GROUP, false, id).str(4, ANNA.value())).num(3, 1_700_000_000L);
    }

    private List<Entry> entries(Wire info, Jid chat) throws IOException {
        byte[] record = Wire.of().msg(1, info).num(2, 9).done();
        return decoder.historySyncMsg(record, 0, record.length, Optional.of(chat)).entries();
    }

    private Message message(Wire info, Jid chat) throws IOException {
        List<Entry> entries = entries(info, chat);
        assertThat(entries).hasSize(1);
        return ((Entry.MessageEntry) entries.get(0)).message();
    }

    private Message content(int field, Wire content) throws IOException {
        return message(info().msg(2, Wire.of().msg(field, content)), ANNA);
    }

    private static SortedMap<String, String> attributes(Message message) {
        return message.media().orElseThrow().attributes();
    }

    private static Wire context() throws IOException {
        return Wire.of().str(1, "Q1");
    }

    private void reads(int field, Wire content, MessageType type, String text) throws IOException {
        Message message = content(field, content);
        assertThat(message.text()).as("field %s", field).contains(text);
        assertThat(message.type()).as("field %s", field).isEqualTo(type);
    }

    @Test
    void mentionsAndForwardsAreKept() throws IOException {
        Wire context =
                context()
                        .str(15, "4922:3@s.whatsapp.net")
                        .str(15, "7@lid")
                        .str(15, "nobody")
                        .num(21, 5)
                        .num(22, 1);
        Message text = content(6, Wire.of().str(1, "@4922 look").msg(17, context));
        assertThat(text.text()).contains("@4922 look");
        assertThat(text.quotedId()).contains("Q1");
        assertThat(attributes(text))
                .containsEntry("mentions", BEN + " 7@lid")
                .containsEntry("forwarded", "true")
                .containsEntry("forwarding_score", "5");
        Message image = content(3, Wire.of().str(3, "sea").str(11, "/v").msg(17, context));
        assertThat(attributes(image))
                .containsEntry("forwarded", "true")
                .containsEntry("direct_path", "/v");
        assertThat(content(6, Wire.of().str(1, "x").msg(17, context())).media()).isEmpty();
    }

    @Test
    void whatMayBeViewedOnceIsMarked() throws IOException {
        Wire picture = Wire.of().msg(3, Wire.of().str(3, "look").num(7, 640));
        for (int wrapper : new int[] {37, 55, 59}) {
            Message wrapped = content(wrapper, Wire.of().msg(1, picture));
            assertThat(wrapped.text()).as("wrapper %s", wrapper).contains("look");
            assertThat(attributes(wrapped))
                    .as("wrapper %s", wrapper)
                    .containsEntry("view_once", "true")
                    .containsEntry("width", "640");
        }
        // image, video, round video, audio, text: field of the message, field of the flag
        int[][] flags = {{3, 25}, {9, 20}, {66, 20}, {8, 21}, {6, 30}};
        for (int[] flag : flags) {
            assertThat(attributes(content(flag[0], Wire.of().num(flag[1], 1))))
                    .as("field %s", flag[0])
                    .containsEntry("view_once", "true");
            Message plain = content(flag[0], Wire.of().num(flag[1], 0));
            assertThat(plain.media().map(media -> media.attributes().get("view_once")))
                    .as("field %s", flag[0])
                    .isEmpty();
            Wire wrong = Wire.of().msg(flag[0], Wire.of().str(flag[1], "1"));
            assertThatThrownBy(() -> message(info().msg(2, wrong), ANNA))
                    .as("field %s", flag[0])
                    .isInstanceOf(IOException.class);
        }
        Wire forwarded = Wire.of().msg(17, context().num(22, 1)).num(30, 1).str(1, "x");
        assertThat(attributes(content(6, forwarded)))
                .containsEntry("view_once", "true")
                .containsEntry("forwarded", "true");
        Wire inside = Wire.of().msg(40, Wire.of().msg(1, picture));
        assertThat(attributes(content(37, Wire.of().msg(1, inside))))
                .containsEntry("view_once", "true");
        assertThat(attributes(content(40, Wire.of().msg(1, picture))))
                .doesNotContainKey("view_once");
    }

    @Test
    void whatWasThereToBeViewedOnceIsMarkedThoughItIsGone() throws IOException {
        Wire keys = Wire.of().msg(35, Wire.of());
        for (int wrapper : new int[] {37, 55, 59}) {
            for (Wire left : List.of(Wire.of(), Wire.of().msg(1, Wire.of()), keysIn(keys))) {
                Message gone = content(wrapper, left);
                assertThat(gone.type()).as("wrapper %s", wrapper).isEqualTo(MessageType.UNKNOWN);
                assertThat(gone.text()).as("wrapper %s", wrapper).isEmpty();
                assertThat(attributes(gone))
                        .as("wrapper %s", wrapper)
                        .containsExactly(entry("view_once", "true"));
            }
        }
        Wire empty = Wire.of().msg(37, Wire.of());
        Message stub = message(info().num(24, 40).msg(2, empty), ANNA);
        assertThat(stub.text()).contains("Missed voice call");
        assertThat(attributes(stub)).containsEntry("view_once", "true");
        Message deleted = message(info().num(24, 1).msg(2, empty), ANNA);
        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.media()).isEmpty();
        Message said = message(info().msg(2, Wire.of().msg(37, Wire.of()).str(1, "x")), ANNA);
        assertThat(said.text()).contains("x");
    }

    private static Wire keysIn(Wire content) throws IOException {
        return Wire.of().msg(1, content);
    }

    @Test
    void aPollCountsItsVotes() throws IOException {
        Wire poll = Wire.of().msg(3, option("Mon")).msg(3, option("Tue")).msg(3, option("Wed"));
        poll.str(2, "When?").num(4, 1).msg(5, context());
        Wire info = inGroup("P").msg(2, Wire.of().msg(64, poll));
        assertThat(message(info, GROUP).text()).contains("When?\n- Mon\n- Tue\n- Wed");
        assertThat(message(info, GROUP).media()).isEmpty();

        info.msg(45, vote(key(GROUP, true, "V1"), 1_700_000_000_100L, "Mon", "Tue"));
        info.msg(45, vote(key(GROUP, false, "V2").str(4, BEN.value()), 1_700_000_000_300L, "Tue"));
        info.msg(45, vote(key(GROUP, false, "V3").str(4, BEN.value()), 1_700_000_000_200L, "Wed"));
        info.msg(45, vote(key(GROUP, false, "V4").str(4, ANNA.value()), 1_700_000_000_400L));
        info.msg(45, vote(key(GROUP, false, "V5"), 0, "Sun"));
        Message message = message(info, GROUP);
        assertThat(message.type()).isEqualTo(MessageType.POLL);
        assertThat(message.quotedId()).contains("Q1");
        assertThat(message.text()).contains("When?\n- Mon (1)\n- Tue (2)\n- Wed");
        assertThat(attributes(message))
                .containsEntry("vote_by_me", "1700000000100 1 2")
                .containsEntry("vote_by_4922_s_whatsapp_net", "1700000000300 2")
                .containsEntry("vote_by_4911_s_whatsapp_net", "1700000000400")
                .containsEntry("vote_by_somebody", "0000000000000");
        for (int field : new int[] {49, 60, 111, 119}) {
            reads(field, Wire.of().str(2, "When?"), MessageType.POLL, "When?");
        }
        Wire fourth = Wire.of().msg(1, Wire.of().msg(49, Wire.of().str(2, "Who?")));
        reads(93, fourth, MessageType.POLL, "Who?");
        Wire result = Wire.of().str(1, "When?").msg(2, Wire.of().str(1, "Mon").num(2, 4));
        reads(88, result, MessageType.POLL, "When?\n- Mon (4)");
    }

    private static Wire option(String name) throws IOException {
        return Wire.of().str(1, name);
    }

    private static Wire vote(Wire key, long at, String... options) throws IOException {
        Wire chosen = Wire.of();
        for (String option : options) {
            chosen.raw(1, Sealed.sha256(option.getBytes(StandardCharsets.UTF_8)));
        }
        return Wire.of().msg(1, key).msg(2, chosen).num(3, at);
    }

    @Test
    void menusAndTheirAnswersAreText() throws IOException {
        Wire row = Wire.of().str(1, "Row").str(2, "described").str(3, "id");
        Wire list = Wire.of().str(1, "Title").str(2, "Choose").str(3, "Open");
        list.msg(5, Wire.of().str(1, "Section").msg(2, row)).str(7, "Foot").msg(8, context());
        reads(36, list, MessageType.TEXT, "Title\nChoose\nSection\n- Row\nFoot");
        Wire picked = Wire.of().str(1, "Row").num(2, 1).msg(4, context()).str(5, "described");
        reads(39, picked, MessageType.TEXT, "Row\ndescribed");
        assertThat(content(39, picked).quotedId()).contains("Q1");

        Wire button = Wire.of().str(1, "id").msg(2, Wire.of().str(1, "Yes"));
        Wire buttons = Wire.of().msg(9, button).str(6, "Sure?").str(7, "Foot");
        reads(42, buttons, MessageType.TEXT, "Sure?\nFoot\n- Yes");
        reads(43, Wire.of().str(1, "id").str(2, "Yes"), MessageType.TEXT, "Yes");

        Wire quick = Wire.of().msg(1, Wire.of().str(1, "Reply")).num(4, 0);
        Wire url = Wire.of().msg(2, Wire.of().str(1, "Visit").str(2, "https://example.org"));
        Wire four = Wire.of().msg(3, Wire.of().str(2, "image/png")).str(6, "Offer").str(7, "Foot");
        four.msg(8, quick).msg(8, url);
        Message template = content(25, Wire.of().msg(4, four));
        assertThat(template.text()).contains("Offer\nFoot\n- Reply\n- Visit");
        assertThat(template.media().orElseThrow().mimeType()).contains("image/png");
        reads(29, Wire.of().str(1, "id").str(2, "Reply"), MessageType.TEXT, "Reply");

        Wire card = Wire.of().msg(1, Wire.of().str(1, "Card")).msg(2, Wire.of().str(1, "one"));
        Wire interactive =
                Wire.of().msg(1, Wire.of().str(1, "Head")).msg(7, Wire.of().msg(1, card));
        interactive.msg(2, Wire.of().str(1, "Body")).msg(3, Wire.of().str(1, "Foot"));
        reads(45, interactive, MessageType.TEXT, "Head\nBody\nFoot\nCard\none");
        reads(48, Wire.of().msg(1, Wire.of().str(1, "Done")), MessageType.TEXT, "Done");
    }

    @Test
    void invitationsEventsAndPurchasesSayWhatTheyAreFor() throws IOException {
        Wire invite =
                Wire.of().str(1, GROUP.value()).str(2, "code").str(4, "Sailors").str(6, "join");
        reads(28, invite, MessageType.of("invite"), "Group invitation: Sailors\njoin");
        reads(
                78,
                Wire.of().str(1, "1@newsletter").str(2, "News"),
                MessageType.of("invite"),
                "Invitation to run the channel: News");

        Wire event = Wire.of().str(3, "Regatta").str(4, "Bring sails").num(7, 1_700_000_000L);
        event.num(2, 1).msg(5, Wire.of().real(1, 5).str(3, "Harbour"));
        Wire info = inGroup("E").msg(2, Wire.of().msg(75, event));
        info.msg(61, Wire.of().msg(1, key(GROUP, true, "R")).num(2, 77).msg(3, answer(1)));
        Message message = message(info, GROUP);
        assertThat(message.type()).isEqualTo(MessageType.of("event"));
        assertThat(message.text())
                .contains(
                        "Cancelled\nEvent: Regatta\nBring sails\nPlace: Harbour\n"
                                + "From: 2023-11-14T22:13:20Z");
        assertThat(attributes(message)).containsEntry("answer_by_me", "0000000000077 going");

        Wire product = Wire.of().msg(1, Wire.of().str(3, "Boat").str(4, "red")).str(5, "buy");
        reads(30, product, MessageType.of("product"), "Boat\nred\nbuy");
        Wire order = Wire.of().str(6, "two please").str(7, "Boats");
        reads(38, order, MessageType.of("product"), "two please\nOrder: Boats");
        Wire note = Wire.of().msg(2, Wire.of().str(1, "for lunch"));
        reads(16, note, MessageType.of("payment"), "Payment: for lunch");
        reads(22, Wire.of().num(2, 7), MessageType.of("payment"), "Payment request");
        reads(23, Wire.of(), MessageType.SYSTEM, "Payment request declined");
        reads(41, Wire.of().str(1, "May"), MessageType.of("payment"), "Invoice: May");
        reads(86, Wire.of().str(2, "Cats"), MessageType.STICKER, "Sticker pack: Cats");
        reads(
                83,
                Wire.of().num(2, 3).num(3, 1),
                MessageType.of("album"),
                "Album: 3 pictures, 1 videos");
    }

    private static Wire answer(int number) throws IOException {
        return Wire.of().num(1, number);
    }

    @Test
    void callsSayWhatBecameOfThem() throws IOException {
        reads(10, Wire.of().raw(1, new byte[3]), MessageType.CALL, "Call");
        reads(69, Wire.of().num(3, 63), MessageType.CALL, "Voice call, 63 seconds");
        reads(69, Wire.of().num(1, 1).num(2, 1), MessageType.CALL, "Video call, missed");
        reads(69, Wire.of().num(2, 99), MessageType.CALL, "Voice call");
        Wire planned = Wire.of().num(1, 1_700_000_000_000L).num(2, 1).str(3, "Crew");
        reads(61, planned, MessageType.CALL, "Call planned for 2023-11-14T22:13:20Z\nCrew");
    }

    @Test
    void cardsKeepWhatCanBeUsedLater() throws IOException {
        Wire live = Wire.of().real(1, 52.5).real(2, 13.4).str(6, "on my way").msg(17, context());
        Message moving = content(18, live);
        assertThat(moving.text()).contains("on my way");
        assertThat(moving.quotedId()).contains("Q1");
        assertThat(attributes(moving))
                .containsEntry("live", "true")
                .containsEntry("longitude", "13.4");
        Wire contacts = Wire.of().str(1, "2 contacts");
        contacts.msg(2, Wire.of().str(1, "Ben").str(16, "BEGIN:VCARD 1"));
        contacts.msg(2, Wire.of().str(1, "Cid").str(16, "BEGIN:VCARD 2"));
        Message both = content(13, contacts);
        assertThat(both.text()).contains("Ben\nCid");
        assertThat(attributes(both))
                .containsEntry("vcard_1", "BEGIN:VCARD 1")
                .containsEntry("vcard_2", "BEGIN:VCARD 2");
    }

    @Test
    void whatHappensToAMessageInItsChatIsTold() throws IOException {
        Wire pinned = Wire.of().msg(1, key(ANNA, true, "T1")).num(2, 1);
        reads(63, pinned, MessageType.SYSTEM, "Pinned a message");
        assertThat(content(63, pinned).quotedId()).contains("T1");
        reads(63, Wire.of().num(2, 2), MessageType.SYSTEM, "Unpinned a message");
        Wire kept = Wire.of().msg(1, key(ANNA, true, "T1")).num(2, 1);
        reads(51, kept, MessageType.SYSTEM, "Kept a message");
        Wire timer = Wire.of().num(2, 3).num(4, 86400);
        reads(12, timer, MessageType.SYSTEM, "Disappearing messages: 86400 seconds");
        Wire comment = Wire.of().msg(1, Wire.of().str(1, "nice"));
        comment.msg(2, key(ANNA, true, "T1"));
        reads(77, comment, MessageType.TEXT, "nice");
        assertThat(content(77, comment).quotedId()).contains("T1");

        Wire marked = info().msg(2, Wire.of().str(1, "x"));
        marked.msg(49, Wire.of().num(1, 1)).msg(54, Wire.of().num(1, 1));
        assertThat(attributes(message(marked, ANNA)))
                .containsEntry("kept_in_chat", "true")
                .containsEntry("pinned_in_chat", "true");
        Wire undone = info().msg(2, Wire.of().str(1, "x")).msg(54, Wire.of().num(1, 2));
        assertThat(message(undone, ANNA).media()).isEmpty();
    }

    @Test
    void receiptsRaiseTheStatusWhereThereIsOneRecipient() throws IOException {
        Wire mine = Wire.of().msg(1, key(ANNA, true, "M")).num(3, 1_700_000_000L).num(4, 2);
        mine.msg(2, Wire.of().str(1, "x"));
        assertThat(message(mine, ANNA).status()).contains(MessageStatus.SENT);
        mine.msg(40, Wire.of().str(1, ANNA.value()).num(2, 1_700_000_001L).num(3, 1_700_000_002L));
        mine.msg(40, Wire.of().str(1, ANNA.value()).num(2, 1_700_000_001L).num(4, 0));
        assertThat(message(mine, ANNA).status()).contains(MessageStatus.READ);
        assertThat(message(mine, GROUP).status()).contains(MessageStatus.SENT);
        mine.num(4, 5);
        assertThat(message(mine, ANNA).status()).contains(MessageStatus.PLAYED);
    }

    @Test
    void stubsOfEveryKindAreReadable() throws IOException {
        stub(24, MessageType.SYSTEM, "Description changed: all about sails", "all about sails");
        stub(33, MessageType.SYSTEM, "Number changed: " + BEN, "4922:9@s.whatsapp.net");
        stub(38, MessageType.SYSTEM, "Security code changed");
        stub(46, MessageType.CALL, "Missed group video call");
        stub(72, MessageType.SYSTEM, "Disappearing messages: 604800 seconds", "604800");
        stub(72, MessageType.SYSTEM, "Disappearing messages turned off");
        stub(177, MessageType.SYSTEM, "Pinned a message", "4922@s.whatsapp.net");
        stub(9999, MessageType.SYSTEM, "System message 9999: x, y", "x", "y");
        for (int stub = 3; stub < 240; stub++) {
            if (stub != Stubs.ADMIN_REVOKE) {
                assertThat(Stubs.text(stub, List.of())).as("stub %s", stub).isNotBlank();
            }
        }
    }

    @Test
    void aStubCountsWhereTheContentSaysNothing() throws IOException {
        for (int field : new int[] {35, 777}) {
            Wire empty = Wire.of().msg(field, Wire.of());
            Message gone = message(info().num(24, 1).msg(2, empty), ANNA);
            assertThat(gone.deleted()).as("field %s", field).isTrue();
            Message missed = message(info().num(24, 40).msg(2, empty), ANNA);
            assertThat(missed.text()).as("field %s", field).contains("Missed voice call");
        }
        Message kept = message(info().num(24, 143).msg(2, Wire.of().str(1, "x")), ANNA);
        assertThat(kept.text()).contains("x");
    }

    private void stub(int number, MessageType type, String text, String... parameters)
            throws IOException {
        Wire info = inGroup("S").num(24, number);
        for (String parameter : parameters) {
            info.str(26, parameter);
        }
        Message message = message(info, GROUP);
        assertThat(message.text()).contains(text);
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.key().author()).isEqualTo(Author.of(ANNA));
    }

    @Test
    void whatIsNotKnownIsNamedAndKept() throws IOException {
        Message message = content(777, Wire.of().raw(1, new byte[] {1, 2, 3}));
        assertThat(message.type()).isEqualTo(MessageType.UNKNOWN);
        assertThat(message.text()).contains("(unsupported message: field 777)");
        assertThat(attributes(message))
                .containsEntry("unsupported_field", "777")
                .containsEntry("raw", "CgMBAgM=");
        Message great = content(777, Wire.of().raw(1, new byte[10_000]));
        assertThat(attributes(great)).doesNotContainKey("raw");
        Message number = message(info().msg(2, Wire.of().num(778, 4)), ANNA);
        assertThat(number.text()).contains("(unsupported message: field 778)");
        Message wrapped = content(40, Wire.of().msg(1, Wire.of().msg(777, Wire.of())));
        assertThat(wrapped.text()).contains("(unsupported message: field 777)");
        assertThat(content(80, Wire.of()).text()).isEmpty();
    }

    @Test
    void everyWrapperIsTakenOff() throws IOException {
        int[] wrappers = {
            37, 40, 53, 55, 58, 59, 62, 67, 74, 85, 87, 90, 91, 92, 93, 95, 96, 99, 100, 101, 103,
            104, 106, 116, 118
        };
        for (int wrapper : wrappers) {
            Wire inner = Wire.of().msg(1, Wire.of().str(1, "inner"));
            reads(wrapper, inner, MessageType.TEXT, "inner");
        }
    }
}
