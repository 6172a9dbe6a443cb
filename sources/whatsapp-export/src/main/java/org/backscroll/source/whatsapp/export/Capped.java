package org.backscroll.source.whatsapp.export;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to give more than so many bytes. */
final class Capped extends FilterInputStream {
    private long left;

    Capped(InputStream in, long most) {
        super(in);
        left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, (int) Math.min(length, left + 1));
        if (read > left) {
            throw new UnreadableException(
                    "it inflates to more than inflated.max.mib allows; raise that if it is right");
        }
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return 0; // so that all is counted
    }
}
