package org.backscroll.source.xmpp;

import java.util.List;

/**
 * A page of an archive.
 *
 * @param items in the archive's order, whichever way it was asked
 * @param complete whether nothing comes behind it in the direction that was asked
 */
record Page(List<Item> items, boolean complete) {
    Page {
        items = List.copyOf(items);
    }
}
