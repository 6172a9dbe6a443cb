package org.backscroll.source.whatsapp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads text strictly. */
final class Texts {
    private Texts() {}

    static String utf8(byte[] array, int offset, int length) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not valid UTF-8");
        }
    }
}
