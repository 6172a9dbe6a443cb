package org.backscroll.api.source;

import java.util.Objects;

/**
 * A place in a lane: the edge of a range that is known to be complete. Comparing gives lists a
 * fixed order and nothing else: of two marks at one position neither is the older one.
 *
 * @param position where, in the lane's order: epoch milliseconds or a sequence number, see {@link
 *     Lane.Order}
 * @param id what tells things at the same position apart, for instance an archive's id of the
 *     record; may be empty
 */
public record Mark(long position, String id) implements Comparable<Mark> {
    /** All parts are required. */
    public Mark {
        Objects.requireNonNull(id, "id");
    }

    @Override
    public int compareTo(Mark other) {
        int byPosition = Long.compare(position, other.position);
        return byPosition != 0 ? byPosition : id.compareTo(other.id);
    }
}
