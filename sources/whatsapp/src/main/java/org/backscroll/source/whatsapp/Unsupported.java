package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/** A message of a kind that is not known here: kept in its place, with its bytes. */
final class Unsupported {
    /** More of its bytes is not kept. */
    private static final int MAX_RAW = 4 * 1024;

    private Unsupported() {}

    /**
     * Reads the current field as it is: {@code unsupported_field} and, unless it is large, {@code
     * raw} in base64.
     */
    static Content decode(Fields fields) throws IOException {
        int number = fields.number();
        Media.Builder media =
                Media.builder().attribute("unsupported_field", Integer.toString(number));
        if (fields.delimited()) {
            byte[] raw = fields.bytes();
            if (raw.length <= MAX_RAW) {
                media.attribute("raw", Base64.getEncoder().encodeToString(raw));
            }
        } else {
            fields.skip();
        }
        // a parenthesis sorts before words, so a copy that can be read takes its place
        return new Content.Shown(
                MessageType.UNKNOWN,
                Optional.of("(unsupported message: field " + number + ")"),
                Context.NONE,
                Optional.of(media.build()));
    }
}
