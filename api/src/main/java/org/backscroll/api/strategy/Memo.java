package org.backscroll.api.strategy;

import java.nio.charset.StandardCharsets;

/**
 * What a strategy wants to remember, stored with the job in the commit it belongs to.
 *
 * @param format names what the text means, for instance {@code example.unread-first/1}; a strategy
 *     ignores a memo of a format it does not know. 1 to 128 characters, no blanks
 * @param text at most 16 KiB in UTF-8
 */
public record Memo(String format, String text) {
    /** The most a memo's text may take, in bytes of UTF-8. */
    public static final int MAX_BYTES = 16 * 1024;

    /**
     * @throws IllegalArgumentException if a part is too long or the format has blanks
     */
    public Memo {
        if (format.isEmpty()
                || format.length() > 128
                || format.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "a memo's format has 1 to 128 characters and no blanks");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a memo has at most 16 KiB");
        }
    }
}
