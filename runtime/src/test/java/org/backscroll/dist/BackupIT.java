package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a whole store, through the command line alone. */
class BackupIT {
    @TempDir Path work;

    private static final String ADD =
            "source add whatsapp %s dir='%s'\nsync --type FULL --account %1$s\n";

    private static String add(String account) {
        return ADD.formatted(account, Cli.home().resolve("sample"));
    }

    private static JsonNode json(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return Corpus.parse(result.out());
    }

    @Test
    void aRestoreBringsBackWhatWasBackedUp() throws IOException {
        Cli cli = new Cli(work);
        Cli.Result session =
                cli.runWithInput(
                        add("phone")
                                + "export before.ndjson\nbackup copy.db\n"
                                + add("other")
                                + "restore copy.db\nexport after.ndjson\naccount --json\n");

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .contains("wrote 40 conversations and 3,000 messages to " + work.resolve("copy.db"))
                .contains("what was there before is kept in " + cli.data())
                .containsPattern("restored 40 conversations and 3,000 messages from ");
        assertThat(work.resolve("after.ndjson"))
                .hasSameBinaryContentAs(work.resolve("before.ndjson"));

        // what was there before is a copy as well
        JsonNode undone = json(cli.run("--json", "restore", "data/backscroll.db.before-restore"));
        assertThat(undone.get("messages").asLong()).isEqualTo(6000);
        assertThat(undone.get("previous").asText())
                .isEqualTo(cli.data().resolve("backscroll.db.before-restore").toString());
        assertThat(json(cli.run("--json", "account")).findValuesAsText("account"))
                .containsExactlyInAnyOrder("phone", "other");
    }

    @Test
    void besideAProcessThatWritesABackupIsMadeAndARestoreRefused() throws Exception {
        Cli cli = new Cli(work);
        Cli.Running shell = cli.start();
        shell.process().getOutputStream().write(add("phone").getBytes());
        shell.process().getOutputStream().flush();
        await().atMost(Duration.ofSeconds(60)).until(() -> shell.printed().contains("complete"));

        JsonNode copy = json(cli.run("--json", "backup", "copy.db"));
        Cli.Result refused = cli.run("restore", "copy.db");
        shell.process().getOutputStream().close();

        assertThat(copy.get("file").asText()).isEqualTo(work.resolve("copy.db").toString());
        assertThat(copy.get("bytes").asLong()).isEqualTo(Files.size(work.resolve("copy.db")));
        assertThat(copy.get("messages").asLong()).isEqualTo(3000);
        assertThat(copy.get("conversations").asLong()).isEqualTo(40);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errLines()).singleElement().asString().contains("is in use by process");
        assertThat(shell.await().code()).isZero();
    }

    @Test
    void whatIsNoCopyIsRefusedInOneLine() throws IOException {
        Cli cli = new Cli(work);
        Files.writeString(work.resolve("diary"), "dear diary, ".repeat(1000));

        Cli.Result refused = cli.run("restore", "diary");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.errLines())
                .singleElement()
                .asString()
                .isEqualTo(work.resolve("diary") + " is no usable copy: it is no database");
        assertThat(cli.run("backup").code()).isEqualTo(2);
    }
}
