package org.backscroll.source.xmpp;

import java.util.List;

/**
 * Records of an archive that have one time; servers often tell whole seconds. They are numbered in
 * the archive's order, which is why they have to be seen together; of a time that has very many, it
 * is a part.
 *
 * @param at epoch milliseconds
 * @param items in the archive's order
 * @param last whether no other part of that time comes, in the direction of reading
 */
record Group(long at, List<Item> items, boolean last) {
    Group {
        items = List.copyOf(items);
    }
}
