package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.LiveSink;
import org.backscroll.api.source.SourceException;

/** A spool, and a client that feeds it as the documentation says. */
final class Spooling {
    final Path dir;
    private final Path outside;
    private final Map<String, Object> settings = new HashMap<>();

    Spooling(Path folder) throws IOException {
        dir = Files.createDirectories(folder.resolve("spool"));
        outside = Files.createDirectories(folder.resolve("client"));
        settings.put("spool_dir", dir.toString());
    }

    Spooling with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    /** A source that has just been started. */
    WhatsAppSource source() {
        return Reading.source(settings);
    }

    /** Feeds a file: written elsewhere, then renamed. */
    void feed(String name, byte[] bytes) throws IOException {
        Path part = Files.write(outside.resolve(name), bytes);
        Files.move(part, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void feed(String name, Wire wire) throws IOException {
        Path part = outside.resolve("part");
        wire.zlib(part);
        Files.move(part, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** As if nobody had written to it for a while. */
    void settle(String name) throws IOException {
        Instant then = Instant.now().minus(Arrival.SETTLED).minus(Duration.ofSeconds(5));
        Files.setLastModifiedTime(dir.resolve(name), FileTime.from(then));
    }

    /** The names in the spool or a folder of it, in order. */
    List<String> names(String... folder) throws IOException {
        Path where = folder.length == 0 ? dir : dir.resolve(folder[0]);
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static HistoryQuery all(String lane) {
        return HistoryQuery.builder(
                        SpoolLanes.ALL.stream()
                                .filter(one -> one.id().equals(SpoolLanes.id(lane)))
                                .findFirst()
                                .orElseThrow())
                .build();
    }

    /** Reads a lane and commits every chunk, as the engine does. */
    static List<HistoryChunk> sync(WhatsAppSource source, HistoryQuery query, int maxMessages)
            throws Exception {
        List<HistoryChunk> chunks = new ArrayList<>();
        try (HistoryReader reader = source.open(query, Optional.empty())) {
            HistoryChunk chunk;
            do {
                chunk = (HistoryChunk) reader.next(maxMessages);
                chunks.add(chunk);
                reader.committed(chunk.next());
            } while (chunk.end() == End.MORE);
        }
        return chunks;
    }

    static int messages(List<HistoryChunk> chunks) {
        return chunks.stream().mapToInt(HistoryChunk::messages).sum();
    }

    /** A chat with messages of the given times, newest first, as a phone sends them. */
    static Wire chat(String jid, String id, long... seconds) throws IOException {
        Wire chat = Wire.of().str(1, jid);
        for (long at : seconds) {
            Wire key = Wire.of().str(1, jid).num(2, 0).str(3, id + at);
            Wire info = Wire.of().msg(1, key).msg(2, Wire.of().str(1, "text " + at)).num(3, at);
            chat.msg(2, Wire.of().msg(1, info).num(2, at));
        }
        return chat;
    }

    /** A chunk of a type with one chat. */
    static Wire chunk(int type, Wire chat) throws IOException {
        return Wire.of().num(1, type).msg(2, chat).num(5, 1);
    }

    /** Keeps what is delivered live. */
    static final class Sink implements LiveSink {
        final List<Entry> entries = new CopyOnWriteArrayList<>();
        final List<SourceException> lost = new CopyOnWriteArrayList<>();
        volatile boolean ended;

        @Override
        public void accept(List<? extends Entry> told, List<Covered> covered)
                throws InterruptedException {
            if (ended) {
                throw new InterruptedException("the following was ended");
            }
            entries.addAll(told);
        }

        @Override
        public void lost(SourceException why) {
            lost.add(why);
        }

        int messages() {
            return (int) entries.stream().filter(Entry.MessageEntry.class::isInstance).count();
        }
    }
}
