package org.backscroll.source.xmpp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.SourceException;

/** Puts together what pages cut apart: the records of one time. */
final class Groups {
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
        while (fill()) {
            long time = at(items.peekFirst());
            if (!group.isEmpty() && time != at) {
                break;
            }
            at = time;
            last = time;
            group.add(items.pollFirst());
        }
        if (backward) {
            Collections.reverse(group);
        }
        return group.isEmpty() ? Optional.empty() : Optional.of(new Group(at, group));
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
