package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryJsonTest {
    private static final Jid ANN = Jid.of("4917000000@s.whatsapp.net");
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    private static MessageKey key(Author author) {
        return new MessageKey(AccountId.of("phone"), Jid.of("g@g.us"), author, "id \"1\"");
    }

    static Stream<Entry> entries() {
        Message all =
                Message.builder(key(Author.of(ANN)), AT)
                        .senderName("Ann")
                        .order(-3)
                        .type(MessageType.of("sticker"))
                        .text("two\nlines, \u0000, \ud83d and \ud83d\ude00")
                        .quotedId("2")
                        .editedAt(AT.plusSeconds(1))
                        .starred(true)
                        .precision(Duration.ofSeconds(60))
                        .status(MessageStatus.READ)
                        .reactions(
                                List.of(
                                        new Reaction(Author.ME, "👍", AT),
                                        new Reaction(Author.UNKNOWN, "❤", AT),
                                        new Reaction(Author.of(ANN), "😀", AT)))
                        .media(
                                Media.builder()
                                        .mimeType("a/b")
                                        .fileName("f")
                                        .size(7)
                                        .duration(Duration.ofMillis(1500))
                                        .attribute("k", "v")
                                        .build())
                        .build();
        return Stream.of(
                new Entry.MessageEntry(all),
                new Entry.MessageEntry(Message.builder(key(Author.ME), AT).deleted(true).build()),
                new Entry.MessageEntry(Message.builder(key(Author.UNKNOWN), AT).build()),
                new Entry.Edit(key(Author.ME), "", Optional.of("9"), AT),
                new Entry.Edit(key(Author.ME), "x", Optional.empty(), AT),
                new Entry.Revocation(key(Author.of(ANN)), Author.UNKNOWN, true, AT),
                new Entry.Reacted(key(Author.of(ANN)), Author.ME, "", AT),
                new Entry.Receipt(key(Author.ME), MessageStatus.DELIVERED),
                Entry.ChatSnapshot.builder(ANN, new AsOf(AT, Long.MIN_VALUE))
                        .name("")
                        .unreadCount(0)
                        .archived(false)
                        .markedUnread(true)
                        .mutedUntil(Instant.MAX)
                        .pinned(true)
                        .description("what")
                        .created(AT)
                        .createdBy(ANN)
                        .readOnly(true)
                        .disappearingTimer(Duration.ofMillis(Long.MAX_VALUE))
                        .build(),
                Entry.ChatSnapshot.builder(ANN, AsOf.UNKNOWN).build(),
                Entry.ChatSnapshot.builder(ANN, AsOf.UNKNOWN)
                        .readOnly(false)
                        .disappearingTimer(Duration.ZERO)
                        .build(),
                new Entry.Name(ANN, "Ann", new AsOf(AT, 4)),
                new Entry.OwnName("Me", AsOf.UNKNOWN),
                new Entry.Link(ANN, Jid.of("1@lid")),
                new Entry.Membership(
                        Jid.of("g@g.us"),
                        ANN,
                        Participant.Role.values()[0],
                        Optional.of(AT),
                        AsOf.UNKNOWN));
    }

    /** All kinds there are, so that a new one is not forgotten. */
    @Test
    void everyKindIsTried() {
        assertThat(entries().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kinds(Entry.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(EntryJsonTest::kinds)
                : Stream.of(kind);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatIsReadIsEqualToWhatWasWritten(Entry entry) throws Exception {
        byte[] line = bytes(json -> EntryJson.entry(json, entry));

        assertThat(new String(line, StandardCharsets.UTF_8).strip()).hasLineCount(1);
        assertThat(EntryJson.entry(line)).contains(entry);
        assertThat(EntryJson.covered(line)).isEmpty();
    }

    @Test
    void aRangeIsReadAsItWasWritten() throws Exception {
        Covered range =
                new Covered(
                        "lane", Optional.of(ANN), new Mark(1, "a"), new Mark(2, ""), true, false);

        byte[] line = bytes(json -> EntryJson.covered(json, range));

        assertThat(EntryJson.covered(line)).contains(range);
        assertThat(EntryJson.entry(line)).isEmpty();
    }

    @Test
    void whatCannotBeIsToldInOneLineWithoutItsText() {
        for (String line :
                List.of(
                        "",
                        "[]",
                        "{\"kind\":\"name\"}",
                        "{\"kind\":\"name\",\"jid\":\"x@y\",\"name\":\"secret\",\"as_of\":\"secret\"}",
                        "{\"kind\":\"receipt\",\"status\":\"secret\"}")) {
            assertThatThrownBy(() -> EntryJson.entry(line.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .hasLineCount(1)
                    .doesNotContain("secret");
        }
    }

    private interface Writer {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            writer.write(json);
        }
        return out.toByteArray();
    }

    @Test
    void whatAnOlderVersionDidNotTellIsNotSaid() {
        String line = "{\"kind\":\"chat\",\"chat_jid\":\"1@g.us\",\"as_of\":7,\"sequence\":0}";
        assertThat(EntryJson.entry(line.getBytes(StandardCharsets.UTF_8)))
                .contains(
                        Entry.ChatSnapshot.builder(
                                        Jid.of("1@g.us"), new AsOf(Instant.ofEpochMilli(7), 0))
                                .build());
    }
}
