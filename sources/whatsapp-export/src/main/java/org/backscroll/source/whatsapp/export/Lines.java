package org.backscroll.source.whatsapp.export;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads a file line by line, holding no more of a line than it may have. */
final class Lines implements Closeable {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final InputStream in;
    private final int most;
    private final byte[] buffer = new byte[32 * 1024];
    private int start;
    private int end;
    private long read;
    private long number;

    /**
     * @param most the most bytes of a line
     */
    Lines(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean any = false;
        boolean cut = false;
        while (fill()) {
            any = true;
            int stop = start;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int take = Math.min(stop - start, most - bytes.size());
            bytes.write(buffer, start, take);
            cut |= take < stop - start;
            boolean complete = stop < end;
            start = complete ? stop + 1 : stop;
            if (complete) {
                break;
            }
        }
        return any ? Optional.of(line(bytes.toByteArray(), cut)) : Optional.empty();
    }

    private Line line(byte[] bytes, boolean cut) {
        byte[] trimmed = trimmed(bytes);
        return new Line(++number, trimmed, cut);
    }

    /** How many bytes were taken from the file. */
    long read() {
        return read - (end - start);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            read += end;
        }
        return start < end;
    }

    /** Without what Windows and some editors put around a line. */
    private byte[] trimmed(byte[] line) {
        boolean marked =
                number == 0
                        && line.length >= BOM.length
                        && Arrays.equals(line, 0, BOM.length, BOM, 0, BOM.length);
        int from = marked ? BOM.length : 0;
        int to =
                line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return from == 0 && to == line.length ? line : Arrays.copyOfRange(line, from, to);
    }
}
