package org.backscroll.source.whatsapp;

import java.nio.file.Path;
import java.util.Optional;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;

/** Reads each chunk with a source and a reader of its own, as after a kill. */
final class Resuming {
    private Resuming() {}

    static Reading everyChunk(Path dir, String lane, int maxMessages) throws Exception {
        HistoryQuery query = HistoryQuery.builder(Reading.lane(lane)).build();
        Reading reading = new Reading();
        do {
            Optional<HistoryChunk> before =
                    reading.chunks.isEmpty() ? Optional.empty() : Optional.of(reading.last());
            try (HistoryReader reader =
                    Reading.source(dir).open(query, before.map(HistoryChunk::next))) {
                reading.chunks.add((HistoryChunk) reader.next(maxMessages));
            }
        } while (reading.last().end() == End.MORE);
        return reading;
    }
}
