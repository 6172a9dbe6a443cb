package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.SourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is fed: files go once they are stored, and not before. */
class SpoolTest {
    private static final String ANNA = "4915100000001@s.whatsapp.net";
    private static final HistoryQuery RECENT = Spooling.all(Lanes.RECENT);

    @TempDir Path folder;

    private Spooling spool;

    @BeforeEach
    void make() throws Exception {
        spool = new Spooling(folder);
    }

    private static Wire recent(String id, long... seconds) throws Exception {
        return Spooling.chunk(3, Spooling.chat(ANNA, id, seconds));
    }

    private static byte[] bytes(Path scratch, Wire wire) throws Exception {
        wire.zlib(scratch);
        return Files.readAllBytes(scratch);
    }

    private byte[] large() throws Exception {
        long[] times = new long[400];
        Arrays.setAll(times, i -> 1_700_000_400L - i);
        return bytes(folder.resolve("scratch"), recent("L", times));
    }

    @Test
    void aFileGoesOnlyAfterItsLastMessageIsCommitted() throws Exception {
        spool.feed("a.bin", recent("A", 1_700_000_003, 1_700_000_002, 1_700_000_001));
        spool.feed("b.bin", recent("B", 1_700_000_009));
        try (HistoryReader reader = spool.source().open(RECENT, Optional.empty())) {
            HistoryChunk first = (HistoryChunk) reader.next(2);
            reader.committed(first.next());
            assertThat(spool.names()).containsExactly("a.bin", "b.bin");

            HistoryChunk second = (HistoryChunk) reader.next(1);
            HistoryChunk third = (HistoryChunk) reader.next(1); // fetched ahead
            assertThat(spool.names()).containsExactly("a.bin", "b.bin");
            reader.committed(second.next());
            assertThat(spool.names()).containsExactly("b.bin");

            assertThat(third.end()).isEqualTo(End.IDLE);
            reader.committed(third.next());
            assertThat(spool.names()).isEmpty();
            reader.committed(third.next());
        }
        assertThat(Spooling.messages(Spooling.sync(spool.source(), RECENT, 10))).isZero();
    }

    @Test
    void whatIsKeptGoesIntoTheArchiveAndReplacesNothingThere() throws Exception {
        spool.with("spool_after", "archive");
        for (int i = 0; i < 3; i++) {
            spool.feed("a.bin", recent("A", 1_700_000_001 + i));
            Spooling.sync(spool.source(), RECENT, 10);
        }
        assertThat(spool.names()).isEmpty();
        assertThat(spool.names(Spool.ARCHIVE)).containsExactly("2-a.bin", "3-a.bin", "a.bin");
    }

    @Test
    void eachTypeIsReadByTheSyncOfThatTypeAndStaysUntilThen() throws Exception {
        spool.feed("older.bin", Spooling.chunk(2, Spooling.chat(ANNA, "O", 1_600_000_001)));
        Wire name = Wire.of().str(1, ANNA).str(2, "Anna");
        spool.feed("names.bin", Wire.of().num(1, 4).msg(7, name));

        assertThat(Spooling.messages(Spooling.sync(spool.source(), RECENT, 10))).isZero();
        assertThat(spool.names()).containsExactly("names.bin", "older.bin");
        assertThat(Spooling.sync(spool.source(), Spooling.all(Lanes.NAMES), 10).get(0).entries())
                .hasSize(1);
        assertThat(spool.names()).containsExactly("older.bin");
        assertThat(Spooling.messages(Spooling.sync(spool.source(), Spooling.all(Lanes.OLDER), 10)))
                .isEqualTo(1);
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aFileThatIsHalfWrittenIsNotRead() throws Exception {
        byte[] all = large();
        byte[] half = Arrays.copyOf(all, all.length / 2);
        Files.write(spool.dir.resolve("a.bin.tmp"), all);
        Files.write(spool.dir.resolve("b.bin"), half);
        WhatsAppSource source = spool.source();

        assertThat(Spooling.sync(source, RECENT, 1000).get(0).entries()).isEmpty();
        assertThat(spool.names()).containsExactly("a.bin.tmp", "b.bin");

        Files.write(spool.dir.resolve("b.bin"), all);
        List<HistoryChunk> chunks = Spooling.sync(source, RECENT, 1000);
        assertThat(Spooling.messages(chunks)).isEqualTo(400);
        assertThat(chunks.get(0).rejected()).isEmpty();
        assertThat(spool.names()).containsExactly("a.bin.tmp");
    }

    @Test
    void aFileThatStaysCutOffIsReadAsFarAsItGoesAndPutAside() throws Exception {
        byte[] all = large();
        spool.feed("cut.bin", Arrays.copyOf(all, all.length * 2 / 3));
        spool.settle("cut.bin");
        WhatsAppSource source = spool.source();

        List<HistoryChunk> chunks = Spooling.sync(source, RECENT, 1000);

        assertThat(Spooling.messages(chunks)).isBetween(1, 399);
        assertThat(chunks.get(0).rejected()).hasSize(1);
        assertThat(spool.names()).isEmpty();
        assertThat(spool.names(Spool.DAMAGED)).containsExactly("cut.bin");
        assertThat(Reading.again(source, chunks.get(0).rejected().get(0)).rejected()).hasSize(1);
    }

    /** The process dies between the two: the file is read again, and then it goes. */
    @Test
    void aCrashBetweenCommitAndDeletionLosesNothing() throws Exception {
        spool.feed("a.bin", recent("A", 1_700_000_002, 1_700_000_001));
        Cursor cursor;
        List<Message> stored;
        try (HistoryReader reader = spool.source().open(RECENT, Optional.empty())) {
            HistoryChunk chunk = (HistoryChunk) reader.next(10);
            cursor = chunk.next();
            stored = messages(chunk);
        }
        assertThat(spool.names()).containsExactly("a.bin");
        spool.feed("0-new-but-sorted-before.bin", recent("N", 1_700_000_005));

        try (HistoryReader reader = spool.source().open(RECENT, Optional.of(cursor))) {
            HistoryChunk chunk = (HistoryChunk) reader.next(10);
            assertThat(messages(chunk)).hasSize(3).containsAll(stored);
            Files.delete(spool.dir.resolve("a.bin")); // by somebody else
            reader.committed(chunk.next());
        }
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void readingGoesOnInAFileThatWasBegunAndTakesWhatIsNewToo() throws Exception {
        spool.feed("m.bin", large());
        Cursor cursor = null;
        int read = 0;
        for (int round = 0; round < 4; round++) {
            try (HistoryReader reader = spool.source().open(RECENT, Optional.ofNullable(cursor))) {
                HistoryChunk chunk = (HistoryChunk) reader.next(70);
                assertThat(messages(chunk).get(0).timestamp().getEpochSecond())
                        .isEqualTo(1_700_000_400L - read);
                read += chunk.messages();
                cursor = chunk.next();
                reader.committed(cursor);
            }
        }
        spool.feed("a.bin", recent("A", 1_700_001_000));
        spool.feed("z.bin", recent("Z", 1_700_001_001));
        try (HistoryReader reader = spool.source().open(RECENT, Optional.of(cursor))) {
            HistoryChunk rest = (HistoryChunk) reader.next(1000);
            assertThat(rest.messages()).isEqualTo(400 - 280 + 2);
            reader.committed(rest.next());
        }
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aFileOfWhichSomethingWasLeftOutStays() throws Exception {
        Wire both =
                Spooling.chunk(3, Spooling.chat(ANNA, "A", 1_700_000_001))
                        .msg(2, Spooling.chat("4915100000002@s.whatsapp.net", "B", 1_700_000_002));
        spool.feed("a.bin", both);
        HistoryQuery one =
                HistoryQuery.builder(RECENT.lane()).chat(Optional.of(Jid.of(ANNA))).build();

        assertThat(Spooling.messages(Spooling.sync(spool.source(), one, 10))).isEqualTo(1);
        assertThat(spool.names()).containsExactly("a.bin");
        assertThat(Spooling.messages(Spooling.sync(spool.source(), RECENT, 10))).isEqualTo(2);
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aFileIsReadByOneReaderAtATime() throws Exception {
        spool.feed("a.bin", recent("A", 1_700_000_002, 1_700_000_001));
        WhatsAppSource source = spool.source();
        HistoryReader first = source.open(RECENT, Optional.empty());
        first.next(1);

        assertThat(Spooling.messages(Spooling.sync(source, RECENT, 10))).isZero();
        first.close();
        assertThat(Spooling.messages(Spooling.sync(source, RECENT, 10))).isEqualTo(2);
    }

    @Test
    void aContainerGoesWithItsNotification() throws Exception {
        Sealed sealed = Sealed.of(large());
        spool.feed("c.enc", sealed.container());
        WhatsAppSource source = spool.source();
        assertThat(Spooling.sync(source, RECENT, 1000).get(0).entries()).isEmpty();

        spool.feed("c.json", sealed.json().getBytes(StandardCharsets.UTF_8));
        assertThat(Spooling.messages(Spooling.sync(source, RECENT, 1000))).isEqualTo(400);
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aFolderBesideTheSpoolIsReadAndLeftAsItIs() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("dir"));
        recent("D", 1_700_000_001).zlib(dir.resolve("d.bin"));
        spool.with("dir", dir.toString());
        spool.feed("s.bin", recent("S", 1_700_000_002));

        WhatsAppSource source = spool.source();
        assertThat(source.probe().summary()).startsWith("2 chunk files");
        assertThat(source.lanes()).hasSize(10);
        HistoryQuery own = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        assertThat(Reading.of(source, own, 10).messages()).hasSize(1);
        assertThat(Spooling.messages(Spooling.sync(source, RECENT, 10))).isEqualTo(1);
        assertThat(dir.resolve("d.bin")).exists();
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aSpoolThatIsNotThereIsMadeAndWhatCannotBeIsTold() throws Exception {
        Path none = folder.resolve("not/yet");
        WhatsAppSource source = Reading.source(Map.of("spool_dir", none.toString()));
        assertThat(source.probe().summary()).startsWith("0 chunk files");
        assertThat(none).doesNotExist(); // a look changes nothing
        source.open(RECENT, Optional.empty()).close();
        assertThat(none).isDirectory();
        assertTrouble("spool.after", Map.of("spool_dir", "x", "spool_after", "burn"));
        assertTrouble("spool.dir=", Map.of("outbox_dir", "x"));
        assertTrouble("spool.dir=", Map.of("http_port", 8080));
        assertTrouble("65535", Map.of("spool_dir", "x", "http_port", 70_000));
        assertTrouble("spool.dir=", Map.of());
    }

    private static void assertTrouble(String words, Map<String, Object> settings) {
        assertThatThrownBy(() -> Reading.source(settings).probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining(words);
    }

    private static List<Message> messages(HistoryChunk chunk) {
        return chunk.entries().stream()
                .filter(Entry.MessageEntry.class::isInstance)
                .map(Entry.MessageEntry.class::cast)
                .map(Entry.MessageEntry::message)
                .toList();
    }
}
