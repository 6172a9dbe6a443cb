package org.backscroll.source.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the data of server-sent events (WHATWG HTML, 9.2), as far as our server uses them. */
final class EventLines {
    private static final int MAX_EVENT = 64 << 20;
    private static final byte[] DATA = "data:".getBytes(UTF_8);

    private final InputStream in;
    private final Runnable heard;

    /**
     * @param heard told of each line
     */
    EventLines(InputStream in, Runnable heard) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.heard = heard;
    }

    /** The data of the next event that has any, its lines each with an end; empty at the end. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                if (line.size() + data.size() > MAX_EVENT) {
                    throw new IOException("an event is larger than " + (MAX_EVENT >> 20) + " MiB");
                }
                continue;
            }
            heard.run();
            if (line.size() == 0 && data.size() > 0) {
                return Optional.of(data.toByteArray());
            }
            addData(line.toByteArray(), data);
            line.reset();
        }
        return Optional.empty();
    }

    private static void addData(byte[] line, ByteArrayOutputStream data) {
        for (int i = 0; i < DATA.length; i++) {
            if (i == line.length || line[i] != DATA[i]) {
                return;
            }
        }
        int from = DATA.length;
        if (line.length > from && line[from] == ' ') {
            from++;
        }
        data.write(line, from, line.length - from);
        data.write('\n');
    }
}
