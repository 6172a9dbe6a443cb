package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mangled input of every level ends in what can be read of it or in a typed refusal: never in
 * another exception, nor late, nor with more memory than a bound.
 *
 * <p>{@code -Dbackscroll.fuzz.cases=N} runs more or fewer cases, {@code -Dbackscroll.fuzz.seed=N}
 * others, and {@code -Dbackscroll.fuzz.case=N} only the one that failed.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
    private static final long SEED = Long.getLong("backscroll.fuzz.seed", 20_240_614);
    private static final int CASES = Integer.getInteger("backscroll.fuzz.cases", 200_000);
    private static final int ONLY = Integer.getInteger("backscroll.fuzz.case", -1);

    private static final Jid GROUP = Jid.of("120363@g.us");
    private static final AccountId ACCOUNT = AccountId.of("phone");

    /** Of one input: 2 s of processor time, 48 MiB of all it ever allocates. */
    private static final long MAX_NANOS = 2_000_000_000L;

    private static final long MAX_ALLOCATED = 48L * 1024 * 1024;
    private static final Limits LIMITS = new Limits(4 * 1024 * 1024, 256 * 1024);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RecordDecoder decoder = new RecordDecoder(ACCOUNT);
    private final long[] outcomes = new long[2]; // refused, read

    @TempDir Path dir;

    private Seeds seeds;
    private Sealed sealed;
    private Path untouched;
    private volatile int running = -1;

    @BeforeEach
    void collect() throws Exception {
        seeds = Seeds.collect(Path.of(System.getProperty("backscroll.corpus", "")));
        sealed = Sealed.of(Seeds.zlib(seeds.chunks.get(3)));
        untouched = Files.write(dir.resolve("n.enc"), sealed.container());
    }

    @AfterEach
    void tellWhereItStopped() {
        if (running >= 0) {
            System.out.println("fuzz: stopped in case " + running + ", seed " + SEED);
        }
    }

    @Test
    void nothingMangledDoesHarm() throws Exception {
        long start = System.nanoTime();
        long slowest = 0;
        long greatest = 0;
        int from = ONLY < 0 ? 0 : ONLY;
        int to = ONLY < 0 ? CASES : ONLY + 1;
        for (int i = from; i < to; i++) {
            running = i;
            Case mangled = mangle(new Random(SEED * 1_000_003 + i));
            long id = Thread.currentThread().getId();
            long memory = threads.getThreadAllocatedBytes(id);
            long time = threads.getCurrentThreadCpuTime();
            try {
                outcomes[mangled.read() ? 1 : 0]++;
            } catch (Throwable e) {
                throw new AssertionError(which(i) + ": " + e, e);
            }
            time = threads.getCurrentThreadCpuTime() - time;
            memory = threads.getThreadAllocatedBytes(id) - memory;
            if (time > MAX_NANOS || memory > MAX_ALLOCATED) {
                fail(which(i) + " took " + time / 1_000_000 + " ms and " + memory + " bytes");
            }
            slowest = Math.max(slowest, time);
            greatest = Math.max(greatest, memory);
        }
        running = -1;
        System.out.printf(
                Locale.ROOT,
                "fuzz: %,d cases (seed %d, %d real records) in %.1f s: %,d read, %,d refused;"
                        + " slowest %.1f ms, most allocated %.1f MiB%n",
                to - from,
                SEED,
                seeds.real,
                (System.nanoTime() - start) / 1e9,
                outcomes[1],
                outcomes[0],
                slowest / 1e6,
                greatest / 1048576.0);
        if (ONLY < 0) {
            // mangling that never hits, or always kills, would prove nothing
            assertThat(outcomes[0]).isGreaterThan(CASES / 10);
            assertThat(outcomes[1]).isGreaterThan(CASES / 10);
        }
    }

    private static String which(int number) {
        return "case " + number + " of seed " + SEED + " (-Dbackscroll.fuzz.case=" + number + ")";
    }

    /** Something mangled that is about to be read. */
    private interface Case {
        /** Whether anything could be read of it. */
        boolean read() throws Exception;
    }

    private Case mangle(Random random) throws Exception {
        Mutator mutator = new Mutator(random, seeds.records);
        int level = random.nextInt(100);
        if (level < 80) {
            byte[] record = mutator.protobuf(pick(random, seeds.records));
            return () -> record(record);
        }
        if (level < 88) {
            return unit(Seeds.zlib(mutator.protobuf(pick(random, seeds.chunks))));
        }
        if (level < 94) {
            return unit(mutator.bytes(packed(random, pick(random, seeds.chunks))));
        }
        if (level < 97) {
            return notification(random.nextBoolean(), mutator);
        }
        return level < 99 ? container(random, mutator) : folder(random, mutator);
    }

    private boolean record(byte[] record) {
        try {
            decoder.historySyncMsg(record, 0, record.length, Optional.of(GROUP));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Compressed in either way; at times much larger than it looks. */
    private static byte[] packed(Random random, byte[] chunk) throws IOException {
        byte[] contents = random.nextInt(500) == 0 ? Arrays.copyOf(chunk, 8 * 1024 * 1024) : chunk;
        if (random.nextInt(4) > 0) {
            return Seeds.zlib(contents);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(contents);
        }
        return bytes.toByteArray();
    }

    private Case unit(byte[] contents) throws IOException {
        Unit unit = unit(Files.write(dir.resolve("a.bin"), contents));
        return () -> read(unit);
    }

    static Unit unit(Path file) throws IOException {
        String name = file.getFileName().toString();
        return new Unit(file, name, Optional.empty(), Files.size(file), 0);
    }

    /** All of a file, as the one that reads its lane does. */
    private static boolean read(Unit unit) throws IOException {
        Units units = new Units(ACCOUNT, LIMITS);
        int told = 0;
        try (Pieces pieces = units.open(unit, units.lane(unit)).orElseThrow()) {
            for (Optional<Piece> piece = pieces.next(); piece.isPresent(); piece = pieces.next()) {
                told += piece.get() instanceof Piece.Told ? 1 : 0;
            }
        }
        return told > 0;
    }

    /** A mangled notification never makes anything else of its container than what is in it. */
    private Case notification(boolean json, Mutator mutator) throws IOException {
        byte[] mangled =
                json
                        ? mutator.bytes(sealed.json().getBytes(StandardCharsets.UTF_8))
                        : mutator.protobuf(sealed.notification().raw(11, sealed.plain()).done());
        Path file = Files.write(dir.resolve(json ? "n.json" : "n.pb"), mangled);
        return () -> onlyTheTruth(untouched, file);
    }

    /** A mangled container is refused, whatever its notification says of its hash. */
    private Case container(Random random, Mutator mutator) throws IOException {
        byte[] mangled = mutator.bytes(sealed.container());
        Wire said = sealed.notification();
        if (random.nextBoolean()) {
            said.raw(4, Sealed.sha256(mangled));
        }
        Path file = Files.write(dir.resolve("c.pb"), said.done());
        Path container = Files.write(dir.resolve("c.enc"), mangled);
        return () -> onlyTheTruth(container, file);
    }

    private boolean onlyTheTruth(Path container, Path notification) throws IOException {
        try (InputStream in = Container.open(container, Notification.read(notification))) {
            assertThat(in.readAllBytes()).isEqualTo(sealed.plain());
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Through the source, lane by lane, beside its notification. */
    private Case folder(Random random, Mutator mutator) throws Exception {
        Path folder = Files.createDirectories(dir.resolve("folder"));
        byte[] chunk = mutator.protobuf(pick(random, seeds.chunks));
        Sealed.of(Seeds.zlib(chunk)).write(folder, "0001");
        return () -> {
            int told = 0;
            for (String lane : List.of(Lanes.RECENT, Lanes.OLDER, Lanes.NAMES, Lanes.BACKGROUND)) {
                told += Reading.of(folder, lane, 5).entries().size();
            }
            return told > 0;
        };
    }

    private static byte[] pick(Random random, List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }
}
