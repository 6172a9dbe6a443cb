package org.backscroll.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.backscroll.sample.SampleArchive;
import org.junit.jupiter.api.AfterEach;
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
    private static final int KILLS = Integer.getInteger("backscroll.crash.kills", 10);
    private static final long SEED = Long.getLong("backscroll.crash.seed", System.nanoTime());

    /** Much to do: a round takes many kills. */
    private static final SampleArchive.Options TALK = new SampleArchive.Options(7, 40_000, 150);

    private static final int OURS = 0;
    private static final int OTHER = 1;

    @TempDir static Path shared;
    private static Path archive;
    private static Path undisturbed;

    /** How long a process takes until it is at work, in ms. */
    private static int startUp;

    @TempDir Path work;
    private final Random random = new Random(SEED);
    private Round current;
    private Process sender;
    private int rounds;
    private int kills;
    private int atWork;

    @BeforeAll
    static void syncUndisturbed() throws Exception {
        archive = shared.resolve("archive");
        SampleArchive.write(archive, TALK);
        Round round = new Round(shared.resolve("undisturbed"), shared.resolve("data"), archive);
        long start = System.nanoTime();
        round.start();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(round::atWork);
        startUp = (int) Duration.ofNanos(System.nanoTime() - start).toMillis();
        round.end();
        undisturbed = round.export();
    }

    @BeforeEach
    void tellSeed(TestInfo test) {
        System.out.println(test.getDisplayName() + ": -Dbackscroll.crash.seed=" + SEED);
    }

    /** After a failure they would go on. */
    @AfterEach
    void endProcesses() throws InterruptedException {
        if (current != null) {
            current.kill();
        }
        if (sender != null) {
            sender.destroyForcibly().waitFor();
        }
    }

    private Round nextRound(Path data, Path from) throws IOException {
        current = new Round(work.resolve("round-" + ++rounds), data, from).inSmallSteps();
        return current;
    }

    private Path nextFolder() {
        return work.resolve("data-" + rounds);
    }

    /** Waits for an instant of the sync, within so many ms; true if it ended before. */
    private boolean endsBefore(Round round, int limit) throws InterruptedException {
        return random.nextInt(4) == 0
                ? endsBeforeWriting(round, 1 + random.nextInt(20))
                : round.endsWithin(random.nextInt(limit));
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
            Round round = nextRound(nextFolder(), archive);
            round.start();
            while (kills < KILLS && !endsBefore(round, 3 * startUp)) {
                kill(round);
                round.start();
            }
            round.end();
            round.leaves(undisturbed);
        }
        tell("");
        assertThat(atWork).as("kills that met a sync at work").isGreaterThan(kills / 4);
    }

    @Test
    void onADiskThatIsFullAtAnyInstantItWaitsAndTheResultIsTheSame() throws Exception {
        int wanted = Math.max(KILLS / 10, 3);
        int full = 0;
        int killed = 0;
        while (full < wanted) {
            try (SmallDisk disk = SmallDisk.mount(work.resolve("disk-" + rounds), 64)) {
                Round round = nextRound(disk.folder().resolve("data"), archive);
                round.start();
                while (full < wanted && !endsBefore(round, startUp)) {
                    disk.fill(random.nextInt(200_000));
                    boolean met = round.meetsFullDisk();
                    if (met) {
                        full++;
                        if (random.nextBoolean()) {
                            kill(round);
                            killed++;
                            round.start();
                        }
                    }
                    disk.makeRoom();
                    if (!met) {
                        break;
                    }
                }
                round.end();
                round.leaves(undisturbed);
            }
        }
        tell("; " + full + " times full, killed there " + killed + " times");
    }

    @Test
    void withItsSourceKilledTooNothingIsLostOrDoubled() throws Exception {
        int wanted = Math.max(KILLS / 4, 5);
        int senders = 0;
        while (kills + senders < wanted) {
            Path from = Files.createDirectories(work.resolve("sent-" + rounds));
            Round round = nextRound(nextFolder(), from);
            sender = SlowSender.start(archive, from);
            round.start();
            while (sender.isAlive()) {
                int whom = random.nextInt(3);
                if (endsBefore(round, 2 * startUp)) {
                    round.start();
                } else if (whom != OTHER) {
                    kill(round);
                    round.start();
                }
                if (whom != OURS && kills + senders < wanted) {
                    sender.destroyForcibly().waitFor();
                    senders++;
                    sender = SlowSender.start(archive, from);
                }
            }
            assertThat(sender.exitValue()).isZero();
            round.end();
            round.start();
            round.end();
            round.leaves(undisturbed);
        }
        tell(", and " + senders + " of its source");
        assertThat(atWork).isPositive();
        assertThat(senders).isPositive();
    }
}
