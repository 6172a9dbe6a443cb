package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.backscroll.api.Message;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.backscroll.sample.SampleArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files cut anywhere, bytes changed anywhere, bombs: no exception, no hang, no great heap. */
@Timeout(120)
class DamageTest {
    @TempDir Path dir;

    private Path file;
    private byte[] inflated;
    private byte[] compressed;
    private List<Message> whole;

    @BeforeEach
    void sample() throws Exception {
        Path sample = Files.createDirectory(dir.resolve("sample"));
        SampleArchive.write(sample, new SampleArchive.Options(5, 100, 5));
        compressed = Files.readAllBytes(sample.resolve("0001-recent.bin"));
        inflated = new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes();
        Path folder = Files.createDirectory(dir.resolve("folder"));
        file = folder.resolve("0001-recent.bin");
        Files.write(file, compressed);
        whole = read().messages();
        assertThat(whole).hasSizeGreaterThan(60);
    }

    private Reading read() throws Exception {
        return Reading.of(file.getParent(), Lanes.RECENT, 1000);
    }

    private void write(byte[] contents) throws IOException {
        try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
            out.write(contents);
        }
    }

    @Test
    void aFileCutAnywhereGivesWhatComesBeforeTheCut() throws Exception {
        int bad = 0;
        for (int at = 3; at < inflated.length; at += 1 + at % 61) {
            write(Arrays.copyOf(inflated, at));
            Reading reading = read();
            List<Message> kept = reading.messages();
            assertThat(kept).isEqualTo(whole.subList(0, kept.size()));
            bad = Math.max(bad, reading.rejected().size());
        }
        assertThat(bad).isGreaterThan(0);
        int most = 0;
        for (int at = 0; at < compressed.length; at += 97) {
            Files.write(file, Arrays.copyOf(compressed, at));
            Reading reading = read();
            List<Message> kept = reading.messages();
            assertThat(kept).isEqualTo(whole.subList(0, kept.size()));
            assertThat(reading.rejected()).isNotEmpty();
            most = Math.max(most, kept.size());
        }
        assertThat(most).isGreaterThan(whole.size() / 2);
    }

    @Test
    void changedBytesNeverStopTheReading() throws Exception {
        Random random = new Random(11);
        long kept = 0;
        int cases = 2_000;
        for (int i = 0; i < cases; i++) {
            byte[] changed = inflated.clone();
            int changes = 1 + random.nextInt(4);
            for (int c = 0; c < changes; c++) {
                changed[2 + random.nextInt(changed.length - 2)] = (byte) random.nextInt(256);
            }
            write(changed);
            for (String lane : List.of(Lanes.RECENT, Lanes.OLDER)) {
                kept += Reading.of(file.getParent(), lane, 1000).messages().size();
            }
        }
        // each change costs about the record it is in
        assertThat(kept).isGreaterThan((long) (0.9 * cases * whole.size()));
    }

    @Test
    void changedCompressedBytesNeverStopTheReading() throws Exception {
        Random random = new Random(12);
        for (int i = 0; i < 800; i++) {
            byte[] changed = compressed.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, changed);
            long found = 0;
            for (String lane : List.of(Lanes.RECENT, Lanes.OLDER, Lanes.BACKGROUND)) {
                found += Reading.of(file.getParent(), lane, 1000).rejected().size();
            }
            assertThat(found).as("case %s", i).isPositive();
        }
    }

    @Test
    void aWrongLengthCostsOnlyWhatItHides() throws Exception {
        Wire first = chat("1@g.us", 5);
        Wire second = chat("2@g.us", 5);
        for (int wrong : new int[] {-40, -3, 3, 40, 200}) {
            byte[] body = first.done();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(Wire.of().num(1, 3).promise(2, body.length + wrong).done());
            all.write(body);
            all.write(Wire.of().msg(2, second).num(5, 7).done());
            write(all.toByteArray());
            Reading reading = read();
            assertThat(reading.rejected()).isNotEmpty();
            Set<Entry> there = new HashSet<>(reading.entries());
            assertThat(reading.messages().stream().filter(m -> m.chat().value().equals("2@g.us")))
                    .as("wrong by %s", wrong)
                    .hasSize(5);
            assertThat(reading.messages()).hasSizeGreaterThanOrEqualTo(9);
            assertThat(there).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    private static Wire chat(String jid, int messages) throws IOException {
        Wire chat = Wire.of().str(1, jid);
        for (int i = 0; i < messages; i++) {
            Wire key = Wire.of().str(1, jid).num(2, 1).str(3, "3A" + i);
            Wire info =
                    Wire.of().msg(1, key).msg(2, Wire.of().str(1, "hello")).num(3, 1_700_000_000);
            chat.msg(2, Wire.of().msg(1, info).num(2, i));
        }
        return chat.num(6, 2).num(12, 1_700_000_000).str(13, "Name").num(16, 0);
    }

    @Test
    void gzipAndLateOrUnknownTypesAreRead() throws Exception {
        Wire.of().num(1, 3).msg(2, chat("1@g.us", 4)).gzip(file);
        assertThat(read().messages()).hasSize(4);
        Wire.of().msg(2, chat("1@g.us", 4)).num(1, 3).zlib(file);
        assertThat(read().messages()).hasSize(4);
        for (Wire odd : List.of(Wire.of().num(1, 42), Wire.of())) {
            odd.msg(2, chat("1@g.us", 4)).msg(99, Wire.of()).zlib(file);
            assertThat(read().messages()).isEmpty();
            assertThat(Reading.of(file.getParent(), Lanes.OLDER, 10).messages()).hasSize(4);
        }
    }

    @Test
    void aRecordThatIsTooLargeIsPassedOver() throws Exception {
        Wire key = Wire.of().str(1, "1@g.us").num(2, 1).str(3, "BIG");
        Wire info = Wire.of().msg(1, key).msg(2, Wire.of().str(1, "x".repeat(200_000)));
        Wire chat = Wire.of().str(1, "1@g.us").msg(2, Wire.of().msg(1, info.num(3, 1)));
        chat.raw(2, Wire.of().msg(1, small()).done()).num(6, 1);
        Wire.of().num(1, 3).msg(2, chat).zlib(file);
        WhatsAppSource source = Reading.source(file.getParent(), 256, 100);
        Reading reading =
                Reading.of(source, HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build(), 10);
        assertThat(reading.messages()).extracting(Message::id).containsExactly("SMALL");
        assertThat(reading.rejected()).hasSize(1);
        assertThat(reading.rejected().get(0).reason()).contains("too large");
        assertThat(reading.rejected().get(0).raw()).hasSize(64 * 1024);
        assertThat(reading.entries(Entry.ChatSnapshot.class)).hasSize(1);

        // A source that may read larger ones reads the file again; the same one fails as before.
        Rejected big = reading.rejected().get(0);
        Reading again = Reading.again(source, big);
        assertThat(again.rejected()).extracting(Rejected::position).containsOnly(big.position());
        Reading larger = Reading.again(Reading.source(file.getParent(), 256, 300), big);
        assertThat(larger.messages()).extracting(Message::id).containsExactly("BIG", "SMALL");
        assertThat(larger.rejected()).isEmpty();
        Files.delete(file);
        assertThat(source.reread(List.of(big))).isEmpty();
    }

    private static Wire small() throws IOException {
        Wire key = Wire.of().str(1, "1@g.us").num(2, 1).str(3, "SMALL");
        return Wire.of().msg(1, key).msg(2, Wire.of().str(1, "y")).num(3, 1_700_000_000);
    }

    @Test
    void aDamagedFileIsToldOnceAndAgainWhenItIsReadAnew() {
        List<String> log = new ArrayList<>();
        Warnings warnings = new Warnings("phone", log::add);
        for (int i = 0; i < 3; i++) {
            warnings.damaged(Lanes.RECENT, new Rejected("a.bin", "byte " + i, "why", new byte[1]));
        }
        assertThat(log)
                .containsExactly(
                        "Source phone: a.bin is damaged: why (byte 0);"
                                + " what can be read of it is kept");
        warnings.begin(Lanes.RECENT);
        warnings.damaged(Lanes.RECENT, new Rejected("a.bin", "byte 9", "why", new byte[1]));
        assertThat(log).hasSize(2);
    }

    @Test
    void aFileThatMayNotBeReadIsToldAndTheOthersAreRead() throws Exception {
        Path secret = file.resolveSibling("0000-secret.bin");
        Files.write(secret, compressed);
        boolean denied = secret.toFile().setReadable(false) && !Files.isReadable(secret);
        assumeTrue(denied, "this user may read everything");
        Reading reading = read();
        assertThat(reading.messages()).isEqualTo(whole);
        assertThat(reading.rejected()).anyMatch(r -> r.unit().equals("0000-secret.bin"));
        assertThat(Reading.of(file.getParent(), Lanes.OLDER, 10).rejected()).isEmpty();
    }

    @Test
    void aFileThatGrowsIsReadLater() throws Exception {
        Files.write(file, Arrays.copyOf(compressed, compressed.length / 2));
        var query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        try (var reader = Reading.source(file.getParent()).open(query, Optional.empty())) {
            reader.next(1);
            Path more = dir.resolve("more");
            Files.write(more, Arrays.copyOf(compressed, compressed.length - 9));
            Files.move(more, file, StandardCopyOption.REPLACE_EXISTING);
            assertThatThrownBy(() -> reader.next(1000))
                    .isInstanceOf(SourceException.Transient.class)
                    .hasMessageContaining("still being written");
        }
    }

    @Test
    void bombsFitIntoASmallHeap() throws Exception {
        Files.delete(file);
        Path folder = file.getParent();
        // zeros from the beginning, in a conversation, in a record, in an unknown field, in a name
        bomb(folder.resolve("1.bin"), new byte[0]);
        byte[] chat = Wire.of().num(1, 3).promise(2, 90 << 20).str(1, "1@g.us").done();
        bomb(folder.resolve("2.bin"), chat);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(chat);
        record.write(Wire.of().promise(2, 80 << 20).done());
        bomb(folder.resolve("3.bin"), record.toByteArray());
        bomb(folder.resolve("4.bin"), Wire.of().num(1, 3).promise(90, 90 << 20).done());
        bomb(folder.resolve("5.bin"), Wire.of().num(1, 3).promise(7, 90 << 20).done());
        Wire.of().num(1, 3).msg(2, chat("1@g.us", 4)).zlib(folder.resolve("6.bin"));

        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path log = dir.resolve("log");
        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "-Xmx40m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeap.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("messages 4, damaged [1.bin, 2.bin, 3.bin, 4.bin, 5.bin]");
    }

    private static void bomb(Path file, byte[] head) throws IOException {
        try (OutputStream out =
                new DeflaterOutputStream(Files.newOutputStream(file), new Deflater(1))) {
            out.write(head);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 96; i++) {
                out.write(zeros);
            }
        }
    }

    /** Reads a folder in a process of its own. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] args) throws Exception {
            Reading reading = Reading.of(Path.of(args[0]), Lanes.RECENT, 1000);
            List<String> units = reading.rejected().stream().map(r -> r.unit()).distinct().toList();
            System.out.println("messages " + reading.messages().size() + ", damaged " + units);
        }
    }
}
