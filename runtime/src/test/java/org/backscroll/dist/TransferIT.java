package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out and comes back in, through the command line alone. */
class TransferIT {
    @TempDir Path work;

    /** Runs commands in one shell. Returns what those that were typed with --json answered. */
    private static List<JsonNode> shell(Cli cli, String... lines) {
        return cli.runWithInput(String.join("\n", lines) + "\nexit\n")
                .out()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Corpus::parse)
                .toList();
    }

    private Cli other() throws IOException {
        return new Cli(Files.createDirectories(work.resolve("other")));
    }

    @Test
    void realHistoryIsTheSameAfterExportAndImport() throws Exception {
        Path first = work.resolve("first.ndjson");
        shell(
                new Cli(work),
                "source add whatsapp phone " + Corpus.chunks(),
                "sync --type FULL",
                "export " + first);
        Cli other = other();

        // broken off in its midst, it leaves nothing that anybody could go on with
        Cli.Running running = other.start("import", first.toString());
        Path log = other.data().resolve("backscroll.db-wal");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.exists(log) && Files.size(log) > 2_000_000);
        running.process().destroyForcibly();
        assertThat(running.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        JsonNode job = Corpus.parse(other.run("--json", "jobs").out()).get("jobs").get(0);
        assertThat(job.get("status").asText()).isEqualTo("FAILED");
        assertThat(job.get("reason").asText()).contains("import the file again");
        Cli.Result resumed = other.run("jobs", "resume", job.get("id").asText());
        assertThat(resumed.code()).isEqualTo(1);
        assertThat(resumed.err()).contains("no strategy for IMPORT is installed");

        Path second = work.resolve("second.ndjson");
        Path third = work.resolve("third.ndjson");
        List<JsonNode> answers =
                shell(
                        other,
                        "import --json " + first,
                        "export " + second,
                        "import --json " + first,
                        "export " + third);

        assertThat(answers.get(0).get("messages").asLong()).isEqualTo(51_127);
        assertThat(answers.get(0).get("skipped_lines").asLong()).isZero();
        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(answers.get(1).get("new_messages").asLong()).isZero();
        assertThat(answers.get(1).get("changed_messages").asLong()).isZero();
        assertThat(Files.mismatch(first, third)).isEqualTo(-1);
    }

    @Test
    void theSampleGoesThroughAllFormats() throws Exception {
        Path first = work.resolve("first.ndjson");
        shell(
                new Cli(work),
                "source add whatsapp phone dir=" + Cli.home().resolve("sample"),
                "sync --type FULL",
                "sync --type PUSH_NAME",
                "export " + first,
                "export all.txt --format txt",
                "export pages --format html");
        Path second = work.resolve("second.ndjson");
        shell(other(), "import " + first + " --account tablet", "export " + second);

        assertThat(
                        Files.readString(second)
                                .replace("\"account\":\"tablet\"", "\"account\":\"phone\""))
                .isEqualTo(Files.readString(first));
        long chats =
                Corpus.read(work.resolve("all.txt"))
                        .lines()
                        .filter(line -> line.startsWith("account phone, "))
                        .count();
        assertThat(chats).isPositive();
        try (Stream<Path> pages = Files.list(work.resolve("pages"))) {
            assertThat(pages).hasSize((int) chats + 1);
        }
    }

    @Test
    void aRecordThatWasTooLargeIsReadOnceTheSourceMayReadIt() throws Exception {
        Path dir = Files.createDirectories(work.resolve("chunks"));
        Wire.chunk(Wire.chat("1@g.us").text("x".repeat(5000)).text("short"))
                .deflate(dir.resolve("0001.bin"));
        Cli cli = new Cli(work);
        List<JsonNode> answers =
                shell(
                        cli,
                        "source add whatsapp phone dir=" + dir + " record.max.kib=2",
                        "sync --type FULL",
                        "quarantine retry --json",
                        "quarantine --json",
                        "source remove phone",
                        "source add whatsapp phone dir=" + dir + " record.max.kib=64");

        assertThat(answers.get(0).get("still_rejected").asLong()).isEqualTo(1);
        JsonNode held = answers.get(1).get("quarantined");
        assertThat(held).hasSize(1);
        assertThat(held.get(0).get("times").asLong()).isEqualTo(2);
        String id = held.get(0).get("id").asText();
        assertThat(cli.run("quarantine", "show", id).out()).contains("too large", "xxxxxx");

        Cli.Result retry = cli.run("--json", "quarantine", "retry", id);
        JsonNode read = Corpus.parse(retry.out());
        assertThat(retry.code()).isZero();
        assertThat(read.get("read").asLong()).isEqualTo(1);
        assertThat(read.get("new_messages").asLong()).isEqualTo(1);
        answers = shell(cli, "quarantine --json", "messages 1@g.us --json");
        assertThat(answers.get(0).get("quarantined")).isEmpty();
        assertThat(answers.get(1).findValuesAsText("text"))
                .containsExactlyInAnyOrder("x".repeat(5000), "short");
    }
}
