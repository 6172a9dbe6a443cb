package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The contents of a compressed file as far as they can be had: damage ends them and is told apart
 * from trouble with the disk, and what was inflated before it is kept.
 */
final class Inflated implements Closeable {
    private final InputStream file;
    private final Inflater inflater = new Inflater();
    private final byte[] input = new byte[16 * 1024];
    private final long cap;
    private final InputStream gzip;
    private long consumed;
    private long produced;
    private boolean ended;
    private String damage;

    private Inflated(InputStream file, long cap) throws IOException {
        this.cap = cap;
        PushbackInputStream in = new PushbackInputStream(file, 2);
        byte[] magic = in.readNBytes(2);
        in.unread(magic);
        this.file = in;
        InputStream unzip = null;
        if (magic.length == 0) {
            fail("it is empty");
        } else if (magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            try {
                unzip = new GZIPInputStream(in, input.length);
            } catch (EOFException | ZipException e) {
                fail("its gzip header is damaged");
            }
        }
        gzip = unzip;
    }

    /**
     * Opens a chunk file, zlib or gzip. One that is refused as a whole is damaged from the
     * beginning.
     *
     * @param cap the most bytes to inflate it to
     */
    static Inflated open(Unit unit, long cap) throws IOException {
        InputStream file;
        try {
            file = unit.open();
        } catch (MalformedException e) {
            Inflated refused = new Inflated(InputStream.nullInputStream(), cap);
            refused.fail(e.getMessage());
            return refused;
        }
        try {
            return new Inflated(file, cap);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Reads at least one byte; -1 at the end, be it the right one or not. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int wanted = (int) Math.min(length, cap - produced + 1);
        int count = gzip != null ? unzip(target, offset, wanted) : inflate(target, offset, wanted);
        if (produced + Math.max(0, count) > cap) {
            count = (int) (cap - produced);
            fail("it inflates to more than " + cap / (1024 * 1024) + " MiB");
        }
        produced += Math.max(0, count);
        return count > 0 ? count : -1;
    }

    /** Why it ended too early; empty when it did not, or has not ended. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** How many bytes of the file were read, about. */
    long consumed() {
        return consumed;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        file.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        long before = inflater.getBytesWritten();
        try {
            while (true) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    ended = true;
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    fail("it wants a dictionary that nobody has");
                    return -1;
                }
                int more = file.read(input);
                if (more < 0) {
                    fail("it is cut off: its compressed data do not end");
                    return -1;
                }
                consumed += more;
                inflater.setInput(input, 0, more);
            }
        } catch (DataFormatException e) {
            boolean header = inflater.getBytesWritten() == 0 && produced == 0;
            fail(header ? "it is not zlib data" : "its compressed data are damaged");
            // what was inflated before the damage was noticed is in the array all the same
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    private int unzip(byte[] target, int offset, int length) throws IOException {
        try {
            int count = gzip.read(target, offset, length);
            consumed += Math.max(0, count / 3); // nearly; only for showing how far it is
            ended = count < 0;
            return count;
        } catch (EOFException e) {
            fail("it is cut off: its compressed data do not end");
        } catch (ZipException e) {
            fail("its compressed data are damaged");
        }
        return -1;
    }

    private void fail(String reason) {
        ended = true;
        damage = reason;
    }
}
