package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What disks do to a sync: they fill up, are read-only, lose a page. */
class DiskIT {
    @TempDir Path work;
    private SmallDisk disk;

    /** A disk of its own for the data, where this user may mount one. */
    private Cli onSmallDisk() throws Exception {
        disk = SmallDisk.mount(work.resolve("disk"), 6);
        return new Cli(work, disk.folder().resolve("data"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private static String source(String name) {
        return "source add whatsapp %s dir='%s'\n".formatted(name, Cli.home().resolve("sample"));
    }

    @Test
    void aSyncThatMeetsAFullDiskWaitsAndGoesOnWhenThereIsRoom() throws Exception {
        Cli cli = onSmallDisk();
        assertThat(cli.runWithInput(source("phone")).code()).isZero();
        disk.fill(700_000);

        Cli.Running sync = cli.start("sync", "--type", "FULL");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(sync.err()).contains("is full; make room"));
        Cli.Result full = cli.run("backup", disk.folder().resolve("copy.db").toString());
        disk.makeRoom();
        Cli.Result done = sync.await();

        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("complete").contains("3,000 new");
        assertThat(done.err()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.errLines()).singleElement().asString().contains("is full; make room");
        assertThat(cli.data().getParent()).isDirectoryNotContaining("glob:**copy*");
        assertThat(cli.run("doctor").code()).isZero();
    }

    @Test
    void jobsTellsWhatASyncWaitsForThatGoesOnBehindThePrompt() throws Exception {
        Cli cli = onSmallDisk();
        assertThat(cli.runWithInput(source("phone")).code()).isZero();
        disk.fill(700_000);

        Cli.Running shell = cli.start();
        try (Writer keys = shell.process().outputWriter()) {
            keys.write("sync --type FULL --background\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> answers(shell, keys, "is full; make room"));
            assertThat(shell.printed()).containsIgnoringCase("waiting");
            disk.makeRoom();
            await().atMost(Duration.ofSeconds(60)).until(() -> answers(shell, keys, "complete"));
        }
        assertThat(shell.await().code()).isZero();
    }

    /** Asks for the jobs once more; whether an answer so far has these words. */
    private static boolean answers(Cli.Running shell, Writer keys, String words)
            throws IOException {
        keys.write("jobs\n");
        keys.flush();
        return shell.printed().contains(words);
    }

    @Test
    void onAReadOnlyDiskOneReadsAndIsToldWhyNothingIsWritten() throws Exception {
        Cli cli = onSmallDisk();
        assertThat(cli.runWithInput(source("phone") + "sync --type FULL\n").code()).isZero();
        disk.makeReadOnly();

        Cli.Result sync = cli.run("sync");
        assertThat(sync.code()).isEqualTo(1);
        assertThat(sync.errLines())
                .singleElement()
                .asString()
                .contains(cli.data().toString(), "cannot be written");
        assertThat(Corpus.parse(cli.run("--json", "conversations").out()).get("conversations"))
                .hasSize(40);
    }

    @Test
    void aDamagedPageIsToldInOneLineAndACopyTakenBackRepairsIt() throws Exception {
        Cli cli = new Cli(work);
        assertThat(
                        cli.runWithInput(
                                        source("phone")
                                                + "sync --type FULL\nbackup copy.db\n"
                                                + "export before.ndjson\n")
                                .code())
                .isZero();
        Path database = cli.data().resolve("backscroll.db");
        byte[] bytes = Files.readAllBytes(database);
        for (int at = bytes.length / 2 / 4096 * 4096; at < bytes.length * 3 / 4; at += 4096) {
            bytes[at] ^= 0x5a;
            bytes[at + 5] ^= 0x5a;
        }
        Files.write(database, bytes);

        Cli.Result read = cli.run("export", "after.ndjson");
        assertThat(read.code()).isEqualTo(1);
        assertThat(read.errLines())
                .singleElement()
                .asString()
                .contains(database.toString(), "is damaged", "restore FILE");
        assertThat(work.resolve("after.ndjson")).doesNotExist();
        Cli.Result doctor = cli.run("doctor");
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("restore FILE");
        Cli.Result sync = cli.run("sync", "--type", "FULL", "--restart");
        assertThat(sync.code()).isEqualTo(1);
        assertThat(sync.err()).contains("is damaged").doesNotContain("\tat ");
        assertThat(cli.data().resolve("log/backscroll.log")).content().contains("SQLITE_CORRUPT");

        Cli.Result repaired = cli.runWithInput("restore copy.db\nexport after.ndjson\n");
        assertThat(repaired.code()).as(repaired.err()).isZero();
        assertThat(work.resolve("after.ndjson"))
                .hasSameBinaryContentAs(work.resolve("before.ndjson"));
    }
}
