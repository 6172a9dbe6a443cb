package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The floors of an account's chats, and of the account as a whole. Used within a transaction. */
final class FloorTable {
    /** Stands for the account as a whole. */
    static final long ACCOUNT = 0;

    private final Session session;
    private final long account;
    private final Map<Long, Floor> known = new HashMap<>();
    private Optional<Boolean> any = Optional.empty();

    FloorTable(Session session, long account) {
        this.session = session;
        this.account = account;
    }

    /** Whether there are floors at all: most accounts have none. */
    boolean any() throws SQLException {
        if (any.isEmpty()) {
            any = Optional.of(session.number(RetentionSql.FLOOR_ANY, 0, account) != 0);
        }
        return any.get();
    }

    /** What holds for a chat: its own floor and that of the account. */
    Floor of(long chat) throws SQLException {
        if (!any()) {
            return Floor.NONE;
        }
        Floor floor = known.get(chat);
        if (floor == null) {
            floor = own(ACCOUNT).join(own(chat));
            known.put(chat, floor);
        }
        return floor;
    }

    private Floor own(long chat) throws SQLException {
        return session.first(RetentionSql.FLOOR, FloorTable::read, account, chat)
                .orElse(Floor.NONE);
    }

    private static Floor read(ResultSet row) throws SQLException {
        long before = row.getLong(1);
        long sort = row.getLong(2);
        Optional<Place> place =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new Place(sort, row.getLong(3), row.getLong(4), row.getObject(5)));
        return new Floor(before, place);
    }

    /**
     * Raises a floor; what is higher already stays.
     *
     * @param chat or {@link #ACCOUNT}
     */
    void raise(long chat, Floor floor) throws SQLException {
        Floor higher = own(chat).join(floor);
        if (!higher.isNone()) {
            Optional<Place> place = higher.place();
            session.update(
                    RetentionSql.FLOOR_PUT,
                    account,
                    chat,
                    higher.before() == 0 ? null : Long.valueOf(higher.before()),
                    place.map(Place::sort).orElse(null),
                    place.map(Place::order).orElse(null),
                    place.map(Place::author).orElse(null),
                    place.map(Place::mid).orElse(null));
            known.clear();
            any = Optional.of(true);
        }
    }

    /**
     * When people turn out to have other addresses.
     *
     * @param from a chat
     * @param to the chat it is now; may be the same
     * @param moved addresses that were given up, with those that take their place
     */
    void move(long from, long to, Map<Long, Long> moved) throws SQLException {
        Floor floor = own(from);
        if (!floor.isNone()) {
            session.update(RetentionSql.FLOOR_DELETE, account, from);
            Optional<Place> place =
                    floor.place().map(p -> p.by(moved.getOrDefault(p.author(), p.author())));
            raise(to, new Floor(floor.before(), place));
        }
    }
}
