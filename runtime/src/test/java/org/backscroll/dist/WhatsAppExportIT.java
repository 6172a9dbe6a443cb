package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats that a person exported, through the command line alone. */
class WhatsAppExportIT {
    private static final String NAME = "WhatsApp Chat with Vinyl Club.txt";
    private static final String EARLIER =
            """
            13/05/2024, 15:00 - Messages and calls are end-to-end encrypted.
            13/05/2024, 15:01 - Ana: Who brings the record player?
            13/05/2024, 15:01 - Ben: ok
            13/05/2024, 15:01 - Ben: ok
            13/05/2024, 15:02 - +49 151 23456789: IMG-1.jpg (file attached)
            The sleeve
            """;
    private static final String LATER = EARLIER + "14/05/2024, 09:00 - Ana: Thank you\n";

    @TempDir Path work;

    /** All that is stored of a chat that was exported again and again under one name. */
    private Path stored(String name, String... exports) throws IOException {
        Path home = Files.createDirectories(work.resolve(name));
        Path chats = Files.createDirectories(home.resolve("chats"));
        Cli cli = new Cli(home);
        Files.writeString(chats.resolve(NAME), exports[0]);
        add(cli, "dir=" + chats);
        for (String export : exports) {
            Files.writeString(chats.resolve(NAME), export);
            assertThat(sync(cli).get("status").asText()).isEqualTo("COMPLETE");
        }
        Path out = home.resolve("all.ndjson");
        assertThat(cli.run("export", out.toString()).code()).isZero();
        return out;
    }

    private static void add(Cli cli, String where) {
        Cli.Result added =
                cli.run("source", "add", "whatsapp-export", "chats", where, "me=Ben", "zone=UTC");
        assertThat(added.code()).as(added.err()).isZero();
    }

    private static JsonNode sync(Cli cli, String... more) {
        List<String> words = new ArrayList<>(List.of("--json", "sync", "--type", "FULL"));
        words.addAll(List.of(more));
        Cli.Result result = cli.run(words.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    @Test
    void anExportedChatIsAddedSyncedAndRead() throws IOException {
        Cli cli = new Cli(work);
        Path zip = work.resolve("WhatsApp Chat - Vinyl Club.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("_chat.txt"));
            out.write(LATER.getBytes(StandardCharsets.UTF_8));
            out.write("14/05/2024, 09:01 - Ana: ".getBytes(StandardCharsets.UTF_8));
            out.write(new byte[] {(byte) 0xff, '\n'});
        }
        add(cli, "file=" + zip);

        JsonNode result = sync(cli);

        assertThat(result.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(result.get("new_messages").asInt()).isEqualTo(6);
        assertThat(result.get("skipped").asInt()).isEqualTo(1);
        JsonNode chat =
                Corpus.parse(cli.run("--json", "conversations").out()).get("conversations").get(0);
        assertThat(chat.get("name").asText()).isEqualTo("Vinyl Club");
        assertThat(chat.get("message_count").asInt()).isEqualTo(6);
        String jid = chat.get("jid").asText();
        assertThat(jid).matches("vinyl-club-[0-9a-f]{12}@whatsapp-export");
        JsonNode messages = Corpus.parse(cli.run("--json", "messages", jid).out()).get("messages");
        assertThat(messages.findValuesAsText("text"))
                .containsExactly(
                        "Thank you",
                        "The sleeve",
                        "ok",
                        "ok",
                        "Who brings the record player?",
                        "Messages and calls are end-to-end encrypted.");
        assertThat(messages.get(0).get("sender_name").asText()).isEqualTo("Ana");
        assertThat(messages.get(1).get("media").get("file_name").asText()).isEqualTo("IMG-1.jpg");
        assertThat(messages.get(1).get("sender_jid").asText())
                .isEqualTo("4915123456789@s.whatsapp.net");
        assertThat(messages.get(2).get("from_me").asBoolean()).isTrue();
        assertThat(cli.run("quarantine").out()).contains("line 8");

        JsonNode again = sync(cli, "--restart");
        assertThat(again.get("new_messages").asInt()).isZero();
        assertThat(again.get("changed_messages").asInt()).isZero();
    }

    @Test
    void exportsOfOneChatGiveOneStoreWhateverTheirOrder() throws IOException {
        Path once = stored("once", LATER);
        Path often = stored("often", EARLIER, LATER, EARLIER);

        assertThat(Files.mismatch(often, once)).as("equal to byte").isEqualTo(-1);
        assertThat(Files.readString(once)).contains("Thank you");
    }

    @Test
    void aSourceThatCannotBeIsRefusedInOneLine() {
        Cli cli = new Cli(work);

        Cli.Result neither = cli.run("source", "add", "whatsapp-export", "chats", "me=Ben");
        assertThat(neither.code()).isEqualTo(1);
        assertThat(neither.err()).contains("file=FILE").doesNotContain("\tat ");
        Cli.Result wrong =
                cli.run("source", "add", "whatsapp-export", "chats", "dir=.", "dates=sometimes");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("dates is one of dmy, mdy, ymd");
    }
}
