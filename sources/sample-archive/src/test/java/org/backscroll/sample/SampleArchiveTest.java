package org.backscroll.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleArchiveTest {
    @TempDir Path dir;

    @Test
    void equalSeedsGiveEqualContentsAndOthersDoNot() throws IOException {
        SampleArchive.Options options = new SampleArchive.Options(7, 400, 12);
        Map<String, String> first = written("a", options);
        assertThat(written("b", options)).isEqualTo(first);
        assertThat(written("c", new SampleArchive.Options(8, 400, 12))).isNotEqualTo(first);
    }

    @Test
    void theDefaultHasThreeThousandMessagesInSevenKindsOfChunks() throws IOException {
        SampleArchive.Summary summary = SampleArchive.write(dir, SampleArchive.Options.DEFAULT);
        assertThat(summary.messages()).isEqualTo(3_000);
        assertThat(summary.chats()).isEqualTo(40);
        assertThat(summary.bad()).isBetween(3, 20);
        assertThat(summary.delivered()).isGreaterThan(summary.messages());
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "0000-initial_bootstrap.bin",
                            "0001-recent.bin",
                            "0002-full.bin",
                            "0003-push_name.bin",
                            "0004-non_blocking_data.bin",
                            "0005-initial_status_v3.bin",
                            "0006-on_demand.bin");
        }
    }

    @Test
    void peopleTalkInTheirOwnLanguages() throws IOException {
        String all = String.join("", written("d", SampleArchive.Options.DEFAULT).values());
        assertThat(all)
                .contains("orçamento", "Käsespätzle", "¿Quedamos", "с", "السلام عليكم")
                .contains("नमस्ते", "お誕生日おめでとう", "生日快乐", "Привет", "👨‍👩‍👧‍👦", "👩‍💻");
        assertThat(all).doesNotContain("{name}", "{n}", "{time}", "{thing}", "{place}");
    }

    @Test
    void moreMessagesMakeMoreChunks() throws IOException {
        SampleArchive.Summary summary =
                SampleArchive.write(dir, new SampleArchive.Options(1, 30_000, 100));
        assertThat(summary.messages()).isEqualTo(30_000);
        assertThat(dir.resolve("0004-full.bin")).exists();
        assertThat(summary.files()).isGreaterThan(8);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new SampleArchive.Options(1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SampleArchive.Options(1, 5, 6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Inflated, for compressors may differ from one machine to another. */
    private Map<String, String> written(String name, SampleArchive.Options options)
            throws IOException {
        Path to = dir.resolve(name);
        SampleArchive.write(to, options);
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(to)) {
            for (Path file : files.toList()) {
                try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
                    contents.put(
                            file.getFileName().toString(),
                            new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }
}
