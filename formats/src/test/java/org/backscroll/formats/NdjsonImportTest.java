package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.Rejected;
import org.junit.jupiter.api.Test;

class NdjsonImportTest {
    private static final String HEADER =
            "{\"kind\":\"backscroll-export\",\"version\":1,\"account\":\"phone\"}\n";

    /** All that was read of lines. */
    private record Read(List<HistoryChunk> chunks) {
        List<Entry> entries() {
            return chunks.stream().flatMap(chunk -> chunk.entries().stream()).toList();
        }

        <T extends Entry> List<T> entries(Class<T> type) {
            return entries().stream().filter(type::isInstance).map(type::cast).toList();
        }

        List<Rejected> rejected() {
            return chunks.stream().flatMap(chunk -> chunk.rejected().stream()).toList();
        }
    }

    private static Read read(InputStream in, int max) throws Exception {
        List<HistoryChunk> chunks = new ArrayList<>();
        try (NdjsonImport reader =
                NdjsonImport.open(in, "x", 0, Optional.of(AccountId.of("phone")))) {
            do {
                chunks.add(reader.next(max));
            } while (chunks.get(chunks.size() - 1).end() == End.MORE);
        }
        return new Read(chunks);
    }

    private static Read read(String lines) throws Exception {
        return read(bytes(HEADER + lines), 100);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String id) {
        return "{\"kind\":\"message\",\"chat_jid\":\"1@g.us\",\"id\":\""
                + id
                + "\",\"sender_jid\":null,\"timestamp\":5}\n";
    }

    @Test
    void aChatIsOlderThanWhatAnySourceSaysAndItsNameIsItsOwnUnlessItIsThePersons()
            throws Exception {
        Read read =
                read(
                        """
                        {"kind":"conversation","jid":"1@s.whatsapp.net","name":"Ann","is_muted":true,\
                        "unread_count":0,"is_pinned":false,"is_archived":true,"aliases":["9@lid"]}
                        {"kind":"conversation","jid":"7@g.us","name":"Club","is_muted":false,\
                        "muted_until":8,"is_read_only":false,"disappearing_timer_ms":0,"participants":[{"jid":"1@s.whatsapp.net","role":"ADMIN","left":null}]}
                        {"kind":"name","jid":"1@s.whatsapp.net","name":"Ann","as_of":77,"sequence":2}
                        {"kind":"name","jid":"7@g.us","name":"Not the club","as_of":null,"sequence":0}
                        """);

        List<Entry.ChatSnapshot> chats = read.entries(Entry.ChatSnapshot.class);
        assertThat(chats).extracting(Entry.ChatSnapshot::asOf).containsOnly(AsOf.HEARSAY);
        assertThat(AsOf.HEARSAY).isLessThan(AsOf.UNKNOWN);
        assertThat(chats.get(0).mutedUntil()).contains(Instant.MAX);
        assertThat(chats.get(0).archived()).contains(true);
        assertThat(chats.get(0).pinned()).isEmpty();
        assertThat(chats.get(0).unreadCount()).isEmpty();
        assertThat(chats.get(1).mutedUntil()).isEmpty();
        assertThat(chats.get(0).readOnly()).isEmpty();
        assertThat(chats.get(0).disappearingTimer()).isEmpty();
        assertThat(chats.get(1).readOnly()).contains(false);
        assertThat(chats.get(1).disappearingTimer()).contains(Duration.ZERO);
        assertThat(chats).filteredOn(chat -> chat.name().isPresent()).hasSize(1);
        assertThat(chats.get(2).chat()).isEqualTo(Samples.GROUP);
        assertThat(chats.get(2).name()).contains("Club");
        assertThat(read.entries(Entry.Link.class))
                .containsExactly(new Entry.Link(Jid.of("9@lid"), Samples.ALICE));
        assertThat(read.entries(Entry.Membership.class))
                .containsExactly(
                        new Entry.Membership(
                                Samples.GROUP,
                                Samples.ALICE,
                                Participant.Role.ADMIN,
                                Optional.empty(),
                                AsOf.HEARSAY));
        assertThat(read.entries(Entry.Name.class))
                .extracting(Entry.Name::asOf)
                .containsExactly(new AsOf(Instant.ofEpochMilli(77), 2), AsOf.UNKNOWN);
    }

    @Test
    void whatCannotBeIsRejectedByItsLineAndWithoutItsText() throws Exception {
        List<String> bad =
                List.of(
                        "secret",
                        "{\"kind\":\"name\",\"jid\":\"1@x\"",
                        "{} {}",
                        "{\"kind\":5}",
                        "{\"kind\":\"message\",\"id\":\"secret\"}",
                        message("secret").replace(":5}", ":5.5}").strip(),
                        message("secret").replace(":5}", ":99999999999999999999}").strip(),
                        message("secret").replace("1@g.us", "secret").strip(),
                        message("secret").replace("}", ",\"type\":\"Secret Type\"}").strip(),
                        message("secret").replace("}", ",\"status\":\"secret\"}").strip(),
                        message("secret").replace("}", ",\"reactions\":[5]}").strip(),
                        message("secret")
                                .replace("}", ",\"from_me\":true,\"sender_jid\":\"1@x\"}")
                                .strip(),
                        "{\"kind\":\"name\",\"jid\":\"1@x\",\"name\":\" \"}",
                        "{\"kind\":\"conversation\",\"jid\":\"1@x\",\"unread_count\":9999999999}",
                        "{\"kind\":\"name\",\"account\":\"other\",\"jid\":\"1@x\",\"name\":\"N\"}",
                        "[".repeat(100_000));

        Read read = read(message("a") + String.join("\n", bad) + "\r\n\n" + message("b"));

        assertThat(read.rejected()).hasSameSizeAs(bad);
        assertThat(read.rejected().get(0).position()).isEqualTo("line 3");
        assertThat(read.rejected().get(15).position()).isEqualTo("line 18");
        assertThat(read.rejected())
                .allSatisfy(r -> assertThat(r.reason()).doesNotContainIgnoringCase("secret"));
        assertThat(read.entries(Entry.MessageEntry.class)).hasSize(2);
    }

    @Test
    void aLineWithoutEndIsPassedOverInBoundedMemory() throws Exception {
        InputStream endless =
                new InputStream() {
                    private long left = NdjsonImport.MAX_LINE + 100_000L;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'x' : -1;
                    }

                    @Override
                    public int read(byte[] block, int from, int length) {
                        int count = (int) Math.min(left, length);
                        java.util.Arrays.fill(block, from, from + count, (byte) 'x');
                        left -= count;
                        return count == 0 ? -1 : count;
                    }
                };

        Read read =
                read(
                        new SequenceInputStream(
                                Collections.enumeration(
                                        List.of(
                                                bytes(HEADER + message("a")),
                                                endless,
                                                bytes("\n" + message("b"))))),
                        10);

        assertThat(read.rejected()).hasSize(1);
        assertThat(read.rejected().get(0).toString())
                .isEqualTo("x, line 3: it is longer than 32 MiB");
        assertThat(read.entries()).hasSize(2);
    }

    @Test
    void aChunkHoldsAsManyMessagesAsWereAskedFor() throws Exception {
        StringBuilder lines = new StringBuilder(HEADER);
        for (int i = 0; i < 10; i++) {
            lines.append(message("m" + i));
            String of = "\"chat_jid\":\"1@g.us\",\"id\":\"m" + i + "\"";
            lines.append("{\"kind\":\"starred\"," + of + "}\n");
            lines.append("{\"kind\":\"precision\"," + of + ",\"precision_ms\":60000}\n");
        }

        Read read = read(bytes(lines.toString()), 4);

        assertThat(read.chunks()).allSatisfy(c -> assertThat(c.messages()).isLessThanOrEqualTo(4));
        assertThat(read.chunks()).hasSize(3);
        assertThat(read.entries(Entry.MessageEntry.class))
                .hasSize(10)
                .allMatch(entry -> entry.message().starred())
                .allMatch(entry -> entry.message().precision().equals(Duration.ofMinutes(1)));
    }
}
