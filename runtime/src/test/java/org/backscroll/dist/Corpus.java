package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Real history for tests, where it is there, and what must come of it. */
final class Corpus {
    static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /** The folder; the test that asks for it is skipped, and says so, where it is absent. */
    static Path folder() {
        Path folder = Path.of(System.getProperty("backscroll.corpus", "absent"));
        Assumptions.assumeTrue(
                Files.isDirectory(folder.resolve("chunks")),
                "SKIPPED: no real history in the folder that -Dbackscroll.corpus names");
        return folder;
    }

    static String chunks() {
        return "dir=" + folder().resolve("chunks");
    }

    static JsonNode manifest() {
        return parse(read(folder().resolve("manifest.json")));
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The expected messages by chat and id, each as the fields that are told of it. */
    static Map<String, List<Object>> expectedMessages() {
        Map<String, List<Object>> expected = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        Files.newInputStream(
                                                folder().resolve("expected-messages.ndjson.gz"))),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode m = parse(line);
                List<Object> fields = new ArrayList<>();
                fields.add(m.get("sender"));
                fields.add(m.get("from_me").asBoolean());
                fields.add(m.get("timestamp").asLong() * 1000);
                fields.add(m.get("order").asLong());
                fields.add(m.get("text"));
                fields.add(m.get("quoted"));
                expected.put(m.get("chat").asText() + " " + m.get("id").asText(), fields);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(expected).hasSize(51_127);
        return expected;
    }

    /** The messages of an export by chat and id; fails if one is there twice. */
    static Map<String, List<Object>> exportedMessages(Path export) {
        Map<String, List<Object>> exported = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(export)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode m = parse(line);
                if (!m.get("kind").asText().equals("message")) {
                    continue;
                }
                List<Object> fields = new ArrayList<>();
                fields.add(m.get("sender_jid"));
                fields.add(m.get("from_me").asBoolean());
                fields.add(m.get("timestamp").asLong());
                fields.add(m.get("order").asLong());
                fields.add(m.get("text"));
                fields.add(m.get("quoted_id"));
                String key = m.get("chat_jid").asText() + " " + m.get("id").asText();
                assertThat(exported.put(key, fields)).as("doubled: " + key).isNull();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exported;
    }
}
