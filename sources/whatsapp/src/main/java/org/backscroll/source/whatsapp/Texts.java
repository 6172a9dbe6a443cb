package org.backscroll.source.whatsapp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads text strictly, and puts texts together. */
final class Texts {
    private Texts() {}

    /** The non-empty ones of some texts, one a line; empty if there is none. */
    static Optional<String> lines(List<String> texts) {
        List<String> filled = texts.stream().filter(text -> !text.isEmpty()).toList();
        return filled.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", filled));
    }

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
