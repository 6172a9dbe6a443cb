package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.backscroll.api.source.Mark;

/**
 * A range of the ledger, as a row of it or as one that several make together.
 *
 * @param id the row's number; 0 for none
 */
record LedgerLine(
        long id,
        String source,
        String lane,
        Mark from,
        Mark to,
        boolean proven,
        boolean beginning) {

    static LedgerLine read(ResultSet row) throws SQLException {
        return new LedgerLine(
                row.getLong(9),
                row.getString(1),
                row.getString(2),
                new Mark(row.getLong(3), row.getString(4)),
                new Mark(row.getLong(5), row.getString(6)),
                row.getInt(7) == 1,
                row.getInt(8) == 1);
    }

    boolean meets(LedgerLine other) {
        return overlaps(other)
                || from.equals(other.from)
                || to.equals(other.to)
                || from.equals(other.to)
                || to.equals(other.from);
    }

    private boolean overlaps(LedgerLine other) {
        return from.position() < other.to.position() && other.from.position() < to.position();
    }

    boolean holds(LedgerLine other) {
        return (from.position() < other.from.position() || from.equals(other.from))
                && (to.position() > other.to.position() || to.equals(other.to));
    }

    /**
     * Both. Where they follow on one another the far edges stay. Else, of two edges at one
     * position, both lie within, and the stored one is kept so that nothing goes back when an old
     * range is entered again.
     */
    LedgerLine join(LedgerLine stored) {
        Mark first = from.position() < stored.from.position() ? from : stored.from;
        Mark last = to.position() > stored.to.position() ? to : stored.to;
        if (to.equals(stored.from)) {
            first = from;
            last = stored.to;
        } else if (from.equals(stored.to)) {
            first = stored.from;
            last = to;
        }
        return new LedgerLine(0, source, lane, first, last, proven, beginning || stored.beginning);
    }

    /** Joins with all of a list that it meets, which are taken out of it. */
    LedgerLine joinAll(List<LedgerLine> rest) {
        LedgerLine joined = this;
        boolean again = true;
        while (again) { // What was joined may meet what its parts did not.
            again = false;
            for (LedgerLine line : List.copyOf(rest)) {
                if (joined.meets(line)) {
                    joined = joined.join(line);
                    rest.remove(line);
                    again = true;
                }
            }
        }
        return joined;
    }

    /** What of it lies outside another one: nothing, one piece or two. */
    List<LedgerLine> without(LedgerLine other) {
        boolean apart =
                to.position() < other.from.position() || other.to.position() < from.position();
        if (apart) {
            return List.of(this);
        }
        List<LedgerLine> pieces = new ArrayList<>();
        if (from.position() < other.from.position()) {
            pieces.add(new LedgerLine(0, source, lane, from, other.from, proven, beginning));
        }
        if (to.position() > other.to.position()) {
            pieces.add(new LedgerLine(0, source, lane, other.to, to, proven, beginning));
        }
        return pieces;
    }

    LedgerLine withBeginning() {
        return new LedgerLine(id, source, lane, from, to, proven, true);
    }
}
