package org.backscroll.source.whatsapp.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.source.SourceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks, cursors and queries. */
class ReaderTest {
    @TempDir Path work;

    @BeforeEach
    void twoChats() throws Exception {
        for (String name : List.of("Ana", "Ben")) {
            StringBuilder text = new StringBuilder();
            for (int i = 10; i < 20; i++) {
                text.append("13/05/2024, 15:").append(i).append(" - ").append(name);
                text.append(": message ").append(i).append('\n');
            }
            Files.writeString(work.resolve("WhatsApp Chat with " + name + ".txt"), text);
        }
    }

    private WhatsAppExportSource source() {
        return Reading.source("dir=" + work);
    }

    @Test
    void chunksHoldExactlyWhatWasAskedForAndTheLastSaysSo() throws Exception {
        Reading reading = Reading.of(source(), 7);

        assertThat(reading.chunks).extracting(HistoryChunk::messages).containsExactly(7, 7, 6);
        assertThat(reading.last().end()).isEqualTo(End.IDLE);
        assertThat(reading.last().fraction()).hasValue(1);
        assertThat(reading.chunks.stream().flatMap(chunk -> chunk.covered().stream()))
                .hasSize(2)
                .allMatch(covered -> !covered.proven() && !covered.beginning())
                .allMatch(
                        covered ->
                                covered.to().position() - covered.from().position() == 9 * 60_000);
    }

    @Test
    void aReaderGoesOnWhereAnotherStopped() throws Exception {
        List<Message> all = Reading.of(source(), 1000).messages();
        List<Message> resumed = new ArrayList<>();
        Optional<Cursor> cursor = Optional.empty();
        End end;
        do {
            try (HistoryReader reader =
                    source().open(
                                    HistoryQuery.builder(WhatsAppExportSource.LANE).build(),
                                    cursor)) {
                HistoryChunk chunk = (HistoryChunk) reader.next(3);
                chunk.entries().stream()
                        .filter(Entry.MessageEntry.class::isInstance)
                        .forEach(entry -> resumed.add(((Entry.MessageEntry) entry).message()));
                cursor = Optional.of(chunk.next());
                end = chunk.end();
            }
        } while (end == End.MORE);

        assertThat(resumed).isEqualTo(all);
        assertThat(Reading.from(source(), cursor.get()).messages()).isEmpty();
        Files.writeString(
                work.resolve("WhatsApp Chat with Clara.txt"), "13/05/2024, 15:00 - Clara: new\n");
        assertThat(Reading.from(source(), cursor.get()).texts()).containsExactly("new");
    }

    @Test
    void aCursorIsLostWhenItsFilesOrSettingsChange() throws Exception {
        Cursor cursor = Reading.of(source(), 1000).last().next();

        assertThatThrownBy(() -> Reading.from(Reading.source("dir=" + work, "me=Ana"), cursor))
                .isInstanceOf(SourceException.CursorLost.class);
        assertThatThrownBy(() -> Reading.from(source(), new Cursor("x")))
                .isInstanceOf(SourceException.CursorLost.class);
        Files.writeString(
                work.resolve("WhatsApp Chat with Ana.txt"), "13/05/2024, 15:00 - Ana: other\n");
        assertThatThrownBy(() -> Reading.from(source(), cursor))
                .isInstanceOf(SourceException.CursorLost.class);
    }

    @Test
    void aQueryNarrowsToAChatATimeOrAKind() throws Exception {
        HistoryQuery.Builder query = HistoryQuery.builder(WhatsAppExportSource.LANE);
        Jid ana = Names.jid("Ana");

        assertThat(Reading.of(source(), query.chat(Optional.of(ana)).build(), 100).messages())
                .hasSize(10)
                .allMatch(message -> message.chat().equals(ana));
        Reading some =
                Reading.of(
                        source(),
                        query.from(new Bound.Time(Instant.parse("2024-05-13T15:12:00Z")))
                                .to(new Bound.Time(Instant.parse("2024-05-13T15:14:00Z")))
                                .build(),
                        100);
        assertThat(some.texts()).containsExactly("message 12", "message 13");
        assertThat(some.last().covered()).isEmpty();
        HistoryQuery chats =
                HistoryQuery.builder(WhatsAppExportSource.LANE)
                        .kinds(EnumSet.of(Kind.CONVERSATIONS))
                        .build();
        assertThat(Reading.of(source(), chats, 100).last().entries())
                .hasSize(2)
                .allMatch(Entry.ChatSnapshot.class::isInstance);
    }

    @Test
    void whatWasQuarantinedCanBeReadAgain() throws Exception {
        Path file = work.resolve("WhatsApp Chat with Ana.txt");
        Files.writeString(file, "13/05/2024, 15:00 - Ana: " + "x".repeat(5000) + "\n");
        Rejected rejected =
                Reading.of(Reading.source("file=" + file, "record.max.kib=1"), 10)
                        .rejected()
                        .get(0);

        HistoryReader reader =
                Reading.source("file=" + file).reread(List.of(rejected)).orElseThrow();

        assertThat(Reading.all(reader, 10).messages()).hasSize(1);
        Files.delete(file);
        assertThat(source().reread(List.of(rejected))).isEmpty();
    }

    @Test
    void aReaderThatIsClosedStops() throws Exception {
        HistoryReader reader =
                source().open(
                                HistoryQuery.builder(WhatsAppExportSource.LANE).build(),
                                Optional.empty());
        reader.next(1);
        reader.close();
        reader.close();

        assertThatThrownBy(() -> reader.next(1)).isInstanceOf(InterruptedException.class);
    }
}
