package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.Arrays;

/** Looks ahead into inflated contents, holding no more of them than what is looked at. */
final class Window {
    private static final int STEP = 32 * 1024;

    private final Inflated in;
    private byte[] buffer = new byte[2 * STEP];
    private int start;
    private int end;
    private long position;

    Window(Inflated in) {
        this.in = in;
    }

    /** Where the first byte stands in the whole. */
    long position() {
        return position;
    }

    /** The array that {@link #offset()} points into, until more is looked at. */
    byte[] array() {
        return buffer;
    }

    /** Where the first byte stands in the array. */
    int offset() {
        return start;
    }

    /** How many bytes are held. */
    int available() {
        return end - start;
    }

    /** One byte of those held, 0 to 255. */
    int at(int index) {
        return buffer[start + index] & 0xff;
    }

    /** Holds at least so many bytes, if there are as many left. */
    boolean ensure(int count) throws IOException {
        while (end - start < count) {
            if (buffer.length - start < count || buffer.length - end == 0) {
                makeRoom(count);
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** Steps over bytes that are held. */
    void advance(int count) {
        start += count;
        position += count;
    }

    /** Steps over bytes without holding them; false if the end came first. */
    boolean skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (!ensure(1)) {
                return false;
            }
            int now = (int) Math.min(left, available());
            advance(now);
            left -= now;
        }
        return true;
    }

    /** A copy of the first bytes, at most so many. */
    byte[] copy(int most) {
        return Arrays.copyOfRange(buffer, start, start + Math.min(most, available()));
    }

    private void makeRoom(int count) {
        int held = end - start;
        byte[] target = buffer;
        if (count > buffer.length) {
            target = new byte[Math.max(count + STEP, 2 * STEP)];
        } else if (buffer.length > 64 * STEP && count <= 2 * STEP && held <= STEP) {
            target = new byte[2 * STEP]; // give back what one great record needed
        }
        System.arraycopy(buffer, start, target, 0, held);
        buffer = target;
        start = 0;
        end = held;
    }
}
