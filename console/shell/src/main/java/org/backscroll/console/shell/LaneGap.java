package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;

/**
 * What of a lane lies between two ranges of the ledger, so that nothing is known of it.
 *
 * @param order what its positions mean, where that is known
 * @param after the end of the range below
 * @param before the beginning of the range above
 */
record LaneGap(String source, String lane, Optional<Lane.Order> order, Mark after, Mark before) {

    /**
     * All of them.
     *
     * @param ledger ordered by source, lane and position
     */
    static List<LaneGap> of(List<Coverage> ledger) {
        List<LaneGap> gaps = new ArrayList<>();
        Coverage highest = null;
        for (Coverage line : ledger) {
            if (highest == null || !sameLane(highest, line)) {
                highest = line;
                continue;
            }
            Covered below = highest.range();
            Covered above = line.range();
            if (isBelow(below.to(), above.from())) {
                gaps.add(
                        new LaneGap(
                                line.source(),
                                above.lane(),
                                line.order(),
                                below.to(),
                                above.from()));
            }
            if (above.to().position() > below.to().position()) {
                highest = line;
            }
        }
        return gaps;
    }

    private static boolean sameLane(Coverage one, Coverage other) {
        return one.source().equals(other.source())
                && one.range().lane().equals(other.range().lane());
    }

    /** Of two marks at one position neither is the older one, so only equal ones meet. */
    private static boolean isBelow(Mark edge, Mark above) {
        return edge.position() < above.position()
                || edge.position() == above.position() && !edge.equals(above);
    }

    /** Whether it lies right below a range. */
    boolean isBelow(Coverage line) {
        return source.equals(line.source())
                && lane.equals(line.range().lane())
                && before.equals(line.range().from());
    }
}
