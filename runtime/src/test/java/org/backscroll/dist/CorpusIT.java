package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on real history, through the command line alone. */
class CorpusIT {
    @TempDir Path work;

    private Cli synced() {
        Cli cli = new Cli(work);
        assertThat(cli.run("source", "add", "whatsapp", "phone", Corpus.chunks()).code()).isZero();
        return cli;
    }

    private static JsonNode sync(Cli cli, String... options) {
        List<String> words = new ArrayList<>(List.of("--json", "sync"));
        words.addAll(List.of(options));
        Cli.Result result = cli.run(words.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    private Path export(Cli cli, String name) {
        Path file = work.resolve(name);
        Cli.Result result = cli.run("export", file.toString(), "--format", "ndjson");
        assertThat(result.code()).as(result.err()).isZero();
        return file;
    }

    @Test
    void aFullSyncEqualsWhatWasSentAndASecondOneChangesNothing() throws IOException {
        Cli cli = synced();

        JsonNode result = sync(cli, "--type", "FULL");

        assertThat(result.get("success").asBoolean()).isTrue();
        assertThat(result.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(result.get("sync_type").asText()).isEqualTo("FULL");
        assertThat(result.get("has_more").asBoolean()).isFalse();
        assertThat(result.get("cursor").isNull()).isTrue();
        assertThat(result.get("synced_messages").asLong()).isEqualTo(52_153);
        assertThat(result.get("new_messages").asLong()).isEqualTo(51_127);
        assertThat(result.get("synced_chats").asLong()).isEqualTo(976);
        assertThat(result.get("skipped").asLong()).isZero();
        assertThat(result.get("error").isNull()).isTrue();
        Path first = export(cli, "first.ndjson");
        assertThat(Corpus.exportedMessages(first).equals(Corpus.expectedMessages()))
                .as("every message is there, field by field, and no other")
                .isTrue();
        assertThat(conversations(cli)).isEqualTo(expectedConversations());

        JsonNode again = sync(cli, "--type", "FULL");
        assertThat(again.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(again.get("synced_messages").asLong()).isZero();
        JsonNode anew = sync(cli, "--type", "FULL", "--restart");
        assertThat(anew.get("synced_messages").asLong()).isEqualTo(52_153);
        assertThat(anew.get("new_messages").asLong()).isZero();
        assertThat(anew.get("changed_messages").asLong()).isZero();
        assertThat(Files.mismatch(first, export(cli, "second.ndjson"))).isEqualTo(-1);

        JsonNode onDemand = Corpus.manifest().get("onDemand");
        JsonNode answer =
                sync(
                        cli,
                        "--type",
                        "ON_DEMAND",
                        "--chat",
                        onDemand.get("chat").asText(),
                        "--anchor",
                        onDemand.get("anchor").asText(),
                        "--count",
                        "50");
        assertThat(answer.get("synced_messages").asLong()).isEqualTo(50);
        assertThat(answer.get("new_messages").asLong()).isZero();
        assertThat(answer.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(Files.mismatch(first, export(cli, "third.ndjson"))).isEqualTo(-1);
        coverageTellsWhatIsComplete(cli, onDemand.get("chat").asText());
    }

    private static void coverageTellsWhatIsComplete(Cli cli, String chat) {
        JsonNode all = Corpus.parse(cli.run("--json", "coverage", "--limit", "5").out());
        JsonNode chats = all.get("chats");
        assertThat(chats.get("total").asInt()).isEqualTo(976);
        assertThat(
                        chats.get("complete").asInt()
                                + chats.get("with_gaps").asInt()
                                + chats.get("beginning_missing").asInt())
                .as("the source says something of each")
                .isEqualTo(976);
        assertThat(chats.get("listed")).hasSize(Math.min(5, chats.get("with_gaps").asInt()));
        assertThat(all.get("gaps")).as("no range speaks of a whole lane").isEmpty();

        JsonNode one = Corpus.parse(cli.run("--json", "coverage", chat).out());
        JsonNode ranges = one.get("coverage").get("ranges");
        JsonNode newest =
                Corpus.parse(cli.run("--json", "messages", chat, "--limit", "1").out())
                        .get("messages")
                        .get(0);
        assertThat(ranges.get(ranges.size() - 1).get("to")).isEqualTo(newest.get("timestamp"));
        assertThat(one.get("gaps")).hasSize(ranges.size() - 1);
        long edge = Long.MIN_VALUE;
        for (JsonNode range : ranges) {
            assertThat(range.get("from").asLong()).isGreaterThan(edge);
            edge = range.get("to").asLong();
        }
        assertThat(one.get("ledger"))
                .hasSizeGreaterThanOrEqualTo(ranges.size())
                .allMatch(line -> line.get("order").asText().equals("TIME"));
        assertThat(cli.run("coverage", chat).out())
                .contains(": complete from ")
                .doesNotContain(newest.get("timestamp").asText());
    }

    /** All pages of the command, each chat as the fields that are told of it. */
    private static Map<String, List<Object>> conversations(Cli cli) {
        Map<String, List<Object>> chats = new HashMap<>();
        String before = null;
        long previous = Long.MAX_VALUE;
        do {
            List<String> words =
                    new ArrayList<>(List.of("--json", "conversations", "--limit", "400"));
            if (before != null) {
                words.addAll(List.of("--before", before));
            }
            JsonNode page = Corpus.parse(cli.run(words.toArray(String[]::new)).out());
            for (JsonNode chat : page.get("conversations")) {
                JsonNode last = chat.get("last_message");
                assertThat(last.get("timestamp").asLong()).isLessThanOrEqualTo(previous);
                previous = last.get("timestamp").asLong();
                assertThat(
                                chats.put(
                                        chat.get("jid").asText(),
                                        List.of(
                                                chat.get("name"),
                                                chat.get("unread_count").asInt(),
                                                chat.get("is_archived").asBoolean(),
                                                chat.get("message_count").asInt(),
                                                last.get("id").asText(),
                                                last.get("timestamp").asLong())))
                        .isNull();
            }
            before = page.get("next").isNull() ? null : page.get("next").asText();
        } while (before != null);
        return chats;
    }

    private static Map<String, List<Object>> expectedConversations() {
        Map<String, List<Object>> chats = new HashMap<>();
        for (JsonNode chat :
                Corpus.parse(Corpus.read(Corpus.folder().resolve("expected-conversations.json")))) {
            chats.put(
                    chat.get("jid").asText(),
                    List.of(
                            chat.get("name"),
                            chat.get("unread").asInt(),
                            chat.get("archived").asBoolean(),
                            chat.get("messages").asInt(),
                            chat.get("last").asText(),
                            chat.get("last_timestamp").asLong() * 1000));
        }
        assertThat(chats).hasSize(976);
        return chats;
    }

    @Test
    void partsOfWordsAreFoundAsIfAllWereReadAndTheIndexesAreSmall() throws IOException {
        Cli cli = synced();
        sync(cli, "--type", "FULL");
        Map<String, List<Object>> expected = Corpus.expectedMessages();
        assertThat(found(cli, "ernel 2.6")).isEqualTo(containing(expected, "ernel 2.6"));

        assertThat(cli.run("reindex").code()).isZero();

        for (String words : List.of("twork-mana", "ernel 2.6", "://www.ubun")) {
            assertThat(found(cli, words)).isEqualTo(containing(expected, words));
        }
        assertThat(cli.run("doctor").code()).isZero();
        assertThat(Files.size(cli.data().resolve("backscroll.db")) / expected.size())
                .as("bytes a message")
                .isLessThan(320);
    }

    private static Set<String> found(Cli cli, String words) {
        Cli.Result result = cli.run("--json", "search", words, "--limit", "1000");
        assertThat(result.code()).as(result.err()).isZero();
        Set<String> found = new TreeSet<>();
        for (JsonNode hit : Corpus.parse(result.out()).get("messages")) {
            found.add(hit.get("chat_jid").asText() + " " + hit.get("id").asText());
        }
        return found;
    }

    /** The messages that have each word somewhere. */
    private static Set<String> containing(Map<String, List<Object>> messages, String words) {
        Set<String> containing = new TreeSet<>();
        messages.forEach(
                (key, fields) -> {
                    String text = ((JsonNode) fields.get(4)).asText().toLowerCase(Locale.ROOT);
                    if (Stream.of(words.split(" ")).allMatch(text::contains)) {
                        containing.add(key);
                    }
                });
        return containing;
    }

    @Test
    void aSyncOfNamesStoresNamesAndNotOneMessage() {
        Cli cli = synced();

        JsonNode result = sync(cli, "--type", "PUSH_NAME");

        assertThat(result.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(result.get("synced_names").asLong())
                .isEqualTo(Corpus.manifest().get("pushNames").asLong())
                .isEqualTo(4695);
        assertThat(result.get("synced_messages").asLong()).isZero();
        Path export = export(cli, "names.ndjson");
        assertThat(Corpus.exportedMessages(export)).isEmpty();
        assertThat(Corpus.read(export).lines().filter(line -> line.contains("\"kind\":\"name\"")))
                .hasSize(4695);
    }

    @Test
    void theRestIsStartedAtOnceAndItsJobCompletesBehindIt() {
        Cli cli = synced();

        JsonNode result = sync(cli, "--type", "NON_BLOCKING");

        assertThat(result.get("status").asText()).isEqualTo("STARTED");
        assertThat(result.get("success").asBoolean()).isTrue();
        JsonNode jobs = Corpus.parse(cli.run("--json", "jobs").out());
        assertThat(jobs.findValuesAsText("status")).containsExactly("COMPLETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bomb.bin",
                "empty.bin",
                "flipped-bytes.bin",
                "not-zlib.bin",
                "truncated-protobuf.bin",
                "truncated-zlib.bin"
            })
    void aDamagedFileIsSkippedAndWhatIsGoodAroundItIsStored(String damaged) throws IOException {
        Path dir = Files.createDirectories(work.resolve("chunks"));
        try (Stream<Path> chunks = Files.list(Corpus.folder().resolve("chunks"))) {
            for (Path chunk : chunks.toList()) {
                Files.copy(chunk, dir.resolve(chunk.getFileName()));
            }
        }
        Files.copy(
                Corpus.folder().resolve("malformed").resolve(damaged),
                dir.resolve("0003-" + damaged),
                StandardCopyOption.REPLACE_EXISTING);
        Cli cli = new Cli(work);
        assertThat(cli.run("source", "add", "whatsapp", "phone", "dir=" + dir).code()).isZero();

        Cli.Result run = cli.run("--json", "sync", "--type", "FULL");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = Corpus.parse(run.out());
        assertThat(result.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(result.get("skipped").asLong()).isPositive();
        assertThat(run.errLines().stream().filter(line -> line.contains(damaged)))
                .as(run.err())
                .hasSize(1);
        assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        Map<String, List<Object>> exported = Corpus.exportedMessages(export(cli, "all.ndjson"));
        Map<String, List<Object>> expected = Corpus.expectedMessages();
        // What a flipped byte leaves readable may be a message nobody sent; all that was sent must
        // be there.
        assertThat(exported.keySet().containsAll(expected.keySet())).isTrue();
        if (!damaged.startsWith("flipped")) {
            assertThat(exported.equals(expected)).isTrue();
        }
        assertThat(Corpus.parse(cli.run("--json", "quarantine").out()).toString())
                .contains(damaged);
    }

    @Test
    void killedInMidSyncItGoesOnAtTheNextStartAndTheResultIsTheSame() throws Exception {
        Cli cli = synced();
        Cli.Running running = cli.start("sync", "--type", "FULL");
        Path database = cli.data().resolve("backscroll.db-wal");
        // some chunks are committed, most are not
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.exists(database) && Files.size(database) > 2_000_000);
        running.process().destroyForcibly();
        assertThat(running.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running.process().exitValue()).isNotZero();

        JsonNode jobs = Corpus.parse(cli.run("--json", "jobs").out());
        assertThat(jobs.findValuesAsText("status")).containsExactly("INTERRUPTED");
        assertThat(jobs.findValuesAsText("synced_messages").get(0)).isNotEqualTo("52153");

        // any command that writes takes it up and ends when it ends
        assertThat(
                        cli.run(
                                        "source",
                                        "add",
                                        "whatsapp",
                                        "other",
                                        Corpus.chunks(),
                                        "account=phone")
                                .code())
                .isZero();

        JsonNode after = Corpus.parse(cli.run("--json", "jobs").out());
        assertThat(after.findValuesAsText("status")).containsExactly("COMPLETE");
        assertThat(
                        Corpus.exportedMessages(export(cli, "e.ndjson"))
                                .equals(Corpus.expectedMessages()))
                .isTrue();
    }

    @Test
    void aStrategyStoppedAtThePromptIsMissedAndStartedItWorksAgain() {
        Cli cli = synced();
        String id = bundleId(cli, "org.backscroll.strategy-recent");

        Cli.Result missed = cli.runWithInput("stop " + id + "\nsync\n");
        assertThat(missed.err()).contains("no strategy for RECENT is installed");
        assertThat(missed.code()).isEqualTo(1);

        Cli.Result back = cli.runWithInput("stop " + id + "\nsync\nstart " + id + "\nsync\nexit\n");
        assertThat(back.err()).contains("no strategy for RECENT is installed");
        assertThat(back.out()).contains("RECENT of phone").contains("12,054");
        assertThat(back.code()).isZero();
    }

    /** The id that {@code lb -s} shows for a bundle. */
    private static String bundleId(Cli cli, String name) {
        return cli.runWithInput("lb -s\nexit\n")
                .out()
                .lines()
                .filter(line -> line.contains(name))
                .map(line -> line.split("\\|")[0].strip())
                .findFirst()
                .orElseThrow();
    }
}
