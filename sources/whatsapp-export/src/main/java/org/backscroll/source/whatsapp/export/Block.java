package org.backscroll.source.whatsapp.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import org.backscroll.api.source.Rejected;

/** The lines of one message. */
final class Block {
    private final long line;
    private final Optional<LocalDateTime> time;
    private final int most;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private Optional<String> trouble = Optional.empty();
    private int lines;

    /**
     * @param line the number of its first line
     * @param time when it was sent, in the phone's own time; empty for what stands in front of the
     *     first message
     * @param most the most bytes it may have
     */
    Block(long line, Optional<LocalDateTime> time, int most) {
        this.line = line;
        this.time = time;
        this.most = most;
        if (time.isEmpty()) {
            trouble = Optional.of("it stands in front of the first message");
        }
    }

    /**
     * Takes a line.
     *
     * @param from where in its text the message begins
     */
    void add(Line next, int from) {
        Optional<String> words = next.text();
        if (words.isEmpty()) {
            fail(next.trouble());
        }
        if (raw.size() + next.bytes().length > most) {
            fail("it is larger than record.max.kib allows");
        }
        if (trouble.isEmpty()) {
            text.append(lines == 0 ? "" : "\n").append(words.get().substring(from));
        }
        int room = trouble.isEmpty() ? most : Math.max(0, Rejected.MAX_RAW - raw.size());
        raw.write(next.bytes(), 0, Math.min(room, next.bytes().length));
        if (room > 0) {
            raw.write('\n');
        }
        lines++;
    }

    private void fail(String why) {
        if (trouble.isEmpty()) {
            trouble = Optional.of(why);
        }
        text.setLength(0);
    }

    /** Whether it is but empty lines in front of the first message. */
    boolean isBlank() {
        return time.isEmpty() && raw.toString(StandardCharsets.UTF_8).isBlank();
    }

    long line() {
        return line;
    }

    /** When it was sent, in the phone's own time. */
    LocalDateTime time() {
        return time.orElseThrow();
    }

    /** What stands behind the time. */
    String text() {
        return text.toString();
    }

    /** Why it cannot be read, if so. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Its bytes, or as many of them as a quarantine keeps. */
    byte[] raw() {
        return raw.toByteArray();
    }

    int size() {
        return raw.size();
    }
}
