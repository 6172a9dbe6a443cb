package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Backscroll reads what another serves, each a process of its own. */
class PeerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long SEED = 7;

    @TempDir Path work;
    private final List<Cli.Running> left = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws InterruptedException {
        for (Cli.Running running : left) {
            kill(running);
        }
    }

    private static void kill(Cli.Running running) throws InterruptedException {
        running.process().destroyForcibly();
        assertThat(running.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Cli cli(String name) throws IOException {
        return new Cli(Files.createDirectories(work.resolve(name)));
    }

    private Cli.Running start(Cli cli, String... words) {
        Cli.Running running = cli.start(words);
        left.add(running);
        return running;
    }

    private static void ok(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
    }

    /** Real history where it is there, else the sample. */
    private static String history() {
        Path real = Path.of(System.getProperty("backscroll.corpus", "absent")).resolve("chunks");
        return "dir=" + (Files.isDirectory(real) ? real : Cli.home().resolve("sample"));
    }

    private JsonNode serve(Cli cli) {
        Cli.Running serving = start(cli, "--json", "serve", "--port", "0");
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> serving.printed().endsWith("}\n") || !serving.process().isAlive());
        return Corpus.parse(serving.printed());
    }

    private Path export(Cli cli, String name) {
        Path file = work.resolve(name + ".ndjson");
        ok(cli.run("export", file.toString()));
        return file;
    }

    private static String message(String id, String text, long timestamp, String more) {
        return "{\"kind\":\"message\",\"account\":\"phone\",\"chat_jid\":\"1203630000000000@g.us\",\"id\":\""
                + id
                + "\",\"sender_jid\":\"491700000000@s.whatsapp.net\",\"from_me\":false,\"timestamp\":"
                + timestamp
                + ",\"type\":\"text\",\"text\":\""
                + text
                + "\""
                + more
                + "}\n";
    }

    private void tell(Cli cli, String name, String... lines) throws IOException {
        Path file = work.resolve(name);
        Files.writeString(
                file,
                "{\"kind\":\"backscroll-export\",\"version\":1,\"account\":\"phone\"}\n"
                        + String.join("", lines));
        ok(cli.run("import", file.toString()));
    }

    /** Looks into a database beside the process that writes it. */
    private static boolean has(Cli cli, String text) throws SQLException {
        String url = "jdbc:sqlite:" + cli.data().resolve("backscroll.db");
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM messages WHERE chat_jid = '1203630000000000@g.us' AND text = ?")) {
            query.setString(1, text);
            try (ResultSet rows = query.executeQuery()) {
                return rows.getInt(1) == 1;
            }
        }
    }

    /** When a text is in a store, in milliseconds of the clock. */
    private static long arrival(Cli cli, String text) {
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> has(cli, text));
        return System.currentTimeMillis();
    }

    private static Cli.Running following(Cli.Running running) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.readString(running.err()).contains("following phone"));
        return running;
    }

    @Test
    void aPeerBecomesAndStaysEqualThoughSomeRequestsFailAndItIsKilled() throws Exception {
        Cli here = cli("here");
        ok(here.run("source", "add", "whatsapp", "phone", history()));
        ok(here.run("sync", "--type", "FULL"));
        ok(here.run("sync", "--type", "PUSH_NAME"));
        JsonNode serving = serve(here);
        Path token = Path.of(serving.get("token_file").asText());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        URI url = URI.create(serving.get("url").asText());
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
        Cli there = cli("there");

        try (FlakyProxy proxy = new FlakyProxy(url, 0.05, SEED)) {
            ok(
                    there.run(
                            "source",
                            "add",
                            "peer",
                            "phone",
                            "url=" + proxy.url(),
                            "token.file=" + token,
                            "--no-check"));
            Cli.Result sync = there.run("--json", "sync", "--type", "FULL");
            assertThat(sync.code()).as(sync.err()).isZero();
            assertThat(proxy.spoilt()).as("of %d requests", proxy.requests()).isPositive();
            assertThat(Files.mismatch(export(here, "here-1"), export(there, "there-1")))
                    .isEqualTo(-1);

            Cli.Running connected = following(start(there, "connect", "--type", "FULL"));
            long[] arrived = new long[1];
            Thread watching = new Thread(() -> arrived[0] = arrival(here, "live"));
            watching.start();
            Thread telling =
                    new Thread(
                            () -> {
                                try {
                                    tell(here, "1", message("L1", "live", 1_600_000_000_000L, ""));
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });
            telling.start();
            long came = arrival(there, "live");
            watching.join();
            telling.join();
            assertThat(came - arrived[0]).as("milliseconds behind").isLessThan(1000);

            kill(connected);
            tell(
                    here,
                    "2",
                    message("L2", "while away", 1_600_000_001_000L, ""),
                    message(
                            "L1",
                            "live, edited",
                            1_600_000_000_000L,
                            ",\"edited_at\":1600000002000"),
                    message("L3", "gone", 1_600_000_003_000L, ",\"deleted\":true"),
                    "{\"kind\":\"name\",\"jid\":\"491700000000@s.whatsapp.net\",\"name\":\"Zoë\",\"as_of\":1600000000000}\n");
            Cli.Running again = following(start(there, "connect", "--type", "FULL"));
            arrival(there, "while away");
            tell(here, "3", message("L4", "at last", 1_600_000_004_000L, ""));
            arrival(there, "at last");
            kill(again);
        }
        assertThat(Files.mismatch(export(here, "here-2"), export(there, "there-2"))).isEqualTo(-1);
        assertThat(has(there, "live, edited")).isTrue();
    }

    @Test
    void whatIsSpecialOfAChatIsToldWhereverTheChatGoes() throws Exception {
        Wire once = new Wire().message(37, new Wire().message(1, new Wire()));
        Wire chat = Wire.chat("1@g.us").text("farewell").content(once);
        Path chunks = Files.createDirectories(work.resolve("chunks"));
        Wire.chunk(chat.number(7, 1).number(9, Duration.ofDays(7).toSeconds()))
                .deflate(chunks.resolve("0001.bin"));
        Cli here = cli("here");
        ok(here.run("source", "add", "whatsapp", "phone", "dir=" + chunks));
        ok(here.run("sync", "--type", "FULL"));

        assertThat(here.run("conversation", "1@g.us").out().lines().map(String::strip))
                .anyMatch(line -> line.matches("flags +read-only"))
                .anyMatch(line -> line.matches("messages stay +7 days"));
        special(here);
        Path first = export(here, "first");
        assertThat(Files.readString(first))
                .contains("\"is_read_only\":true,\"disappearing_timer_ms\":604800000")
                .contains("\"view_once\":\"true\"");

        Cli importing = cli("importing");
        ok(importing.run("import", first.toString()));
        special(importing);
        assertThat(Files.mismatch(first, export(importing, "imported"))).isEqualTo(-1);

        JsonNode serving = serve(here);
        Cli there = cli("there");
        ok(
                there.run(
                        "source",
                        "add",
                        "peer",
                        "phone",
                        "url=" + serving.get("url").asText(),
                        "token.file=" + serving.get("token_file").asText()));
        ok(there.run("sync", "--type", "FULL"));
        special(there);
        assertThat(Files.mismatch(first, export(there, "served"))).isEqualTo(-1);
    }

    private static void special(Cli cli) {
        JsonNode chat = Corpus.parse(cli.run("--json", "conversation", "1@g.us").out());
        assertThat(chat.get("is_read_only").asBoolean()).isTrue();
        assertThat(chat.get("disappearing_timer_ms").asLong()).isEqualTo(604_800_000);
        JsonNode gone = chat.get("last_message");
        assertThat(gone.get("text").isNull()).isTrue();
        assertThat(gone.get("media").get("attributes").get("view_once").asText()).isEqualTo("true");
    }

    @Test
    void theTourShowsRequestsThatAreLostAndTakesItsCopyAway() throws Exception {
        Cli cli = cli("tour");
        Cli.Result tour = cli.run("--json", "demo");
        assertThat(tour.code()).as(tour.err()).isZero();
        JsonNode copy = Corpus.parse(tour.out()).get("copy");
        assertThat(copy.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(copy.get("new_messages").asLong()).isEqualTo(3000);
        assertThat(tour.err()).contains("wants to be asked later (503)", "The copy is equal");
        assertThat(cli.run("account").out()).contains("sample").doesNotContain("sample-copy");
    }

    @Test
    void whatIsWrongWithAPeerIsOneLine() throws Exception {
        Cli here = cli("here");
        assertThat(here.run("serve").err()).hasLineCount(1).contains("no data");
        tell(here, "1", message("L1", "one", 1_600_000_000_000L, ""));
        String url = serve(here).get("url").asText();
        Cli there = cli("there");

        Cli.Result wrong =
                there.run("source", "add", "peer", "p", "url=" + url, "token=" + "x".repeat(32));
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err())
                .hasLineCount(1)
                .contains("refuses the token", "--no-check")
                .doesNotContain("xxxx");
        Cli.Result nobody =
                there.run("source", "add", "peer", "p", "url=http://127.0.0.1:9", "token=y");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err())
                .hasLineCount(1)
                .contains("no server answers at http://127.0.0.1:9");
        Cli.Result neither = there.run("source", "add", "peer", "p", "url=" + url);
        assertThat(neither.code()).isEqualTo(1);
        assertThat(neither.err()).hasLineCount(1).contains("token.file");
        Cli.Result taken = here.run("serve", "--port", Integer.toString(URI.create(url).getPort()));
        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err()).hasLineCount(1).contains("choose another port");
    }
}
