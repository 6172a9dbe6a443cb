package org.backscroll.source.xmpp;

import java.util.List;

/**
 * All records of an archive that have one time; servers often tell whole seconds. They are numbered
 * in the archive's order, which is why they have to be seen together.
 *
 * @param at epoch milliseconds
 * @param items in the archive's order
 */
record Group(long at, List<Item> items) {
    Group {
        items = List.copyOf(items);
    }
}
