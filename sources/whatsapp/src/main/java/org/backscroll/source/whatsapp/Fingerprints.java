package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backscroll.api.source.SourceException;

/** Tells by names and sizes whether the files of a listing, up to each of them, are the same. */
final class Fingerprints {
    private static final long OFFSET = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    private static final long PRIME = 0x100000001b3L;

    private static final int TAIL = 16;

    private final List<Unit> units;
    private final long[] prints;

    Fingerprints(List<Unit> units) {
        this.units = units;
        prints = new long[units.size()];
        long hash = OFFSET;
        for (int i = 0; i < prints.length; i++) {
            Unit unit = units.get(i);
            String words = unit.name() + "\0" + unit.size() + "\0";
            hash = mix(hash, words.getBytes(StandardCharsets.UTF_8));
            prints[i] = hash;
        }
    }

    private static long mix(long start, byte[] bytes) {
        long hash = start;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }

    /** Of the files up to this one, included; -1 for none. */
    long upTo(int index) {
        return index < 0 ? OFFSET : prints[index];
    }

    /**
     * Same, where the last file is not read to its end: its own last bytes count too, which in zlib
     * and gzip are a checksum of all that it holds.
     */
    long within(int index) throws SourceException.Transient {
        Path path = units.get(index).path();
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            ByteBuffer tail = ByteBuffer.allocate(TAIL);
            file.position(Math.max(0, file.size() - TAIL));
            while (tail.hasRemaining() && file.read(tail) >= 0) {
                // until it is filled or the file ends
            }
            return mix(prints[index], tail.array());
        } catch (IOException e) {
            throw new SourceException.Transient(
                    "the file " + path.getFileName() + " cannot be read now", e);
        }
    }
}
