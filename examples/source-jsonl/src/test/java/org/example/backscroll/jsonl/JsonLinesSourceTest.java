package org.example.backscroll.jsonl;

import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;

class JsonLinesSourceTest extends SourceContract {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("log.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(line(i));
            if (i % 10 == 0) {
                lines.append(
                        "{\"time\":%d,\"chat\":\"c%d@example.org\",\"unread\":%d}%n"
                                .formatted(i, i % 3, i));
            }
        }
        lines.append("{\"time\":50,\"chat\":\n");
        lines.append("no JSON at all\n");
        lines.append("{\"time\":3,\"chat\":\"c0@example.org\",\"id\":\"late\"}\n");
        Files.writeString(file, lines);
    }

    private static String line(int i) {
        return "{\"time\":%d,\"chat\":\"c%d@example.org\",\"from\":\"c%d@example.org\",\"id\":\"m%d\",\"text\":\"\\u00e9 \\\"%d\\\"\"}%n"
                .formatted(i, i % 3, i % 3, i, i);
    }

    @Override
    protected HistorySource source() {
        return new JsonLinesSource(file.toString(), "phone");
    }

    @Override
    protected AccountId account() {
        return AccountId.of("phone");
    }

    @Override
    protected int damaged() {
        return 3;
    }

    @Override
    protected Optional<HistorySource> unusable() {
        return Optional.of(new JsonLinesSource(folder.resolve("none").toString(), "phone"));
    }

    @Override
    protected OptionalInt grow() throws Exception {
        Files.writeString(file, line(60) + line(61), StandardOpenOption.APPEND);
        return OptionalInt.of(2);
    }
}
