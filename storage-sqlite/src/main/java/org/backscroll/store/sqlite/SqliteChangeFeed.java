package org.backscroll.store.sqlite;

import java.util.Optional;
import java.util.UUID;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.ChangeFeed;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.api.store.StoreException;

/** Tells what is new or changed, each page as of one moment. */
final class SqliteChangeFeed implements ChangeFeed {
    private final ReadPool pool;
    private final UUID store;

    SqliteChangeFeed(ReadPool pool, UUID store) {
        this.pool = pool;
        this.store = store;
    }

    @Override
    public Optional<Changes> changes(AccountId account, ChangesQuery query) throws StoreException {
        Optional<Revision> since =
                query.since().isEmpty()
                        ? Optional.of(Revision.START)
                        : Revision.read(query.since().get(), store);
        if (since.isEmpty()) {
            return Optional.empty();
        }
        return pool.read(
                session -> {
                    Revision head = ChangePage.head(session);
                    if (!since.get().isWithin(head)) {
                        return Optional.empty();
                    }
                    ChangePage page = new ChangePage(session, account, query, since.get(), head);
                    page.fill();
                    return Optional.of(
                            new Changes(
                                    page.entries(),
                                    page.reached().write(store),
                                    page.more(),
                                    page.reached().fractionOf(head)));
                });
    }

    @Override
    public String revision() throws StoreException {
        return pool.read(session -> ChangePage.head(session).write(store));
    }
}
