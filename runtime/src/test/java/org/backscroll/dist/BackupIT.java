package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a whole store, through the command line alone. */
class BackupIT {
    @TempDir Path work;
    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(work);
        sync("phone");
    }

    private void sync(String account) {
        String dir = "dir=" + Cli.home().resolve("sample");
        assertThat(cli.run("source", "add", "whatsapp", account, dir).code()).isZero();
        assertThat(cli.run("sync", "--type", "FULL", "--account", account).code()).isZero();
    }

    private String export() throws IOException {
        Path file = work.resolve("export.ndjson");
        Cli.Result result = cli.run("export", file.toString(), "--account", "phone");
        assertThat(result.code()).as(result.err()).isZero();
        return Files.readString(file);
    }

    private static JsonNode json(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    @Test
    void aRestoreBringsBackWhatWasBackedUp() throws IOException {
        String before = export();
        JsonNode copy = json(cli.run("--json", "backup", "copy.db"));
        assertThat(copy.get("file").asText()).isEqualTo(work.resolve("copy.db").toString());
        assertThat(copy.get("bytes").asLong()).isEqualTo(Files.size(work.resolve("copy.db")));
        assertThat(copy.get("messages").asLong()).isPositive();
        sync("other");

        Cli.Result restored = cli.run("restore", "copy.db");

        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(restored.err()).isEmpty();
        assertThat(restored.out())
                .hasLineCount(1)
                .startsWith("restored ")
                .contains("backscroll.db.before-restore");
        assertThat(export()).isEqualTo(before);
        JsonNode accounts = json(cli.run("--json", "account")).get("accounts");
        assertThat(accounts.findValuesAsText("account")).contains("phone");
        assertThat(cli.run("doctor").code()).isZero();

        JsonNode undone = json(cli.run("--json", "restore", "data/backscroll.db.before-restore"));
        assertThat(undone.get("messages").asLong()).isEqualTo(2 * copy.get("messages").asLong());
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void besideAProcessThatWritesABackupIsMadeAndARestoreRefused() throws Exception {
        Cli.Running shell = cli.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.size(cli.data().resolve("lock")) > 0);

        assertThat(json(cli.run("--json", "backup", "copy.db")).get("messages").asLong())
                .isPositive();
        Cli.Result refused = cli.run("restore", "copy.db");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errLines()).singleElement().asString().contains("is in use by process");

        shell.process().getOutputStream().close();
        assertThat(shell.await().code()).isZero();
    }

    @Test
    void whatIsNoCopyIsRefusedInOneLineAndChangesNothing() throws IOException {
        String before = export();
        Files.writeString(work.resolve("diary"), "dear diary, ".repeat(1000));

        for (String file : new String[] {"diary", "none.db", "data/backscroll.db"}) {
            Cli.Result refused = cli.run("restore", file);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.errLines()).singleElement().asString().contains(file);
        }
        assertThat(cli.run("backup", "data/backscroll.db").code()).isEqualTo(1);
        assertThat(cli.run("backup").code()).isEqualTo(2);
        assertThat(export()).isEqualTo(before);
    }
}
