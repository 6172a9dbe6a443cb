package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.api.store.StoreException;

/**
 * Tells what is new or changed, each page as of one moment. Changes are noted from the first time
 * that somebody asks for them, so data that nobody follows pay nothing.
 */
final class SqliteChangeFeed implements ChangeFeed {
    private final ReadPool pool;
    private final Beginning beginning;

    /** How the feed gets at what writes, for once. */
    @FunctionalInterface
    interface Beginning {
        void begin() throws StoreException;
    }

    SqliteChangeFeed(ReadPool pool, Beginning beginning) {
        this.pool = pool;
        this.beginning = beginning;
    }

    /** Notes what there is, and from then on what changes. In a transaction that writes. */
    static void begin(Session session) throws SQLException {
        if (mark(session).isEmpty()) {
            for (String statement : ChangeSql.BEGIN) {
                session.update(statement);
            }
            session.update(ChangeSql.MARK_PUT, Revision.newMark());
        }
    }

    private static Optional<String> mark(Session session) throws SQLException {
        return session.first(ChangeSql.MARK, row -> row.getString(1));
    }

    private interface Reading<T> {
        T read(Session session, String mark) throws SQLException;
    }

    private <T> T read(Reading<T> work) throws StoreException {
        while (true) {
            Optional<T> read =
                    pool.read(
                            session -> {
                                Optional<String> mark = mark(session);
                                return mark.isPresent()
                                        ? Optional.of(work.read(session, mark.get()))
                                        : Optional.empty();
                            });
            if (read.isPresent()) {
                return read.get();
            }
            beginning.begin();
        }
    }

    @Override
    public Optional<Changes> changes(AccountId account, ChangesQuery query) throws StoreException {
        return read(
                (session, mark) -> {
                    Optional<Revision> since =
                            query.since().isEmpty()
                                    ? Optional.of(Revision.START)
                                    : Revision.read(query.since().get(), mark);
                    Revision head = ChangePage.head(session);
                    if (since.isEmpty() || !since.get().isWithin(head)) {
                        return Optional.empty();
                    }
                    ChangePage page = new ChangePage(session, account, query, since.get(), head);
                    page.fill();
                    return Optional.of(
                            new Changes(
                                    page.entries(),
                                    page.reached().write(mark),
                                    page.more(),
                                    page.reached().fractionOf(head)));
                });
    }

    @Override
    public String revision() throws StoreException {
        return read((session, mark) -> ChangePage.head(session).write(mark));
    }
}
