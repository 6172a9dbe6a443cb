package org.backscroll.source.whatsapp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The real history that tests compare with, where it is there. */
final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    /** Its folder; the test that asks is skipped when there is none. */
    static Path folder() {
        String set = System.getProperty("backscroll.corpus", "");
        assumeTrue(
                !set.isEmpty() && Files.isDirectory(Path.of(set)),
                "the corpus is not there: set -Dbackscroll.corpus to its folder");
        return Path.of(set);
    }

    static Path chunks() {
        return folder().resolve("chunks");
    }

    static Path malformed(String name) {
        return folder().resolve("malformed").resolve(name);
    }

    static JsonNode manifest() throws IOException {
        return JSON.readTree(folder().resolve("manifest.json").toFile());
    }

    static JsonNode conversations() throws IOException {
        return JSON.readTree(folder().resolve("expected-conversations.json").toFile());
    }

    static List<JsonNode> messages() throws IOException {
        List<JsonNode> messages = new ArrayList<>();
        Path file = folder().resolve("expected-messages.ndjson.gz");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                messages.add(JSON.readTree(line));
            }
        }
        return messages;
    }
}
