package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final Set<String> FILES =
            Set.of("image", "video", "audio", "document", "sticker");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("dd/MM/uuuu, HH:mm").withZone(ZoneOffset.UTC);

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

    /** A chat of the sample archive as its owner would export it, in files of no pictures. */
    private static String exportOf(JsonNode messages) {
        StringBuilder text = new StringBuilder();
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode message = messages.get(i);
            String type = message.get("type").asText();
            String body = message.get("text").asText("");
            if (message.get("deleted").asBoolean()) {
                body = "This message was deleted";
            } else if (FILES.contains(type)) {
                body = "<Media omitted>" + (body.isEmpty() ? "" : "\n" + body);
            } else if (!type.equals("text")) {
                continue; // what is told in another way, or not at all
            }
            String name =
                    message.get("from_me").asBoolean()
                            ? "Mina"
                            : message.get("sender_name").asText();
            text.append(line(message.get("timestamp").asLong(), name, body));
        }
        return text.toString();
    }

    private static String line(long millis, String name, String body) {
        return MINUTE.format(Instant.ofEpochMilli(millis)) + " - " + name + ": " + body + "\n";
    }

    private static JsonNode json(Cli cli, String... words) {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(words));
        Cli.Result result = cli.run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    private static JsonNode messages(Cli cli, String jid) {
        JsonNode page = json(cli, "messages", jid, "--limit", "1000");
        assertThat(page.get("next").isNull()).isTrue();
        return page.get("messages");
    }

    /** A person's chat, with numbers, or a group's, with names: of those that fit on a page. */
    @ParameterizedTest
    @ValueSource(strings = {"@s.whatsapp.net", "@g.us"})
    void aChatThatWasSyncedAndItsExportAreOneChat(String server) throws IOException {
        Cli cli = new Cli(work);
        assertThat(cli.run("demo").code()).isZero();
        JsonNode chat = null;
        for (JsonNode one : json(cli, "conversations", "--limit", "1000").get("conversations")) {
            int count = one.get("message_count").asInt();
            if (one.get("jid").asText().endsWith(server) && count > 50 && count < 900) {
                chat = one;
                break;
            }
        }
        String jid = chat.get("jid").asText();
        JsonNode before = messages(cli, jid);
        String export = exportOf(before);
        long last = before.get(0).get("timestamp").asLong();
        long first = before.get(before.size() - 1).get("timestamp").asLong();
        String name =
                before.findValuesAsText("sender_name").stream()
                        .filter(text -> !text.equals("null"))
                        .findFirst()
                        .orElseThrow();
        export = line(first - 600_000, name, "Older than all that was synced") + export;
        export += line(last + 600_000, "Mina", "Newer than all that was synced");
        Path file = Files.writeString(work.resolve("WhatsApp Chat with Us.txt"), export);
        String[] add = {
            "source",
            "add",
            "whatsapp-export",
            "phone",
            "file=" + file,
            "me=Mina",
            "zone=UTC",
            "chat=" + jid,
            "account=sample"
        };
        Cli.Result added = cli.run(add);
        assertThat(added.code()).as(added.err()).isZero();

        JsonNode result = sync(cli, "--source", "phone");

        assertThat(result.get("skipped").asInt()).isZero();
        assertThat(result.get("new_messages").asInt()).isGreaterThan(before.size() / 2);
        JsonNode after = messages(cli, jid);
        List<String> ids = new ArrayList<>(after.findValuesAsText("id"));
        assertThat(after.get(0).get("text").asText()).startsWith("Newer");
        assertThat(after.get(after.size() - 1).get("text").asText()).startsWith("Older");
        ids.remove(0);
        ids.remove(ids.size() - 1);
        assertThat(ids).isEqualTo(before.findValuesAsText("id"));
        assertThat(json(cli, "conversation", jid).get("message_count").asInt())
                .isEqualTo(before.size() + 2);
        Cli.Result doctor = cli.run("doctor");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        int told = result.get("new_messages").asInt() - 2;
        Matcher duplicates =
                Pattern.compile("(\\d+) messages told less exactly are certainly others, (\\d+)")
                        .matcher(doctor.out());
        assertThat(duplicates.find()).as(doctor.out()).isTrue();
        int certain = Integer.parseInt(duplicates.group(1));
        assertThat(certain + Integer.parseInt(duplicates.group(2))).isEqualTo(told);
        assertThat(certain).isGreaterThan(0);

        Path all = work.resolve("all.ndjson");
        assertThat(cli.run("export", all.toString(), "--chat", jid).code()).isZero();
        assertThat(Files.readString(all).lines().filter(l -> l.contains("\"duplicate_of\":\"")))
                .hasSize(told);
        Cli other = new Cli(Files.createDirectories(work.resolve("other")));
        assertThat(other.run("import", all.toString()).code()).isZero();
        assertThat(messages(other, jid)).isEqualTo(after);
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
