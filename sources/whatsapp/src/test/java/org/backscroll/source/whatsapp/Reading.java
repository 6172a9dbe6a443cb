package org.backscroll.source.whatsapp;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.Message;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;

/** What came of reading a lane, chunk by chunk. */
final class Reading {
    final List<HistoryChunk> chunks = new ArrayList<>();

    static WhatsAppSource source(Path dir) {
        return source(dir, 256, 4096);
    }

    static WhatsAppSource source(Path dir, long maxMib, int maxKib) {
        return source(
                Map.of(
                        "dir",
                        dir.toString(),
                        "inflated_max_mib",
                        maxMib,
                        "record_max_kib",
                        maxKib));
    }

    /** With some settings, by the names of their methods; the others have their defaults. */
    static WhatsAppSource source(Map<String, Object> settings) {
        return new WhatsAppSource(
                config(settings),
                Map.of(HistorySource.NAME, "phone", HistorySource.ACCOUNT, "phone"));
    }

    static Lane lane(String id) {
        return Lanes.ALL.stream().filter(lane -> lane.id().equals(id)).findFirst().orElseThrow();
    }

    /** Reads all of a lane with one reader. */
    static Reading of(Path dir, String lane, int maxMessages) throws Exception {
        return of(source(dir), HistoryQuery.builder(lane(lane)).build(), maxMessages);
    }

    static Reading of(HistorySource source, HistoryQuery query, int maxMessages) throws Exception {
        return from(source, query, Optional.empty(), maxMessages);
    }

    static Reading from(
            HistorySource source, HistoryQuery query, Optional<Cursor> resume, int maxMessages)
            throws Exception {
        return all(source.open(query, resume), maxMessages);
    }

    /** Reads a record again that was rejected. */
    static Reading again(HistorySource source, Rejected record) throws Exception {
        return all(source.reread(List.of(record)).orElseThrow(), 10);
    }

    private static Reading all(HistoryReader reader, int maxMessages) throws Exception {
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

    List<Entry> entries() {
        return chunks.stream().flatMap(chunk -> chunk.entries().stream()).toList();
    }

    <T extends Entry> List<T> entries(Class<T> type) {
        return entries().stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Message> messages() {
        return entries(Entry.MessageEntry.class).stream().map(Entry.MessageEntry::message).toList();
    }

    List<Rejected> rejected() {
        return chunks.stream().flatMap(chunk -> chunk.rejected().stream()).toList();
    }

    List<Covered> covered() {
        return chunks.stream().flatMap(chunk -> chunk.covered().stream()).toList();
    }

    /** A configuration as Declarative Services would make it. */
    private static WhatsAppConfig config(Map<String, Object> settings) {
        return (WhatsAppConfig)
                Proxy.newProxyInstance(
                        WhatsAppConfig.class.getClassLoader(),
                        new Class<?>[] {WhatsAppConfig.class},
                        (proxy, method, arguments) ->
                                settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
