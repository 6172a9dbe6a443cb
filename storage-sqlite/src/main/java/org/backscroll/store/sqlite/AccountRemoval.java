package org.backscroll.store.sqlite;

import java.sql.SQLException;
import org.backscroll.api.AccountId;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.StoreException.Kind;

/** Removes what is stored of an account, save for its messages, which are to go in between. */
final class AccountRemoval {
    private final Session session;
    private final AccountId account;

    AccountRemoval(Session session, AccountId account) {
        this.session = session;
        this.account = account;
    }

    /**
     * First of all what says how far syncs have come: should this process end before all is gone, a
     * new sync must not rely on what is no longer there. In a transaction.
     *
     * @throws StoreException {@code BUSY} if one is at work
     */
    void removeState(long now) throws SQLException, StoreException {
        String name = account.value();
        if (session.number(RetentionSql.HELD_LEASES, 0, name, now) != 0) {
            throw new StoreException(
                    Kind.BUSY,
                    "a sync of account "
                            + name
                            + " is at work; cancel it first, its id is told by: jobs",
                    null);
        }
        for (String delete : RetentionSql.STATE_DELETES) {
            session.update(delete, name);
        }
    }

    /** At last all that is left. In a transaction that does not look after references. */
    void removeRest(long number) throws SQLException {
        for (String delete : RetentionSql.ACCOUNT_DELETES) {
            session.update(delete, number);
        }
        session.update(RetentionSql.ADDRESSES_DELETE);
    }
}
