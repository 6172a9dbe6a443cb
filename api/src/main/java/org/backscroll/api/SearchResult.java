package org.backscroll.api;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits best first, at most as many as were asked for
 * @param scanned how many messages were read one by one, since an index that follows behind has not
 *     come to them yet: nothing is missing, it only took longer; 0 when it has, or was not needed
 */
public record SearchResult(List<SearchHit> hits, long scanned) {
    /**
     * @throws IllegalArgumentException if the number is negative
     */
    public SearchResult {
        hits = List.copyOf(hits);
        if (scanned < 0) {
            throw new IllegalArgumentException("a number of messages is not negative");
        }
    }
}
