package org.backscroll.source.whatsapp.export;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A line of a file.
 *
 * @param number from 1
 * @param bytes without the end of the line; of one that is too long only its beginning
 * @param cut whether it is too long
 */
record Line(long number, byte[] bytes, boolean cut) {
    /** In bytes; more than a header takes in any script. */
    private static final int BEGINNING = 512;

    /** Its text; empty if it is not valid UTF-8 or too long. */
    Optional<String> text() {
        if (cut) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder() // reports what is malformed
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What can be read of its beginning, where a header stands. */
    String beginning() {
        return new String(bytes, 0, Math.min(BEGINNING, bytes.length), StandardCharsets.UTF_8);
    }

    /** Why it has no text. */
    String trouble() {
        return cut ? "line " + number + " is too long" : "line " + number + " is not valid UTF-8";
    }
}
