package org.backscroll.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.store.PersonName;
import org.junit.jupiter.api.Test;

class NdjsonExportTest {
    private static final PersonName ALICE =
            new PersonName(Samples.ALICE, "Alice", new AsOf(Instant.ofEpochMilli(77), 3));
    private static final PersonName BOB =
            new PersonName(Jid.of("2@s.whatsapp.net"), "Bob", AsOf.UNKNOWN);
    private static final PersonName CAROL =
            new PersonName(Jid.of("3@s.whatsapp.net"), "Carol", AsOf.UNKNOWN);

    @Test
    void chatsByJidMessagesOldestFirstNamesByJid() throws Exception {
        MemoryReads reads =
                new MemoryReads()
                        .chat(info(Samples.GROUP), said("c", 3), said("a", 1), said("b", 2))
                        .chat(info(Jid.of("9@g.us")))
                        .chat(info(Samples.ALICE))
                        .name(CAROL)
                        .name(ALICE)
                        .name(BOB);

        String[] lines = export(reads).split("\n", -1);

        assertThat(Arrays.stream(lines).map(NdjsonExportTest::kindAndKey))
                .containsExactly(
                        "backscroll-export",
                        "conversation 1@s.whatsapp.net",
                        "conversation 7@g.us",
                        "message a",
                        "message b",
                        "message c",
                        "conversation 9@g.us",
                        "name 1@s.whatsapp.net",
                        "name 2@s.whatsapp.net",
                        "name 3@s.whatsapp.net",
                        "");
        assertThat(lines[0])
                .isEqualTo("{\"kind\":\"backscroll-export\",\"version\":1,\"account\":\"phone\"}");
        assertThat(lines[3]).startsWith("{\"kind\":\"message\",\"account\":\"phone\",\"chat_jid\"");
        assertThat(lines[7])
                .isEqualTo(
                        """
                        {"kind":"name","account":"phone","jid":"1@s.whatsapp.net","name":"Alice",\
                        "as_of":77,"sequence":3}""");
        assertThat(lines[8]).endsWith("\"name\":\"Bob\",\"as_of\":null,\"sequence\":0}");
    }

    @Test
    void equalContentGivesEqualBytesWhateverTheListsOrderAndCoverage() throws Exception {
        ConversationInfo covered =
                ConversationInfo.builder(Samples.chat(Samples.GROUP).build())
                        .coverage(new ChatCoverage(true, java.util.List.of()))
                        .build();
        MemoryReads one =
                new MemoryReads().chat(info(Samples.ALICE)).chat(covered, said("a", 1)).name(BOB);
        MemoryReads other =
                new MemoryReads()
                        .chat(info(Samples.GROUP), said("a", 1))
                        .chat(info(Samples.ALICE))
                        .name(BOB);

        assertThat(export(one)).isEqualTo(export(other));
    }

    @Test
    void textIsKeptByteForByteOnOneLine() throws Exception {
        Message odd =
                Samples.message(Samples.GROUP, Author.ME, "x", 1)
                        .text(" a\r\n\u0000\u2028🎉 \ud800")
                        .build();

        String[] lines = export(new MemoryReads().chat(info(Samples.GROUP), odd)).split("\n");

        assertThat(lines).hasSize(3);
        assertThat(lines[2]).contains("\"text\":\" a\\u000D\\u000A\\u0000\u2028🎉 \\uD800\"");
    }

    private static String kindAndKey(String line) {
        return Stream.of("kind", "jid", "id")
                .map(field -> field(line, field))
                .filter(value -> !value.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static String field(String line, String name) {
        String start = "\"" + name + "\":\"";
        int at = line.indexOf(start);
        return at < 0
                ? ""
                : line.substring(at + start.length(), line.indexOf('"', at + start.length()));
    }

    private static ConversationInfo info(Jid jid) {
        return ConversationInfo.builder(Samples.chat(jid).build()).build();
    }

    private static Message said(String id, long millis) {
        return Samples.message(Samples.GROUP, Author.ME, id, millis).build();
    }

    private static String export(MemoryReads reads) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(reads, Samples.PHONE, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
