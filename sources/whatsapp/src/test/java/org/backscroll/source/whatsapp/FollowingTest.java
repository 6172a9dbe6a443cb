package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives while somebody follows is delivered, once, and then gone. */
class FollowingTest {
    private static final String ANNA = "4915100000001@s.whatsapp.net";

    @TempDir Path folder;

    private static void soon(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private static Wire chunk(int type, String id, long... seconds) throws Exception {
        return Spooling.chunk(type, Spooling.chat(ANNA, id, seconds));
    }

    @Test
    void whatArrivesIsDeliveredWhateverItsTypeAndWhatWasThereIsLeftToSyncs() throws Exception {
        Spooling spool = new Spooling(folder);
        spool.feed("before.bin", chunk(3, "B", 1_700_000_001));
        WhatsAppSource source = spool.source();
        assertThat(source.probe().live()).isTrue();
        Spooling.Sink sink = new Spooling.Sink();

        try (Closeable following = source.live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            spool.feed("a.bin", chunk(3, "A", 1_700_000_002));
            spool.feed("b.bin", chunk(2, "O", 1_600_000_001, 1_600_000_000));
            Wire name = Wire.of().str(1, ANNA).str(2, "Anna");
            spool.feed("c.bin", Wire.of().num(1, 4).msg(7, name));
            spool.feed("d.bin", chunk(6, "D", 1_500_000_001));
            soon(() -> spool.names().equals(List.of("before.bin")));
        }
        assertThat(sink.messages()).isEqualTo(4);
        assertThat(sink.entries).anyMatch(Entry.Name.class::isInstance);
        assertThat(Spooling.messages(Spooling.sync(source, Spooling.all(Lanes.RECENT), 10)))
                .isEqualTo(1);
        assertThat(spool.names()).isEmpty();
    }

    @Test
    void aFileThatIsWrittenInPlaceIsDeliveredOnceItIsWhole() throws Exception {
        Spooling spool = new Spooling(folder);
        long[] times = new long[300];
        Arrays.setAll(times, i -> 1_700_000_300L - i);
        Path scratch = folder.resolve("scratch");
        chunk(3, "L", times).zlib(scratch);
        byte[] all = Files.readAllBytes(scratch);
        Spooling.Sink sink = new Spooling.Sink();

        try (Closeable following = spool.source().live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            Files.write(spool.dir.resolve("a.bin"), Arrays.copyOf(all, all.length / 2));
            spool.feed("b.bin", chunk(3, "B", 1_700_001_000));
            soon(() -> sink.messages() == 1); // so it has looked at the other too
            Files.write(spool.dir.resolve("a.bin"), all);
            soon(() -> spool.names().isEmpty());
        }
        assertThat(sink.messages()).isEqualTo(301);
    }

    @Test
    void whatCannotBeReadIsLeftToTheSyncThatCanTellOfIt() throws Exception {
        Spooling spool = new Spooling(folder);
        WhatsAppSource source = spool.source();
        Wire bad = Wire.of().msg(1, Wire.of().msg(1, Wire.of().str(1, "no address").str(3, "X")));
        Wire chat = Spooling.chat(ANNA, "A", 1_700_000_002).msg(2, bad);
        Spooling.Sink sink = new Spooling.Sink();

        try (Closeable following = source.live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            spool.feed("a.bin", Spooling.chunk(3, chat));
            soon(() -> sink.messages() == 1);
            spool.feed("b.bin", chunk(3, "B", 1_700_000_003));
            soon(() -> sink.messages() == 2);
            assertThat(spool.names()).containsExactly("a.bin");
        }
        List<HistoryChunk> synced = Spooling.sync(source, Spooling.all(Lanes.RECENT), 10);
        assertThat(synced.get(0).rejected()).hasSize(1);
        assertThat(spool.names(Spool.DAMAGED)).containsExactly("a.bin");
    }

    @Test
    void whatIsNotTakenStaysForTheNextTime() throws Exception {
        Spooling spool = new Spooling(folder);
        WhatsAppSource source = spool.source();
        Spooling.Sink sink = new Spooling.Sink();
        sink.ended = true;
        try (Closeable following = source.live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            spool.feed("a.bin", chunk(3, "A", 1_700_000_002));
            soon(
                    () ->
                            Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(
                                            thread ->
                                                    thread.getName()
                                                            .equals("backscroll-spool-phone")));
        }
        assertThat(spool.names()).containsExactly("a.bin");
        assertThat(Spooling.messages(Spooling.sync(source, Spooling.all(Lanes.RECENT), 10)))
                .isEqualTo(1);
    }

    @Test
    void whatASyncIsReadingIsNotDeliveredToo() throws Exception {
        Spooling spool = new Spooling(folder);
        WhatsAppSource source = spool.source();
        Spooling.Sink sink = new Spooling.Sink();
        try (Closeable following = source.live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            Path twin = folder.resolve("twin");
            chunk(3, "A", 1_700_000_002, 1_700_000_001).zlib(twin);
            HistoryReader reader = null;
            while (reader == null) { // until the sync is the faster of the two
                int before = sink.messages();
                Files.copy(twin, spool.dir.resolve("a.bin"));
                reader = source.open(Spooling.all(Lanes.RECENT), Optional.empty());
                if (((HistoryChunk) reader.next(1)).messages() == 0) {
                    reader.close();
                    reader = null;
                    soon(() -> sink.messages() == before + 2 && spool.names().isEmpty());
                }
            }
            int before = sink.messages();
            spool.feed("b.bin", chunk(3, "B", 1_700_000_003));
            soon(() -> sink.messages() == before + 1);
            HistoryChunk rest = (HistoryChunk) reader.next(10);
            reader.committed(rest.next());
            reader.close();
            assertThat(rest.messages()).isEqualTo(1);
            assertThat(spool.names()).isEmpty();
            assertThat(sink.messages()).isEqualTo(before + 1);
        }
    }

    @Test
    void aSpoolThatGoesAwayIsTold() throws Exception {
        Spooling spool = new Spooling(folder);
        Spooling.Sink sink = new Spooling.Sink();
        try (Closeable following = spool.source().live(sink).orElseThrow()) {
            assertThat(following).isNotNull();
            Files.delete(spool.dir);
            Files.writeString(spool.dir, "no folder any more");
            soon(() -> !sink.lost.isEmpty());
        }
        assertThat(sink.lost.get(0)).isInstanceOf(SourceException.class);
    }
}
