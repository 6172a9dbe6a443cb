package org.backscroll.source.whatsapp.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;
import org.backscroll.tck.SourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the API, as the conformance kit has them, of a folder of exported chats. */
class WhatsAppExportConformanceTest extends SourceContract {
    @TempDir Path dir;

    @BeforeEach
    void write() throws Exception {
        export("WhatsApp Chat with Ben.txt", 20, "Ben");
        export("WhatsApp Chat with Cleo.txt", 15, "Cleo");
    }

    /** A chat with one line of bytes that are no text. */
    private void export(String name, int messages, String who) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < messages; i++) {
            text.append(String.format("%02d/05/2023, 10:%02d - ", 21 + i / 10, i))
                    .append(i % 3 == 0 ? "Ana" : who)
                    .append(": message ")
                    .append(i)
                    .append(i == 7 ? " \u00ff\u00fe" : "")
                    .append(i % 5 == 0 ? "\nand a second line" : "")
                    .append('\n');
        }
        Files.writeString(dir.resolve(name), text, ISO_8859_1);
    }

    @Override
    protected HistorySource source() {
        return Reading.source("dir=" + dir, "me=Ana");
    }

    @Override
    protected AccountId account() {
        return AccountId.of("phone");
    }

    @Override
    protected int damaged() {
        return 2;
    }

    @Override
    protected Optional<HistorySource> unusable() {
        return Optional.of(Reading.source("dir=" + dir.resolve("not there")));
    }

    @Override
    protected OptionalInt grow() throws Exception {
        export("WhatsApp Chat with Zoe.txt", 5, "Zoe");
        return OptionalInt.of(5);
    }
}
