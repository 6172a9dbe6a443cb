package org.backscroll.source.xmpp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private boolean begun;

    /**
     * @param low what is read lies behind it
     * @param high what is read lies before it
     * @param resumed whether the place where the reading begins is where a reader stood, which has
     *     to be there still
     */
    Window(Optional<Place> low, Optional<Place> high, boolean backward, boolean resumed) {
        this.low = low;
        this.high = high;
        this.backward = backward;
        this.resumed = resumed;
    }

    /**
     * Which records of a time are wanted: from the first index to before the second.
     *
     * @param from index
     * @param to index
     * @param end whether nothing wanted comes behind it
     */
    record Cut(int from, int to, boolean end) {}

    /**
     * @param group the next time's, or a part of them; empty if there is none
     * @param tally of all the time's records
     * @throws SourceException.CursorLost if the place where a reader stood is gone
     */
    Cut cut(Optional<Group> group, Tally tally) throws SourceException.CursorLost {
        Optional<Place> start = backward ? high : low;
        if (!begun && start.isPresent() && group.map(g -> isAhead(g, start.get())).orElse(false)) {
            return new Cut(0, 0, false); // More than was asked for.
        }
        if (!begun && resumed && start.isPresent() && !holds(group, tally, start.get())) {
            throw new SourceException.CursorLost(
                    "the archive no longer has the record where the reading stopped");
        }
        begun = true;
        if (group.isEmpty()) {
            return new Cut(0, 0, true);
        }
        long at = group.get().at();
        int from =
                low.filter(place -> place.at() == at)
                        .map(place -> tally.index(place) + 1)
                        .orElse(0);
        int to =
                high.filter(place -> place.at() == at)
                        .map(place -> before(tally, place))
                        .orElse(tally.size());
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

    private static boolean holds(Optional<Group> group, Tally tally, Place place) {
        if (place.id().isEmpty()) {
            return true;
        }
        return group.isPresent() && group.get().at() == place.at() && tally.index(place) >= 0;
    }

    private static int before(Tally tally, Place place) {
        int index = tally.index(place);
        return place.id().isEmpty() ? 0 : index < 0 ? tally.size() : index;
    }

    /** Where of a time something begins or ends. */
    List<Place> places(long at) {
        return Stream.concat(low.stream(), high.stream())
                .filter(place -> place.at() == at)
                .toList();
    }
}
