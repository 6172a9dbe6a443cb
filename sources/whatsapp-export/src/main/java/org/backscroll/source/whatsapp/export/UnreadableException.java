package org.backscroll.source.whatsapp.export;

import java.io.IOException;

/** A file, or the rest of it, is not what it should be. The message says how, in one line. */
final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
