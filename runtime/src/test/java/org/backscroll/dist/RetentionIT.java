package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forgetting on purpose, on real history and through the command line alone. */
class RetentionIT {
    @TempDir Path work;

    private static JsonNode json(Cli cli, String... words) {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(words));
        Cli.Result result = cli.run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    private Path export(Cli cli, String name) {
        Path file = work.resolve(name);
        assertThat(cli.run("export", file.toString()).code()).isZero();
        return file;
    }

    private static long messages(Path export) throws IOException {
        try (var lines = Files.lines(export)) {
            return lines.filter(line -> line.contains("\"kind\":\"message\"")).count();
        }
    }

    @Test
    void whatIsPrunedStaysAwayAndItsRoomIsFree() throws IOException {
        Cli cli = new Cli(work);
        assertThat(cli.run("source", "add", "whatsapp", "phone", Corpus.chunks()).code()).isZero();
        json(cli, "sync", "--type", "FULL");
        json(cli, "reindex"); // so that nothing follows behind
        Path database = cli.data().resolve("backscroll.db");
        long full = Files.size(database);

        JsonNode dry = json(cli, "prune", "--keep", "10", "--dry-run");
        assertThat(dry.get("dry_run").asBoolean()).isTrue();
        assertThat(Files.size(database)).isEqualTo(full);

        JsonNode kept = json(cli, "prune", "--keep", "10");
        assertThat(kept.get("messages")).isEqualTo(dry.get("messages"));
        assertThat(kept.get("chats")).isEqualTo(dry.get("chats"));
        assertThat(kept.get("bytes_after").asLong()).isEqualTo(Files.size(database));
        assertThat(Files.size(database)).isLessThan(full / 2);
        Path ten = export(cli, "ten.ndjson");
        assertThat(messages(ten)).isEqualTo(51_127 - kept.get("messages").asLong());

        JsonNode again = json(cli, "sync", "--type", "FULL", "--restart");
        assertThat(again.get("status").asText()).isEqualTo("COMPLETE");
        assertThat(again.get("synced_messages").asLong()).isEqualTo(52_153);
        assertThat(again.get("new_messages").asLong()).isZero();
        assertThat(Files.mismatch(ten, export(cli, "again.ndjson"))).isEqualTo(-1);

        JsonNode older = json(cli, "prune", "--older-than", "2012-01-01");
        assertThat(older.get("messages").asLong()).isPositive();
        long goal = older.get("bytes_after").asLong() / 1024 * 7 / 10;
        JsonNode smaller = json(cli, "prune", "--max-size", goal + "K");
        assertThat(smaller.get("messages").asLong()).isPositive();
        assertThat(Files.size(database)).isBetween(goal * 1024 / 2, goal * 1024);
        assertThat(json(cli, "sync", "--type", "FULL", "--restart").get("new_messages").asLong())
                .isZero();
        long left = messages(export(cli, "left.ndjson"));
        assertThat(left)
                .isPositive()
                .isEqualTo(
                        messages(ten)
                                - older.get("messages").asLong()
                                - smaller.get("messages").asLong());

        assertThat(cli.run("source", "remove", "phone").code()).isZero();
        assertThat(json(cli, "account", "forget", "phone").get("messages").asLong())
                .isEqualTo(left);
        assertThat(json(cli, "account", "list").get("accounts")).isEmpty();
    }
}
