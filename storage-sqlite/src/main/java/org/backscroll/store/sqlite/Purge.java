package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.backscroll.store.sqlite.PurgePlan.Target;

/**
 * Carries a plan out, a slice at a time. Between slices syncs go on; what is told of the messages
 * meanwhile is kept away by the floors, which are raised before the first slice.
 */
final class Purge {
    /** A slice holds others up for about a tenth of a second. */
    static final int SLICE = 2000;

    private final Session session;
    private final MessageTable table;
    private final Twins twins;
    private final long account;
    private final Deque<Target> targets;
    private final Set<Long> chats = new HashSet<>();
    private long messages;

    Purge(Session session, long account, List<Target> targets) {
        this.session = session;
        this.account = account;
        this.targets = new ArrayDeque<>(targets);
        table = new MessageTable(session);
        twins = new Twins(session, account);
    }

    /** How many messages went. */
    long messages() {
        return messages;
    }

    /** Of which chats, by address. */
    Set<Long> chats() {
        return Set.copyOf(chats);
    }

    boolean isDone() {
        return targets.isEmpty();
    }

    /** A message that goes, and the number of its chat. */
    private record Doomed(long chat, MessageTable.Row message) {}

    /** Takes some messages out, the oldest of each chat first. A transaction of its own. */
    void slice() throws SQLException {
        Addresses addresses = new Addresses(session);
        // By row: whenever a row's number is less than the one before, the word index writes out
        // what
        // it has gathered.
        Map<Long, Doomed> doomed = new TreeMap<>();
        while (doomed.size() < SLICE && !targets.isEmpty()) {
            Target target = targets.peek();
            // By its address, since a link may have made it part of another chat.
            long address = addresses.canonical(account, target.address());
            long chat = session.number(Sql.CHAT, -1, account, address);
            int room = SLICE - doomed.size();
            List<MessageTable.Row> rows = rows(chat, target.floor(), room);
            if (rows.size() < room) {
                targets.remove();
            }
            if (!rows.isEmpty()) {
                rows.forEach(row -> doomed.put(row.id(), new Doomed(chat, row)));
                chats.add(target.address());
                deleteWhatWasDone(chat, rows);
            }
        }
        Map<Long, Integer> counts = new HashMap<>();
        for (Doomed one : doomed.values()) {
            table.delete(one.message().id(), one.message().state());
            counts.merge(one.chat(), one.message().hidden() ? 0 : 1, Integer::sum);
            twins.touch(one.chat(), one.message().state().sort());
        }
        for (Map.Entry<Long, Integer> count : counts.entrySet()) {
            session.update(RetentionSql.CHAT_TAKE, count.getKey(), count.getValue());
        }
        twins.settle();
        messages += doomed.size();
    }

    private void deleteWhatWasDone(long chat, List<MessageTable.Row> rows) throws SQLException {
        boolean reacted = session.number(RetentionSql.REACTED, 0, chat) != 0;
        boolean claimed = session.number(RetentionSql.CLAIMED, 0, chat) != 0;
        for (MessageTable.Row row : rows) {
            if (reacted) {
                session.update(RetentionSql.REACTIONS_DELETE, chat, row.mid(), row.author());
            }
            if (claimed) {
                session.update(RetentionSql.CLAIMS_DELETE, chat, row.mid(), row.author());
            }
        }
    }

    private List<MessageTable.Row> rows(long chat, Optional<Floor> floor, int most)
            throws SQLException {
        return floor.isPresent()
                ? below(chat, floor.get(), most)
                : table.list(RetentionSql.OLDEST, chat, most);
    }

    private List<MessageTable.Row> below(long chat, Floor floor, int most) throws SQLException {
        if (floor.place().isEmpty()) {
            return table.list(RetentionSql.OLDEST_BEFORE, chat, floor.before(), most);
        }
        Place place = floor.place().get();
        return table.list(
                RetentionSql.OLDEST_BELOW,
                chat,
                place.sort(),
                place.order(),
                place.author(),
                place.mid(),
                most);
    }
}
