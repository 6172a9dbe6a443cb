package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A message's place in its chat's order, which is the order of the index {@code message_order}.
 *
 * @param mid as {@link Stored#id(String)} gives it: a text, or bytes
 */
record Place(long sort, long order, long author, Object mid) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int by = Long.compare(sort, other.sort);
        by = by != 0 ? by : Long.compare(order, other.order);
        by = by != 0 ? by : Long.compare(author, other.author);
        return by != 0 ? by : compare(mid, other.mid);
    }

    /** As SQLite compares: texts before bytes, both byte by byte. */
    private static int compare(Object one, Object other) {
        boolean bytes = one instanceof byte[];
        return bytes == other instanceof byte[]
                ? Arrays.compareUnsigned(bytes(one), bytes(other))
                : Boolean.compare(bytes, !bytes);
    }

    private static byte[] bytes(Object mid) {
        return mid instanceof byte[] bytes ? bytes : ((String) mid).getBytes(UTF_8);
    }

    Place by(long person) {
        return new Place(sort, order, person, mid);
    }
}
