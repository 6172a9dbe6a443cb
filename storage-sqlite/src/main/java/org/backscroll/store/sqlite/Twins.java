package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backscroll.api.Jid;

/**
 * Marks messages of which the time is not exact as what they are told once more of. Nothing is
 * taken away, so that what comes later may show it to be otherwise: the marks are a function of
 * what is stored, found anew wherever that has changed, before the transaction ends.
 *
 * <p>Grain by grain, the finest first: within a grain of time a message may be any that is told
 * more exactly and is not itself marked. What changes there is a change for the grains above.
 */
final class Twins {
    /** What is less exact than an hour says too little. */
    private static final long MOST_GRAIN = 3_600_000;

    private final Session session;
    private final long account;
    private final Map<Long, Set<Long>> touched = new TreeMap<>();
    private final Set<Long> whole = new HashSet<>();
    private final Set<String> people = new HashSet<>();

    Twins(Session session, long account) {
        this.session = session;
        this.account = account;
    }

    /** Whether any message has a time that is not exact. */
    boolean any() throws SQLException {
        return session.number(TwinSql.ANY, 0) != 0;
    }

    /** A message of a chat came, changed or went, that has or had this sort time. */
    void touch(long chat, long sort) {
        if (sort != 0) { // Nothing is the same as what has no time.
            touched.computeIfAbsent(chat, any -> new HashSet<>()).add(sort);
        }
    }

    /** All of a chat may have changed. */
    void touch(long chat) {
        whole.add(chat);
    }

    /** Somebody's name has changed. */
    void touchPerson(String jid) {
        people.add(jid);
    }

    /** Finds anew what is marked, and counts it out of its chats. */
    void settle() throws SQLException {
        if (any()) {
            addChatsOfPeople();
            whole.forEach(chat -> touched.computeIfAbsent(chat, any -> new HashSet<>()));
            for (Map.Entry<Long, Set<Long>> chat : touched.entrySet()) {
                settle(chat.getKey(), chat.getValue());
            }
        }
        touched.clear();
        whole.clear();
        people.clear();
    }

    /** Of these chats there are few; of the people, a source may tell thousands at once. */
    private void addChatsOfPeople() throws SQLException {
        List<Long> chats =
                people.isEmpty()
                        ? List.of()
                        : session.list(TwinSql.CHATS, row -> row.getLong(1), account);
        Addresses addresses = new Addresses(session);
        for (String person : chats.isEmpty() ? Set.<String>of() : people) {
            boolean owner = person.equals(People.OWNER);
            long address = owner ? Addresses.ME : addresses.find(Jid.of(person)).orElse(-1L);
            for (long chat : chats) {
                if (owner || session.number(TwinSql.IS_PRESENT, 0, address, chat) != 0) {
                    whole.add(chat);
                }
            }
        }
    }

    private void settle(long chat, Set<Long> sorts) throws SQLException {
        long listed = 0;
        long grain = session.number(TwinSql.NEXT_GRAIN, 0, chat, 0L);
        if (grain == 0) {
            return;
        }
        for (; grain != 0; grain = session.number(TwinSql.NEXT_GRAIN, 0, chat, grain)) {
            long width = grain > MOST_GRAIN ? 1 : grain;
            Set<Long> starts = new TreeSet<>();
            sorts.forEach(sort -> starts.add(sort - sort % width));
            if (whole.contains(chat)) {
                session.each(
                        TwinSql.SORTS,
                        row -> starts.add(row.getLong(1) - row.getLong(1) % width),
                        chat,
                        grain);
                starts.remove(0L);
            }
            for (long start : starts) {
                if (session.number(TwinSql.ANY_BETWEEN, 0, chat, start, start + width, grain)
                        != 0) {
                    listed += settle(chat, start, start + width, grain, sorts);
                }
            }
        }
        session.update(TwinSql.CHAT_ADD, chat, listed);
    }

    /** Says how many more messages are listed than before. */
    private long settle(long chat, long from, long until, long grain, Set<Long> sorts)
            throws SQLException {
        List<Told> coarse = new ArrayList<>();
        List<Told> finer = new ArrayList<>();
        session.each(
                TwinSql.BETWEEN,
                row -> {
                    Told told = read(row);
                    if (told.grain() == grain) {
                        coarse.add(told);
                    } else if (told.grain() < grain && told.twin() == 0) {
                        finer.add(told);
                    }
                },
                account,
                chat,
                from,
                until);
        Map<Long, Pairing.Match> found = grain > MOST_GRAIN ? Map.of() : Pairing.of(coarse, finer);
        long listed = 0;
        for (Told one : coarse) {
            Pairing.Match match = found.getOrDefault(one.row(), new Pairing.Match(0, false));
            if (match.twin() != one.twin() || match.certain() != one.certain()) {
                Long twin = match.twin() == 0 ? null : Long.valueOf(match.twin());
                session.update(TwinSql.MARK, twin, match.certain(), one.row());
            }
            if ((match.twin() == 0) != (one.twin() == 0)) {
                listed += match.twin() == 0 ? 1 : -1;
                sorts.add(one.sort());
            }
        }
        return listed;
    }

    private static Told read(ResultSet row) throws SQLException {
        return new Told(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(5),
                Told.plain(row.getString(6)),
                row.getInt(7) != 0,
                (row.getInt(4) & MessageState.DELETED) != 0,
                row.getInt(8) != 0,
                Told.name(row.getString(9)),
                row.getLong(10),
                row.getLong(11),
                row.getInt(12) != 0);
    }
}
