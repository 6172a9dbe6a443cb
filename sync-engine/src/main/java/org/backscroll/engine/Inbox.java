package org.backscroll.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.formats.EntryJson;
import org.backscroll.formats.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source pushed and no store has yet: a folder with a file for each delivery, which is on
 * the disk before its sender is told, and goes when it is committed. Thread-safe.
 */
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final String SUFFIX = ".ndjson";
    private static final String UNFINISHED = ".part";

    /** How soon to look again whether anybody is interested. */
    private static final long ROOM_MILLIS = 200;

    private final Path folder;
    private final TreeMap<Long, Path> files = new TreeMap<>();
    private long lastNumber;

    /**
     * One delivery.
     *
     * @param number greater than those before
     */
    record Delivery(long number, List<Entry> entries, List<Covered> covered) {}

    /**
     * @param folder is made with the first delivery; what lies there is taken up
     */
    Inbox(Path folder) throws IOException {
        this.folder = folder;
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(UNFINISHED)) {
                    Files.delete(file); // Its sender was never told.
                } else if (name.matches("\\d{1,18}" + SUFFIX)) {
                    files.put(Long.parseLong(name.substring(0, name.indexOf('.'))), file);
                }
            }
        }
    }

    synchronized int size() {
        return files.size();
    }

    synchronized boolean isEmpty() {
        return files.isEmpty();
    }

    /** Waits until fewer deliveries than that are here, or somebody loses interest. */
    synchronized void awaitRoom(int max, BooleanSupplier wanted) throws InterruptedException {
        while (files.size() >= max && wanted.getAsBoolean()) {
            wait(ROOM_MILLIS);
        }
    }

    /** Keeps a delivery; it is durable when this returns. */
    synchronized void put(List<? extends Entry> entries, List<Covered> covered) throws IOException {
        create(folder);
        long number = 1 + (files.isEmpty() ? lastNumber : files.lastKey());
        Path file = folder.resolve("%018d%s".formatted(number, SUFFIX));
        Path part = folder.resolve(file.getFileName() + UNFINISHED);
        write(part, bytes(entries, covered));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
        files.put(number, file);
        lastNumber = number;
    }

    /** Makes a folder and those above it; each is durable when this returns. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        create(above);
        Files.createDirectories(folder);
        sync(above);
    }

    private static byte[] bytes(List<? extends Entry> entries, List<Covered> covered)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(out)) {
            for (Entry entry : entries) {
                EntryJson.entry(json, entry);
            }
            for (Covered range : covered) {
                EntryJson.covered(json, range);
            }
        }
        return out.toByteArray();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes a new name durable, where the system can do that for a folder. */
    private static void sync(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            LOG.debug("The folder {} cannot be flushed by itself", folder, e);
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    /**
     * The oldest delivery.
     *
     * @throws IOException if its file cannot be read
     * @throws IllegalArgumentException if what it says cannot be
     */
    Optional<Delivery> first() throws IOException {
        long number;
        Path file;
        synchronized (this) {
            if (files.isEmpty()) {
                return Optional.empty();
            }
            number = files.firstKey();
            file = files.get(number);
        }
        List<Entry> entries = new ArrayList<>();
        List<Covered> covered = new ArrayList<>();
        for (byte[] line : lines(Files.readAllBytes(file))) {
            Optional<Covered> range = EntryJson.covered(line);
            range.ifPresent(covered::add);
            if (range.isEmpty()) {
                EntryJson.entry(line).ifPresent(entries::add);
            }
        }
        return Optional.of(new Delivery(number, entries, covered));
    }

    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                if (i > begin) {
                    lines.add(Arrays.copyOfRange(bytes, begin, i));
                }
                begin = i + 1;
            }
        }
        return lines;
    }

    /** The bytes and the name of the oldest delivery, as far as they can be read. */
    synchronized Optional<Raw> firstRaw() {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Path file = files.firstEntry().getValue();
        try {
            return Optional.of(new Raw(file.getFileName().toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            return Optional.of(new Raw(file.getFileName().toString(), new byte[0]));
        }
    }

    /** A delivery's file. */
    record Raw(String name, byte[] bytes) {}

    /** The oldest delivery is committed, or lies in quarantine. */
    synchronized void removeFirst() throws IOException {
        if (!files.isEmpty()) {
            Files.deleteIfExists(files.firstEntry().getValue());
            files.pollFirstEntry();
        }
        notifyAll();
    }
}
