package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.backscroll.sample.SampleArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills and full disks at random instants: what comes of it equals what came undisturbed.
 *
 * <p>{@code backscroll.crash.kills} is how many processes are killed, and {@code
 * backscroll.crash.seed} what the instants are drawn from. Since a machine is never twice as fast,
 * the same seed draws the same instants and still meets other work.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("backscroll.crash.kills", 100);
    private static final long SEED = Long.getLong("backscroll.crash.seed", System.nanoTime());

    private static final SampleArchive.Options TALK = new SampleArchive.Options(7, 40_000, 150);

    @TempDir static Path shared;
    private static Path archive;
    private static Path undisturbed;

    /** How long a process takes until it is at work, in ms. */
    private static int startUp;

    @TempDir Path work;
    private final Random random = new Random(SEED);
    private int rounds;
    private int kills;
    private int atWork;

    @BeforeAll
    static void syncUndisturbed() throws IOException {
        archive = shared.resolve("archive");
        SampleArchive.write(archive, TALK);
        Round round = new Round(shared.resolve("undisturbed"), shared.resolve("data"), archive);
        long start = System.nanoTime();
        round.start();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(round::atWork);
        startUp = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        await().atMost(Duration.ofMinutes(1)).until(() -> round.endsWithin(1));
        undisturbed = round.export();
    }

    @BeforeEach
    void tellSeed(TestInfo test) {
        System.out.println(test.getDisplayName() + ": -Dbackscroll.crash.seed=" + SEED);
    }

    private Round nextRound() throws IOException {
        Path folder = work.resolve("round-" + ++rounds);
        return new Round(folder, folder.resolve("data"), archive);
    }

    /** Waits for an instant of the sync; true if the process ended before it. */
    private boolean endsBefore(Round round) throws InterruptedException {
        return random.nextInt(4) == 0
                ? endsBeforeWriting(round, 1 + random.nextInt(20))
                : round.endsWithin(random.nextInt(2 * startUp));
    }

    /** The same, for the instant in which the log was just written the nth time. */
    private static boolean endsBeforeWriting(Round round, int times) throws InterruptedException {
        FileTime before = round.logged();
        for (int seen = 0; seen < times; ) {
            if (round.endsWithin(1)) {
                return true;
            }
            FileTime now = round.logged();
            if (!Objects.equals(before, now)) {
                before = now;
                seen++;
            }
        }
        return false;
    }

    private void kill(Round round) throws InterruptedException {
        round.kill();
        kills++;
        if (round.atWork()) {
            atWork++;
            if (atWork % 10 == 1) {
                assertThat(round.jobs()).contains("\"INTERRUPTED\"");
            }
        }
    }

    private void tell(String more) {
        System.out.printf(
                "%d kills, %d of them at work, in %d rounds%s%n", kills, atWork, rounds, more);
    }

    @Test
    void killedAtAnyInstantItGoesOnAndTheResultIsTheSame() throws Exception {
        while (kills < KILLS) {
            Round round = nextRound();
            round.start();
            while (!endsBefore(round)) {
                kill(round);
                round.start();
            }
            round.leaves(undisturbed);
        }
        tell("");
        assertThat(atWork).as("kills that met a sync at work").isGreaterThan(kills / 3);
    }
}
