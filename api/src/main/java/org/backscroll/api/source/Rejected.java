package org.backscroll.api.source;

import java.util.Objects;

/** A record that could not be read, on its way to the quarantine. */
public final class Rejected {
    /** The most of a record that is kept, in bytes. */
    public static final int MAX_RAW = 64 * 1024;

    private final String unit;
    private final String position;
    private final String reason;
    private final byte[] raw;

    /**
     * @param unit the wire unit it stands in, for instance a file's name
     * @param position where in it, for a person, for instance {@code conversation 12, message 7}
     * @param reason what is wrong with it, in one line and without its text
     * @param raw its bytes, as far as they are at hand; what is beyond {@link #MAX_RAW} is cut off
     */
    public Rejected(String unit, String position, String reason, byte[] raw) {
        this.unit = Objects.requireNonNull(unit, "unit");
        this.position = Objects.requireNonNull(position, "position");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.raw = java.util.Arrays.copyOf(raw, Math.min(raw.length, MAX_RAW));
    }

    /** The wire unit it stands in. */
    public String unit() {
        return unit;
    }

    /** Where in the unit. */
    public String position() {
        return position;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }

    /** A copy of its bytes. */
    public byte[] raw() {
        return raw.clone();
    }

    @Override
    public String toString() {
        return unit + ", " + position + ": " + reason;
    }
}
