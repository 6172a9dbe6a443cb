package org.backscroll.source.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.backscroll.api.source.SourceException;

/**
 * Keeps of groups what lies between two places. Groups at the places themselves are asked for
 * whole, so that their records are numbered alike however they are read, and then cut.
 */
final class Window {
    private final Optional<Place> low;
    private final Optional<Place> high;
    private final boolean backward;
    private final boolean resumed;
    private final Function<Item, Optional<String>> ownId;
    private boolean begun;

    /**
     * @param low what is read lies behind it
     * @param high what is read lies before it
     * @param resumed whether the place where the reading begins is where a reader stood, which has
     *     to be there still
     * @param ownId tells a message's own id
     */
    Window(
            Optional<Place> low,
            Optional<Place> high,
            boolean backward,
            boolean resumed,
            Function<Item, Optional<String>> ownId) {
        this.low = low;
        this.high = high;
        this.backward = backward;
        this.resumed = resumed;
        this.ownId = ownId;
    }

    /**
     * Which records of a group are wanted: from the first index to before the second.
     *
     * @param from index
     * @param to index
     * @param end whether nothing wanted comes behind the group
     */
    record Cut(int from, int to, boolean end) {}

    /**
     * @param group the next one; empty if there is none
     * @throws SourceException.CursorLost if the place where a reader stood is gone
     */
    Cut cut(Optional<Group> group) throws SourceException.CursorLost {
        Optional<Place> start = backward ? high : low;
        if (!begun && start.isPresent() && group.map(g -> isAhead(g, start.get())).orElse(false)) {
            return new Cut(0, 0, false); // More than was asked for.
        }
        if (!begun && resumed && start.isPresent() && !holds(group, start.get())) {
            throw new SourceException.CursorLost(
                    "the archive no longer has the record where the reading stopped");
        }
        begun = true;
        if (group.isEmpty()) {
            return new Cut(0, 0, true);
        }
        long at = group.get().at();
        List<Item> items = group.get().items();
        int from =
                low.filter(place -> place.at() == at).map(place -> after(items, place)).orElse(0);
        int to =
                high.filter(place -> place.at() == at)
                        .map(place -> before(items, place))
                        .orElse(items.size());
        boolean outside =
                backward
                        ? low.isPresent() && at < low.get().at()
                        : high.isPresent() && at > high.get().at();
        return outside ? new Cut(0, 0, true) : new Cut(from, Math.max(from, to), false);
    }

    /** Whether a group comes before the place in the direction of reading. */
    private boolean isAhead(Group group, Place start) {
        return backward ? group.at() > start.at() : group.at() < start.at();
    }

    private boolean holds(Optional<Group> group, Place place) {
        if (place.id().isEmpty()) {
            return true;
        }
        return group.isPresent()
                && group.get().at() == place.at()
                && index(group.get().items(), place) >= 0;
    }

    private int after(List<Item> items, Place place) {
        return index(items, place) + 1;
    }

    private int before(List<Item> items, Place place) {
        int index = index(items, place);
        return place.id().isEmpty() ? 0 : index < 0 ? items.size() : index;
    }

    private int index(List<Item> items, Place place) {
        return IntStream.range(0, items.size())
                .filter(i -> is(items.get(i), place))
                .findFirst()
                .orElse(-1);
    }

    private boolean is(Item item, Place place) {
        return place.own()
                ? ownId.apply(item).equals(Optional.of(place.id()))
                : !place.id().isEmpty() && item.id().equals(place.id());
    }
}
