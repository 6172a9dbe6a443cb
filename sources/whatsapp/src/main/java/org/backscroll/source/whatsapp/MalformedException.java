package org.backscroll.source.whatsapp;

import java.io.IOException;

/** A record breaks the rules of its format. The message says how, without any of its text. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
