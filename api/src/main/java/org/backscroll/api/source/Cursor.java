package org.backscroll.api.source;

/**
 * Where a reader stands, in the words of its source and meaningful to it alone: after which wire
 * unit and record.
 *
 * @param value 1 to 4,096 characters
 */
public record Cursor(String value) {
    /**
     * @throws IllegalArgumentException if it is empty or too long
     */
    public Cursor {
        if (value.isEmpty() || value.length() > 4096) {
            throw new IllegalArgumentException("a cursor has 1 to 4,096 characters");
        }
    }
}
