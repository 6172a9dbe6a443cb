package org.backscroll.source.whatsapp.export;

import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/**
 * What a message says.
 *
 * @param type what it is
 * @param text its text or caption
 * @param media what is attached, or was and is left out
 * @param deleted whether only word of its deletion is left
 * @param edited whether it says that it was edited
 */
record Said(
        MessageType type,
        Optional<String> text,
        Optional<Media> media,
        boolean deleted,
        boolean edited) {

    static Said text(MessageType type, String text) {
        return new Said(type, filled(text), Optional.empty(), false, false);
    }

    static Said deletion() {
        return new Said(MessageType.UNKNOWN, Optional.empty(), Optional.empty(), true, false);
    }

    static Said media(MessageType type, Media media, String caption) {
        return new Said(type, filled(caption), Optional.of(media), false, false);
    }

    Said afterEdit() {
        return new Said(type, text, media, deleted, true);
    }

    private static Optional<String> filled(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
