package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.formats.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandsTest {
    private static final String HEADER =
            "{\"kind\":\"backscroll-export\",\"version\":1,\"account\":\"phone\"}\n";
    private static final JobKey KEY =
            new JobKey(
                    FakeServices.PHONE, "import", new HistorySyncType("IMPORT"), Optional.empty());

    @TempDir private Path folder;

    private final FakeServices services = FakeServices.ofPhone();
    private final Captured captured = new Captured();
    private final ImportCommands commands = new ImportCommands(services);

    private Answer load(String content, String... options) throws Exception {
        services.properties.put(Services.FOLDER, folder.toString());
        Files.writeString(folder.resolve("in.ndjson"), content);
        String[] words = new String[options.length + 1];
        words[0] = "in.ndjson";
        System.arraycopy(options, 0, words, 1, options.length);
        return (Answer) commands._import(captured.session(), words);
    }

    private static String message(int id) {
        return """
                {"kind":"message","account":"phone","chat_jid":"1@g.us","id":"%d","from_me":true,\
                "timestamp":1500000000000,"type":"text","text":"secret"}
                """
                .formatted(id);
    }

    private List<SyncStatus> statuses() {
        return services.store.batches.stream().map(batch -> batch.job().status()).toList();
    }

    @Test
    void itIsMergedInBatchesUnderAJobThatIsCompleteOnlyAtTheEnd() throws Exception {
        StringBuilder content = new StringBuilder(HEADER);
        for (int i = 0; i < 2500; i++) {
            content.append(message(i));
        }

        Answer answer = load(content.toString());

        assertThat(Json.toString(answer::json))
                .contains(
                        "\"success\":true,\"account\":\"phone\"",
                        "\"messages\":2500,\"new_messages\":2500",
                        "\"skipped_lines\":0,\"unknown_lines\":0");
        assertThat(answer.exitCode()).isZero();
        List<SyncBatch> batches = services.store.batches;
        assertThat(batches).allSatisfy(b -> assertThat(b.entries()).hasSizeLessThanOrEqualTo(1000));
        assertThat(batches).extracting(b -> b.job().key()).containsOnly(KEY);
        assertThat(statuses().subList(0, batches.size() - 1)).containsOnly(SyncStatus.FAILED);
        assertThat(batches.get(0).job().reason().orElseThrow()).contains("import the file again");
        assertThat(statuses().get(batches.size() - 1)).isEqualTo(SyncStatus.COMPLETE);
        assertThat(services.store.held).isEmpty();
    }

    @Test
    void aLineThatCannotBeReadIsNamedAndSkippedAndTheExitCodeSaysSo() throws Exception {
        Answer answer =
                load(
                        HEADER
                                + message(1)
                                + "{\"kind\":\"message\",\"text\":\"secret\n"
                                + "{\"kind\":\"hologram\",\"x\":[{}]}\n\n"
                                + "{\"kind\":\"starred\",\"chat_jid\":\"1@g.us\",\"id\":\"7\"}\n"
                                + message(2).replace("1500000000000", "\"now\"")
                                + message(3));

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(Json.toString(answer::json))
                .contains("\"messages\":2,", "\"skipped_lines\":3,\"unknown_lines\":1");
        assertThat(captured.err().lines().filter(line -> line.startsWith("in.ndjson, line")))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("in.ndjson, line 3: it is no valid JSON");
        assertThat(captured.err())
                .contains("in.ndjson, line 6: it does not stand behind its message")
                .contains("in.ndjson, line 7: its timestamp is not a time in epoch milliseconds")
                .doesNotContain("secret");
        assertThat(
                        services.store.batches.stream()
                                .flatMap(batch -> batch.entries().stream())
                                .filter(Entry.MessageEntry.class::isInstance))
                .hasSize(2);
    }

    @Test
    void anotherAccountMayBeNamed() throws Exception {
        Answer answer = load(HEADER + message(1), "--account", "tablet");

        assertThat(Json.toString(answer::json)).contains("\"account\":\"tablet\"");
        Entry.MessageEntry entry =
                (Entry.MessageEntry) services.store.batches.get(0).entries().get(0);
        assertThat(entry.message().account()).isEqualTo(AccountId.of("tablet"));
    }

    @Test
    void whatIsNoExportIsToldInOneLine() {
        for (String content :
                List.of(
                        "",
                        "hello\n",
                        "[]\n",
                        "{\"kind\":\"message\"}\n",
                        HEADER.replace("1", "x"))) {
            assertThat(catchThrowableOfType(CommandException.class, () -> load(content)))
                    .hasMessageStartingWith("in.ndjson, line 1: this is no export of Backscroll");
        }
        assertThat(
                        catchThrowableOfType(
                                CommandException.class, () -> load(HEADER.replace(":1", ":2"))))
                .hasMessageContaining("version 2");
        assertThat(
                        catchThrowableOfType(
                                CommandException.class,
                                () -> commands._import(captured.session(), new String[] {"no"})))
                .hasMessageEndingWith("no: it does not exist; name an export");
        assertThat(services.store.batches).isEmpty();
    }

    @Test
    void ofTwoAtTheSameTimeTheSecondIsToldThatItIsBusy() {
        services.store.held.add(KEY);

        assertThat(catchThrowableOfType(CommandException.class, () -> load(HEADER + message(1))))
                .hasMessageStartingWith("busy: another IMPORT of account phone is at work");
        assertThat(services.store.held).containsExactly(KEY);
    }
}
