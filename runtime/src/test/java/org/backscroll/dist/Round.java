package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One round of a test that disturbs a sync: a fresh data folder, and the process that fills it,
 * which is started until it comes to its end.
 */
final class Round {
    /** Small chunks, short waits: many commits, and soon at work again. */
    private static final String ENGINE =
            """
            service.pid="org.backscroll.engine"
            chunk.size=I"20"
            retry.initial=L"20"
            retry.cap=L"100"
            retry.attempts=I"100000"
            retry.job.attempts=I"1000000"
            breaker.delay=L"100"
            """;

    /** Far above what a round takes that nothing disturbs. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** What a full disk is told by. */
    private static final String FULL = "is full; make room";

    private final Path work;
    private final Cli cli;
    private Cli.Running sync;
    private int refusals;

    /**
     * @param work an empty folder
     * @param data where the data folder is to be
     * @param archive the folder of chunk files
     */
    Round(Path work, Path data, Path archive) throws IOException {
        this.work = Files.createDirectories(work);
        cli = new Cli(work, data);
        Cli.Result added = cli.run("source", "add", "whatsapp", "phone", "dir=" + archive);
        assertThat(added.code()).as(added.err()).isZero();
    }

    /** Has the engine commit often, and wait for little. */
    Round inSmallSteps() throws IOException {
        Path folder = Files.createDirectories(cli.data().resolve("config/org/backscroll"));
        Files.writeString(folder.resolve("engine.config"), ENGINE);
        return this;
    }

    Cli cli() {
        return cli;
    }

    /** Starts the process, or starts it again. */
    void start() {
        sync = cli.start("sync", "--type", "FULL");
    }

    /**
     * Waits for its end; false if it is at work still after that time. One that could not begin
     * since the disk was full is started again.
     */
    boolean endsWithin(long millis) throws InterruptedException {
        if (!sync.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        Cli.Result result = sync.await();
        assertThat(result.err()).doesNotContain("\tat ").doesNotContain("Exception");
        if (result.code() == 1 && result.err().contains(FULL)) {
            refusals++;
            start();
            return false;
        }
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("complete");
        return true;
    }

    /** Waits for its end. */
    void end() {
        await().atMost(LIMIT).until(() -> endsWithin(10));
    }

    /** Waits until it meets the full disk and says so; false if it came to its end instead. */
    boolean meetsFullDisk() throws InterruptedException {
        int told = timesFull();
        int refused = refusals;
        for (int waited = 0; timesFull() <= told && refusals == refused; waited++) {
            if (endsWithin(5)) {
                return false;
            }
            assertThat(waited).as(told()).isLessThan((int) LIMIT.toMillis() / 5);
        }
        return true;
    }

    private int timesFull() {
        return told().split(FULL, -1).length - 1;
    }

    /** Kills it, as a loss of power to this process alone would. */
    void kill() throws InterruptedException {
        sync.process().destroyForcibly();
        assertThat(sync.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Whether the process has a job at work, as far as it told. */
    boolean atWork() {
        String told = told();
        return told.contains("running") && !told.contains("complete");
    }

    /** What the process told on its way. */
    String told() {
        return Corpus.read(sync.err());
    }

    /** When and how far the database's log was written last; null if there is none. */
    FileTime logged() {
        try {
            return Files.getLastModifiedTime(cli.data().resolve("backscroll.db-wal"));
        } catch (IOException e) {
            return null; // there is none yet, or no more
        }
    }

    String jobs() {
        Cli.Result result = cli.run("--json", "jobs");
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    /** Writes all that is stored. */
    Path export() {
        Path file = work.resolve("export.ndjson");
        Cli.Result result = cli.run("export", file.toString());
        assertThat(result.code()).as(result.err()).isZero();
        return file;
    }

    /** Nothing is lost, doubled, damaged or left behind. */
    void leaves(Path undisturbed) {
        try {
            assertThat(Files.mismatch(export(), undisturbed)).as("equal to byte").isEqualTo(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Cli.Result doctor = cli.run("--json", "doctor");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(Corpus.parse(doctor.out()).get("ok").asBoolean()).as(doctor.out()).isTrue();
        assertThat(cli.caches()).as("what killed processes left").isEmpty();
    }
}
