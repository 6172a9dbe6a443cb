package org.backscroll.formats;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream line by line, as bytes, with a bound on what one line may take of memory. */
final class Lines implements Closeable {
    private static final int BLOCK = 1 << 16;

    private final InputStream in;
    private final int most;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;
    private long consumed;
    private long number;
    private boolean tooLong;

    /**
     * @param most the most bytes of a line that are kept; the rest of a longer one is passed over
     */
    Lines(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The next line without its end, or {@code null} behind the last one. */
    byte[] next() throws IOException {
        if (at == end && !fill()) {
            return null;
        }
        number++;
        tooLong = false;
        Buffer line = new Buffer();
        do {
            int newline = at;
            while (newline < end && block[newline] != '\n') {
                newline++;
            }
            int fits = Math.min(newline - at, most - line.size());
            line.write(block, at, fits);
            tooLong |= fits < newline - at;
            boolean whole = newline < end;
            at = whole ? newline + 1 : newline;
            if (whole) {
                break;
            }
        } while (fill());
        return line.bytes();
    }

    private boolean fill() throws IOException {
        consumed += end;
        at = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether the line that was read last was cut off. */
    boolean isTooLong() {
        return tooLong;
    }

    /** How many bytes were read. */
    long consumed() {
        return consumed + at;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Gives away its own array where that fits: a line may be long. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(1024);
        }

        byte[] bytes() {
            return count == buf.length ? buf : Arrays.copyOf(buf, count);
        }
    }
}
