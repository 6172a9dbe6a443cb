package org.backscroll.source.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceException;
import org.backscroll.sample.SampleArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks, cursors and lanes of a folder. */
class FolderTest {
    private static final List<String> LANES =
            List.of(Lanes.RECENT, Lanes.OLDER, Lanes.ANSWERS, Lanes.NAMES, Lanes.BACKGROUND);

    @TempDir Path dir;

    private SampleArchive.Summary summary;

    @BeforeEach
    void write() throws Exception {
        summary = SampleArchive.write(dir, new SampleArchive.Options(3, 600, 20));
    }

    @Test
    void aSampleArchiveComesOutAsItWentIn() throws Exception {
        long delivered = 0;
        long rejected = 0;
        Set<Object> keys = new java.util.HashSet<>();
        for (String lane : List.of(Lanes.RECENT, Lanes.OLDER, Lanes.ANSWERS)) {
            Reading reading = Reading.of(dir, lane, 1000);
            delivered += reading.messages().size();
            rejected += reading.rejected().size();
            reading.messages().stream().map(Message::key).forEach(keys::add);
        }
        assertThat(delivered).isEqualTo(summary.delivered());
        assertThat(keys).hasSize(summary.messages());
        assertThat(rejected).isEqualTo(summary.bad());
        assertThat(Reading.of(dir, Lanes.NAMES, 10).entries(Entry.Name.class))
                .hasSize(summary.names());
        Reading background = Reading.of(dir, Lanes.BACKGROUND, 10);
        assertThat(background.messages()).isNotEmpty();
        assertThat(background.messages()).allMatch(m -> m.chat().equals(Jids.STATUS));
        assertThat(background.entries(Entry.Link.class)).isNotEmpty();
    }

    @Test
    void everyChunkIsFullButTheLastWhateverItsSize() throws Exception {
        for (String lane : LANES) {
            Reading whole = Reading.of(dir, lane, 100_000);
            assertThat(whole.chunks).hasSize(1);
            for (int size : new int[] {1, 2, 3, 7, 50, 99, 100, 333}) {
                Reading parts = Reading.of(dir, lane, size);
                assertThat(parts.entries()).as(lane + size).isEqualTo(whole.entries());
                assertThat(parts.rejected()).hasSameSizeAs(whole.rejected());
                assertThat(parts.covered()).isEqualTo(whole.covered());
                for (HistoryChunk chunk : parts.chunks) {
                    assertThat(chunk.messages()).isLessThanOrEqualTo(size);
                    assertThat(chunk.entries()).hasSizeLessThanOrEqualTo(4 * size);
                    boolean full =
                            chunk.messages() == size
                                    || chunk.entries().size() + chunk.rejected().size() >= 4 * size;
                    assertThat(full || chunk.end() != End.MORE).isTrue();
                }
                assertThat(parts.last().end()).isEqualTo(End.IDLE);
                assertThat(parts.last().fraction()).hasValue(1);
            }
        }
    }

    @Test
    void readingGoesOnAtEveryCursorExactly() throws Exception {
        for (String lane : LANES) {
            Reading whole = Reading.of(dir, lane, 100_000);
            for (int size : new int[] {1, 5, 64}) {
                Reading resumed = Resuming.everyChunk(dir, lane, size);
                assertThat(resumed.entries()).as(lane + size).isEqualTo(whole.entries());
                assertThat(resumed.rejected()).hasSameSizeAs(whole.rejected());
                assertThat(resumed.covered()).isEqualTo(whole.covered());
            }
        }
    }

    @Test
    void afterTheEndOnlyNewFilesAreRead() throws Exception {
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        Cursor end = Reading.of(Reading.source(dir), query, 1000).last().next();
        Reading nothing = Reading.from(Reading.source(dir), query, Optional.of(end), 1000);
        assertThat(nothing.entries()).isEmpty();
        assertThat(nothing.last().end()).isEqualTo(End.IDLE);
        assertThat(nothing.last().next()).isEqualTo(end);

        Files.copy(dir.resolve("0001-recent.bin"), dir.resolve("0100-recent.bin"));
        Reading more = Reading.from(Reading.source(dir), query, Optional.of(end), 1000);
        assertThat(more.messages()).isNotEmpty();
        assertThat(more.messages())
                .hasSizeLessThan(Reading.of(dir, Lanes.RECENT, 1000).messages().size());
    }

    @Test
    void aCursorIsLostWhenWhatWasReadHasChanged() throws Exception {
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        Cursor done = Reading.of(Reading.source(dir), query, 1000).last().next();
        Cursor midst;
        try (HistoryReader reader = Reading.source(dir).open(query, Optional.empty())) {
            reader.next(15);
            midst = ((HistoryChunk) reader.next(15)).next();
        }
        Path inserted = dir.resolve("0000-a.bin");
        Files.write(inserted, new byte[] {1});
        assertLost(query, done);
        assertLost(query, midst);
        Files.delete(inserted);
        Reading.source(dir).open(query, Optional.of(done)).close();

        // the same size, but not the same contents
        Path first = dir.resolve("0001-recent.bin");
        Path begun =
                midst.value().contains("0001") ? first : dir.resolve("0000-initial_bootstrap.bin");
        byte[] bytes = Files.readAllBytes(begun);
        bytes[bytes.length - 1] ^= 1;
        Files.write(begun, bytes);
        assertLost(query, midst);
        Files.delete(first);
        assertLost(query, done);
        assertLost(query, new Cursor("nonsense"));
        assertLost(query, new Cursor("1 zz"));
    }

    private void assertLost(HistoryQuery query, Cursor cursor) {
        assertThatThrownBy(() -> Reading.source(dir).open(query, Optional.of(cursor)))
                .isInstanceOf(SourceException.CursorLost.class);
    }

    @Test
    void oneChatIsReadByEitherOfItsAddresses() throws Exception {
        Entry.Link link =
                Reading.of(dir, Lanes.BACKGROUND, 10).entries(Entry.Link.class).stream()
                        .filter(l -> readsFrom(l.phone()) > 0)
                        .findFirst()
                        .orElseThrow();
        assertThat(readsFrom(link.alias())).isEqualTo(readsFrom(link.phone()));
        assertThat(readsFrom(Jid.of("1@s.whatsapp.net"))).isZero();
    }

    private int readsFrom(Jid chat) {
        HistoryQuery query =
                HistoryQuery.builder(Reading.lane(Lanes.RECENT)).chat(Optional.of(chat)).build();
        try {
            return Reading.of(Reading.source(dir), query, 10).messages().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsNotAskedForIsLeftOut() throws Exception {
        HistoryQuery names =
                HistoryQuery.builder(Reading.lane(Lanes.RECENT))
                        .kinds(Set.of(Kind.CONVERSATIONS))
                        .build();
        Reading reading = Reading.of(Reading.source(dir), names, 10);
        assertThat(reading.messages()).isEmpty();
        assertThat(reading.covered()).isEmpty();
        assertThat(reading.entries(Entry.ChatSnapshot.class)).isNotEmpty();
    }

    @Test
    void aHistoryThatIsReadToItsBeginningSaysSo() throws Exception {
        Reading older = Reading.of(dir, Lanes.OLDER, 1000);
        assertThat(older.covered()).isNotEmpty();
        assertThat(older.covered()).anyMatch(c -> c.beginning()).noneMatch(c -> c.proven());
    }

    @Test
    void eachSourceSaysWhatIsThereOrWhatToDo() throws Exception {
        assertThat(Reading.source(dir).probe().summary()).matches("7 chunk files, [0-9.]+ kB");
        Path file = dir.resolve("0000-initial_bootstrap.bin");
        assertThatThrownBy(() -> Reading.source(file).probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> Reading.source(dir.resolve("none")).probe())
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining("is not there");
        WhatsAppSource unset = Reading.source(Path.of(""));
        assertThatThrownBy(unset::probe)
                .isInstanceOf(SourceException.Permanent.class)
                .hasMessageContaining("dir=");
        assertThat(unset.lanes()).hasSize(5);
    }

    @Test
    void aLaneIsReadOnlyTheWayItCanBe() {
        Lane lane = Reading.lane(Lanes.RECENT);
        HistoryQuery query = HistoryQuery.builder(lane).direction(Direction.BACKWARD).build();
        assertThatThrownBy(() -> Reading.source(dir).open(query, Optional.empty()))
                .isInstanceOf(SourceException.Permanent.class);
    }

    @Test
    void aClosedReaderEndsTheReading() throws Exception {
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        HistoryReader reader = Reading.source(dir).open(query, Optional.empty());
        reader.next(1);
        reader.close();
        reader.close();
        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anEmptyFolderIsIdle() throws Exception {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        Reading reading = Reading.of(empty, Lanes.RECENT, 10);
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.last().end()).isEqualTo(End.IDLE);
        HistoryQuery query = HistoryQuery.builder(Reading.lane(Lanes.RECENT)).build();
        Files.copy(dir.resolve("0001-recent.bin"), empty.resolve("0001-recent.bin"));
        assertThat(
                        Reading.from(
                                        Reading.source(empty),
                                        query,
                                        Optional.of(reading.last().next()),
                                        10)
                                .messages())
                .isNotEmpty();
    }
}
