package org.backscroll.source.whatsapp.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.Message;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Rejected;

/** What came of reading exported chats, chunk by chunk. */
final class Reading {
    final List<HistoryChunk> chunks = new ArrayList<>();

    /** A source with settings, {@code key=value} each, in UTC unless they say otherwise. */
    static WhatsAppExportSource source(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("zone", "UTC", "dates", "dmy"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new WhatsAppExportSource(
                new Settings(values),
                Map.of(HistorySource.NAME, "chats", HistorySource.ACCOUNT, "phone"));
    }

    /** Reads a file with settings. */
    static Reading of(Path file, String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("file=" + file);
        return of(source(all.toArray(String[]::new)), 3);
    }

    static Reading of(HistorySource source, int maxMessages) throws Exception {
        return of(source, HistoryQuery.builder(WhatsAppExportSource.LANE).build(), maxMessages);
    }

    static Reading of(HistorySource source, HistoryQuery query, int maxMessages) throws Exception {
        return all(source.open(query, Optional.empty()), maxMessages);
    }

    static Reading from(HistorySource source, Cursor cursor) throws Exception {
        HistoryQuery query = HistoryQuery.builder(WhatsAppExportSource.LANE).build();
        return all(source.open(query, Optional.of(cursor)), 1000);
    }

    static Reading all(HistoryReader reader, int maxMessages) throws Exception {
        Reading reading = new Reading();
        try (reader) {
            do {
                reading.chunks.add((HistoryChunk) reader.next(maxMessages));
            } while (reading.last().end() == End.MORE);
        }
        return reading;
    }

    HistoryChunk last() {
        return chunks.get(chunks.size() - 1);
    }

    List<Message> messages() {
        return chunks.stream()
                .flatMap(chunk -> chunk.entries().stream())
                .filter(Entry.MessageEntry.class::isInstance)
                .map(entry -> ((Entry.MessageEntry) entry).message())
                .toList();
    }

    List<Rejected> rejected() {
        return chunks.stream().flatMap(chunk -> chunk.rejected().stream()).toList();
    }

    List<String> ids() {
        return messages().stream().map(Message::id).toList();
    }

    List<String> texts() {
        return messages().stream().map(message -> message.text().orElse("-")).toList();
    }
}
