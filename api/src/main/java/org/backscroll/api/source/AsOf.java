package org.backscroll.api.source;

import java.time.Instant;
import java.util.Objects;

/**
 * How new a snapshot attribute is: the newer value wins, whatever the order of arrival.
 *
 * @param time when the source says it held; {@link #UNKNOWN} when it does not say
 * @param sequence what tells snapshots of the same time apart, the greater being the newer
 */
public record AsOf(Instant time, long sequence) implements Comparable<AsOf> {
    /** Older than everything that has a time. */
    public static final AsOf UNKNOWN = new AsOf(Instant.EPOCH, 0);

    /**
     * Older than everything a source says, also than {@link #UNKNOWN}: for what is told again by
     * somebody who does not know how old it is, such as an export.
     */
    public static final AsOf HEARSAY = new AsOf(Instant.EPOCH, Long.MIN_VALUE);

    /** All parts are required. */
    public AsOf {
        Objects.requireNonNull(time, "time");
    }

    @Override
    public int compareTo(AsOf other) {
        int byTime = time.compareTo(other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
}
