package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/** Each kind of record, built by hand. */
class RecordTest {
    private static final Jid GROUP = Jid.of("120363@g.us");
    private static final Jid ANNA = Jid.of("4911@s.whatsapp.net");
    private static final Jid BEN = Jid.of("4922@s.whatsapp.net");

    private final RecordDecoder decoder = new RecordDecoder(AccountId.of("phone"));

    private static Wire key(Jid chat, boolean fromMe, String id) throws IOException {
        return Wire.of().str(1, chat.value()).num(2, fromMe ? 1 : 0).str(3, id);
    }

    private static Wire info(Wire key) throws IOException {
        return Wire.of().msg(1, key).num(3, 1_700_000_000L);
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

    /** A message of Anna's with some content. */
    private Message content(Wire content) throws IOException {
        return message(info(key(ANNA, false, "A1")).msg(2, content), ANNA);
    }

    @Test
    void textHasEverythingThatCameWithIt() throws IOException {
        Wire info =
                info(key(GROUP, false, "A1").str(4, "4911:7@s.whatsapp.net"))
                        .msg(2, Wire.of().str(1, " olá\u0000 \n"))
                        .num(4, 4)
                        .num(17, 1)
                        .str(19, "Anna");
        Message message = message(info, GROUP);
        assertThat(message.text()).contains(" olá\u0000 \n");
        assertThat(message.type()).isEqualTo(MessageType.TEXT);
        assertThat(message.sender()).contains(ANNA);
        assertThat(message.senderName()).contains("Anna");
        assertThat(message.status()).contains(MessageStatus.READ);
        assertThat(message.starred()).isTrue();
        assertThat(message.order()).hasValue(9);
        assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L));
    }

    @Test
    void theSenderIsWhoeverTheRecordNames() throws IOException {
        Wire text = Wire.of().str(1, "x");
        assertThat(message(info(key(GROUP, true, "A")).msg(2, text), GROUP).fromMe()).isTrue();
        Wire five = info(key(GROUP, false, "A")).msg(2, text).str(5, "4922_1:3@c.us");
        assertThat(message(five, GROUP).sender()).contains(BEN);
        Wire nobody = info(key(GROUP, false, "A")).msg(2, text);
        assertThat(message(nobody, GROUP).key().author()).isEqualTo(Author.UNKNOWN);
        Wire direct = info(key(ANNA, false, "A")).msg(2, text).str(19, "-");
        assertThat(message(direct, ANNA).sender()).contains(ANNA);
        assertThat(message(direct, ANNA).senderName()).isEmpty();
    }

    @Test
    void extendedTextBringsItsQuote() throws IOException {
        Wire context = Wire.of().str(1, "Q7").str(2, BEN.value()).msg(3, Wire.of().str(1, "q"));
        Message message = content(Wire.of().msg(6, Wire.of().str(1, "yes").msg(17, context)));
        assertThat(message.text()).contains("yes");
        assertThat(message.quotedId()).contains("Q7");
    }

    @Test
    void filesHaveACaptionAndADescription() throws IOException {
        Wire image =
                Wire.of()
                        .str(1, "https://example.org/f")
                        .str(2, "image/jpeg")
                        .str(3, "the sea")
                        .raw(4, new byte[] {1, 2})
                        .num(5, 4711)
                        .num(6, 600)
                        .num(7, 800)
                        .raw(8, new byte[] {3})
                        .str(11, "/v/f");
        Message message = content(Wire.of().msg(3, image));
        assertThat(message.type()).isEqualTo(MessageType.IMAGE);
        assertThat(message.text()).contains("the sea");
        assertThat(message.media().orElseThrow().size()).hasValue(4711);
        assertThat(message.media().orElseThrow().mimeType()).contains("image/jpeg");
        assertThat(message.media().orElseThrow().attributes())
                .containsEntry("width", "800")
                .containsEntry("height", "600")
                .containsEntry("media_key", "Aw==")
                .containsEntry("file_sha256", "AQI=")
                .containsEntry("direct_path", "/v/f");

        Message video = content(Wire.of().msg(9, Wire.of().num(5, 12).str(7, "clip")));
        assertThat(video.type()).isEqualTo(MessageType.VIDEO);
        assertThat(video.text()).contains("clip");
        assertThat(video.media().orElseThrow().duration()).contains(Duration.ofSeconds(12));
        Message voice = content(Wire.of().msg(8, Wire.of().num(5, 3).num(6, 1)));
        assertThat(voice.type()).isEqualTo(MessageType.AUDIO);
        assertThat(voice.media().orElseThrow().attributes()).containsEntry("voice_note", "true");
        Wire file = Wire.of().msg(1, Wire.of().msg(7, Wire.of().str(8, "a.pdf").str(20, "c")));
        Message document = content(Wire.of().msg(53, file));
        assertThat(document.type()).isEqualTo(MessageType.DOCUMENT);
        assertThat(document.text()).contains("c");
        assertThat(document.media().orElseThrow().fileName()).contains("a.pdf");
        assertThat(content(Wire.of().msg(26, Wire.of())).type()).isEqualTo(MessageType.STICKER);
    }

    @Test
    void cardsSayWhatTheyShow() throws IOException {
        Wire place = Wire.of().real(1, 52.5).real(2, 13.4).str(3, "Harbour").str(4, "Pier 1");
        Message location = content(Wire.of().msg(5, place));
        assertThat(location.type()).isEqualTo(MessageType.LOCATION);
        assertThat(location.text()).contains("Harbour\nPier 1");
        assertThat(location.media().orElseThrow().attributes()).containsEntry("latitude", "52.5");
        Message contact = content(Wire.of().msg(4, Wire.of().str(1, "Ben").str(16, "BEGIN")));
        assertThat(contact.type()).isEqualTo(MessageType.CONTACT);
        assertThat(contact.text()).contains("Ben");
        Wire two = Wire.of().str(1, "2 contacts").msg(2, Wire.of().str(1, "Ben"));
        two.msg(2, Wire.of().str(1, "Anna"));
        assertThat(content(Wire.of().msg(13, two)).text()).contains("Ben\nAnna");
        Wire poll = Wire.of().str(2, "When?").msg(3, Wire.of().str(1, "Mon"));
        Message question = content(Wire.of().msg(64, poll));
        assertThat(question.type()).isEqualTo(MessageType.POLL);
        assertThat(question.text()).contains("When?\n- Mon");
    }

    @Test
    void wrappersAreTakenOffButNotForEver() throws IOException {
        Wire wrapped = Wire.of().str(1, "inner");
        for (int number : new int[] {37, 40, 55, 59}) {
            wrapped = Wire.of().msg(number, Wire.of().msg(1, wrapped));
        }
        assertThat(content(wrapped).text()).contains("inner");
        Wire sent = Wire.of().msg(31, Wire.of().str(1, "x@g.us").msg(2, Wire.of().str(1, "y")));
        assertThat(content(sent).text()).contains("y");
        Wire deep = Wire.of().str(1, "never");
        for (int i = 0; i < 200; i++) {
            deep = Wire.of().msg(40, Wire.of().msg(1, deep));
        }
        Wire tooDeep = deep;
        assertThatThrownBy(() -> content(tooDeep)).isInstanceOf(MalformedException.class);
    }

    @Test
    void stubsSpeakEnglish() throws IOException {
        Wire added = info(key(GROUP, false, "S")).num(24, 27).str(26, "4922:1@s.whatsapp.net");
        Message message = message(added, GROUP);
        assertThat(message.type()).isEqualTo(MessageType.SYSTEM);
        assertThat(message.text()).contains("Added: " + BEN);
        Message call = message(info(key(ANNA, false, "C")).num(24, 41), ANNA);
        assertThat(call.type()).isEqualTo(MessageType.CALL);
        assertThat(call.text()).contains("Missed video call");
        Message cipher = message(info(key(ANNA, false, "C")).num(24, 2), ANNA);
        assertThat(cipher.type()).isEqualTo(MessageType.UNKNOWN);
        assertThat(cipher.text()).isEmpty();
        Message gone = message(info(key(ANNA, false, "C")).num(24, 1), ANNA);
        assertThat(gone.deleted()).isTrue();
        Message timeless = message(Wire.of().msg(1, key(GROUP, false, "T")).num(24, 20), GROUP);
        assertThat(timeless.timestamp()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void reactionsKeptWithAMessageNameWhoReactedInTheirOwnKey() throws IOException {
        Wire own = Wire.of().msg(1, key(GROUP, false, "R1").str(4, BEN.value()));
        own.str(2, "❤️").num(4, 1_700_000_001_500L);
        Wire mine = Wire.of().msg(1, key(GROUP, true, "R2")).str(2, "");
        Wire info =
                info(key(GROUP, false, "A1").str(4, ANNA.value()))
                        .msg(2, Wire.of().str(1, "x"))
                        .msg(41, own)
                        .msg(41, mine);
        List<Entry> entries = entries(info, GROUP);
        assertThat(entries).hasSize(3);
        Entry.Reacted first = (Entry.Reacted) entries.get(1);
        assertThat(first.target()).isEqualTo(((Entry.MessageEntry) entries.get(0)).message().key());
        assertThat(first.by()).isEqualTo(Author.of(BEN));
        assertThat(first.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_001_500L));
        Entry.Reacted second = (Entry.Reacted) entries.get(2);
        assertThat(second.by()).isEqualTo(Author.ME);
        assertThat(second.emoji()).isEmpty();
    }

    @Test
    void whatHappensToAMessageIsNoMessage() throws IOException {
        Wire theirs = key(ANNA, true, "T1"); // said from her side: her own
        Wire edit =
                Wire.of().msg(1, theirs).num(2, 14).msg(14, Wire.of().str(1, "new")).num(15, 77);
        Entry.Edit edited =
                (Entry.Edit)
                        entries(info(key(ANNA, false, "E")).msg(2, Wire.of().msg(12, edit)), ANNA)
                                .get(0);
        assertThat(edited.target().author()).isEqualTo(Author.of(ANNA));
        assertThat(edited.target().id()).isEqualTo("T1");
        assertThat(edited.text()).isEqualTo("new");
        assertThat(edited.at()).isEqualTo(Instant.ofEpochMilli(77));

        Wire revoke = Wire.of().msg(12, Wire.of().msg(1, theirs).num(2, 0));
        Entry.Revocation revoked =
                (Entry.Revocation) entries(info(key(ANNA, false, "D")).msg(2, revoke), ANNA).get(0);
        assertThat(revoked.target().author()).isEqualTo(revoked.by());
        assertThat(revoked.vouched()).isFalse();

        Wire like = Wire.of().msg(46, Wire.of().msg(1, key(ANNA, false, "M")).str(2, "👍"));
        Entry.Reacted reacted =
                (Entry.Reacted) entries(info(key(ANNA, false, "R")).msg(2, like), ANNA).get(0);
        assertThat(reacted.target().author()).isEqualTo(Author.ME); // not hers, so the owner's
        assertThat(reacted.by()).isEqualTo(Author.of(ANNA));
    }

    @Test
    void machineryIsSilent() throws IOException {
        for (int number : new int[] {2, 35, 50, 56, 71, 76, 82}) {
            Wire info = info(key(ANNA, false, "P")).msg(2, Wire.of().msg(number, Wire.of()));
            assertThat(entries(info, ANNA)).as("field %s", number).isEmpty();
        }
        Wire setting = Wire.of().msg(12, Wire.of().num(2, 5));
        assertThat(entries(info(key(ANNA, false, "P")).msg(2, setting), ANNA)).isEmpty();
    }

    @Test
    void whatIsNotKnownKeepsItsPlace() throws IOException {
        assertThat(content(Wire.of().msg(777, Wire.of())).type()).isEqualTo(MessageType.UNKNOWN);
        Message empty = message(info(key(ANNA, false, "P")), ANNA);
        assertThat(empty.type()).isEqualTo(MessageType.UNKNOWN);
        Message later = content(Wire.of().msg(777, Wire.of()).msg(35, Wire.of()).str(1, "x"));
        assertThat(later.text()).contains("x");
    }

    @Test
    void absurdTimesAreKept() throws IOException {
        Wire text = Wire.of().str(1, "x");
        Wire zero = Wire.of().msg(1, key(ANNA, false, "Z")).msg(2, text).num(3, 0);
        assertThat(message(zero, ANNA).timestamp()).isEqualTo(Instant.EPOCH);
        Wire great = Wire.of().msg(1, key(ANNA, false, "Z")).msg(2, text).num(3, -1);
        assertThat(message(great, ANNA).timestamp().toEpochMilli()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void damageIsRefused() throws IOException {
        Wire text = Wire.of().str(1, "x");
        refused(Wire.of().msg(1, key(ANNA, false, "A")).msg(2, text)); // no time
        refused(info(Wire.of().str(1, ANNA.value())).msg(2, text)); // no id
        refused(info(key(ANNA, false, "A b")).msg(2, text));
        refused(info(key(ANNA, false, "A").num(2, 7)).msg(2, text));
        refused(info(Wire.of().str(1, "no address").str(3, "A")).msg(2, text));
        refused(info(key(ANNA, false, "A")).msg(2, Wire.of().raw(1, new byte[] {(byte) 0xc3})));
        refused(info(key(ANNA, false, "A")).msg(2, Wire.of().num(1, 5)));
        refused(info(key(ANNA, false, "A")).msg(2, text).num(5_000, 1));
        refused(info(key(ANNA, false, "A")).msg(2, Wire.of().promise(6, 99)));
    }

    private void refused(Wire info) {
        assertThatThrownBy(() -> entries(info, ANNA)).isInstanceOf(IOException.class);
    }
}
