package org.backscroll.source.xmpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.SourceException;

/**
 * Puts together what pages cut apart: the records of one time, but not more of them at once than
 * memory should hold.
 */
final class Groups {
    /** How many records of one time are held at once. */
    static final int MOST = 2_000;

    /** And how many characters of them. */
    private static final long MAX_CHARACTERS = 4L * 1024 * 1024;

    private final Pages pages;
    private final boolean backward;
    private final Deque<Item> items = new ArrayDeque<>();
    private long last;

    Groups(Pages pages, boolean backward) {
        this.pages = pages;
        this.backward = backward;
    }

    /** The next one in the direction of reading; empty when the pages are through. */
    Optional<Group> next() throws SourceException, InterruptedException {
        List<Item> group = new ArrayList<>();
        long at = 0;
        long size = 0;
        boolean more = false;
        while (!more && fill()) {
            long time = at(items.peekFirst());
            if (!group.isEmpty() && time != at) {
                break;
            }
            at = time;
            last = time;
            more = group.size() >= MOST || size > MAX_CHARACTERS;
            if (!more) {
                size += items.peekFirst().size();
                group.add(items.pollFirst());
            }
        }
        if (backward) {
            Collections.reverse(group);
        }
        return group.isEmpty() ? Optional.empty() : Optional.of(new Group(at, group, !more));
    }

    /** What has no readable time stands where it stands. */
    private long at(Item item) {
        return item.stamp().map(java.time.Instant::toEpochMilli).orElse(last);
    }

    private boolean fill() throws SourceException, InterruptedException {
        while (items.isEmpty() && !pages.complete()) {
            for (Item item : pages.next().items()) {
                if (backward) {
                    items.addFirst(item);
                } else {
                    items.addLast(item);
                }
            }
        }
        return !items.isEmpty();
    }
}
