package org.backscroll.sample;

import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes one chunk as a stream: zlib over a HistorySync. */
final class ChunkFile implements Closeable {
    private final Deflater deflater = new Deflater(6);
    private final DeflaterOutputStream stream;
    private final CodedOutputStream out;
    private final int order;
    private long progress = -1;
    private int records;

    /**
     * @param order its number among the chunks, which its name begins with
     * @param type the wire's number for what it is
     */
    ChunkFile(Path dir, int order, String name, int type) throws IOException {
        this.order = order;
        Path path = dir.resolve(String.format(Locale.ROOT, "%04d-%s.bin", order, name));
        stream =
                new DeflaterOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(path)), deflater);
        out = CodedOutputStream.newInstance(stream);
        out.writeUInt64(1, type);
    }

    /** Adds a field, a conversation for instance. */
    void add(int field, Proto message, int recordsIn) throws IOException {
        out.writeByteArray(field, message.encoded());
        records += recordsIn;
    }

    int records() {
        return records;
    }

    /** How far the sync of this type is with this chunk, in percent. */
    void progress(long percent) {
        progress = percent;
    }

    @Override
    public void close() throws IOException {
        try (stream) {
            out.writeUInt64(5, order);
            if (progress >= 0) {
                out.writeUInt64(6, progress);
            }
            out.flush();
        } finally {
            deflater.end();
        }
    }
}
