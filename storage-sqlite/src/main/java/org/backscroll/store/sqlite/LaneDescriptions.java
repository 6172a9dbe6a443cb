package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;

/** What the lanes of the ledger are, as their sources described them last. */
final class LaneDescriptions {
    /** Stands for the chat of a lane that bears any. */
    private static final long ANY_CHAT = Addresses.UNKNOWN;

    private final Session session;

    LaneDescriptions(Session session) {
        this.session = session;
    }

    /**
     * A lane that is described.
     *
     * @param messages whether it bears messages
     * @param chat the address of the only chat it bears, {@link #ANY_CHAT} for any
     */
    record Described(
            String source,
            String lane,
            boolean messages,
            Lane.Order order,
            Lane.Extent extent,
            long chat) {

        /** Whether a range of it says that nothing is missing between two times. */
        boolean provesTimes() {
            return messages && order == Lane.Order.TIME && extent == Lane.Extent.COMPLETE;
        }

        boolean isAny() {
            return chat == ANY_CHAT;
        }
    }

    void put(long account, String source, List<Lane> lanes, Addresses addresses)
            throws SQLException {
        for (Lane lane : lanes) {
            long chat = ANY_CHAT;
            if (lane.chat().isPresent()) {
                chat = addresses.person(account, lane.chat().get());
            }
            session.update(
                    Sql.LANE_DESCRIBE,
                    account,
                    source,
                    lane.id(),
                    lane.kinds().stream().map(Kind::name).collect(Collectors.joining(",")),
                    lane.order().name(),
                    lane.extent().name(),
                    chat);
        }
    }

    /** When two addresses turn out to be one person's. */
    void move(long account, long from, long to) throws SQLException {
        session.update(Sql.LANES_MOVE, to, account, from);
    }

    List<Described> list(long account) throws SQLException {
        return session.list(
                Sql.LANES_DESCRIBED,
                row ->
                        new Described(
                                row.getString(1),
                                row.getString(2),
                                Arrays.asList(row.getString(3).split(","))
                                        .contains(Kind.MESSAGES.name()),
                                Lane.Order.valueOf(row.getString(4)),
                                Lane.Extent.valueOf(row.getString(5)),
                                row.getLong(6)),
                account);
    }

    static Optional<Lane.Order> order(List<Described> lanes, String source, String lane) {
        return lanes.stream()
                .filter(l -> l.source().equals(source) && l.lane().equals(lane))
                .map(Described::order)
                .findFirst();
    }
}
