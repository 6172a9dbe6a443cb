package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Page;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.PersonName;

/** Reads names, and who is who, on one session, within a transaction its caller has begun. */
final class PeopleReads {
    private final Session session;

    PeopleReads(Session session) {
        this.session = session;
    }

    Page<PersonName> names(AccountId account, int limit, Optional<String> after)
            throws SQLException {
        checkLimit(limit);
        String from =
                after.map(t -> PageCursor.decode(t, PageCursor.NAMES, account.value()).last())
                        .orElse("");
        Optional<Long> number = new Reads(session).account(account);
        if (number.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<PersonName> names =
                session.list(
                        Sql.NAMES,
                        row ->
                                new PersonName(
                                        Jid.of(row.getString(1)), row.getString(2), asOf(row, 3)),
                        number.get(),
                        from,
                        oneMore(limit));
        if (names.size() <= limit) {
            return new Page<>(names, Optional.empty());
        }
        String last = names.get(limit - 1).jid().value();
        PageCursor next = new PageCursor(PageCursor.NAMES, account.value(), "", 0, 0, 0, last);
        return new Page<>(names.subList(0, limit), Optional.of(next.encode()));
    }

    Optional<Entry.OwnName> ownName(AccountId account) throws SQLException {
        Optional<Long> number = new Reads(session).account(account);
        return number.isEmpty()
                ? Optional.empty()
                : session.first(
                        Sql.NAME,
                        row -> new Entry.OwnName(row.getString(1), asOf(row, 2)),
                        number.get(),
                        People.OWNER);
    }

    Page<Entry.Link> links(AccountId account, int limit, Optional<String> after)
            throws SQLException {
        checkLimit(limit);
        String from =
                after.map(t -> PageCursor.decode(t, PageCursor.LINKS, account.value()).last())
                        .orElse("");
        Optional<Long> number = new Reads(session).account(account);
        if (number.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        record Person(long address, String jid) {}

        List<Person> people =
                session.list(
                        Sql.PEOPLE,
                        row -> new Person(row.getLong(1), row.getString(2)),
                        number.get(),
                        from,
                        oneMore(limit));
        Identities identities = new Identities(session, new Addresses(session), number.get());
        List<Entry.Link> links = new ArrayList<>();
        for (Person person : people.subList(0, Math.min(limit, people.size()))) {
            links.addAll(identities.links(person.address()));
        }
        if (people.size() <= limit) {
            return new Page<>(links, Optional.empty());
        }
        String last = people.get(limit - 1).jid();
        PageCursor next = new PageCursor(PageCursor.LINKS, account.value(), "", 0, 0, 0, last);
        return new Page<>(links, Optional.of(next.encode()));
    }

    private static AsOf asOf(ResultSet row, int column) throws SQLException {
        return new AsOf(Stored.instant(row.getLong(column)), row.getLong(column + 1));
    }

    private static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit is a number of at least 1");
        }
    }

    /** One more than asked for tells whether there is more. */
    private static int oneMore(int limit) {
        return limit == Integer.MAX_VALUE ? limit : limit + 1;
    }
}
