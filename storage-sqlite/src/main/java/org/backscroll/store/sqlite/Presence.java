package org.backscroll.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Notes in which chats an address occurs, so that a link finds what it has to rewrite without an
 * index on every message's author.
 */
final class Presence {
    private static final int CACHED = 50_000;

    private final Session session;
    private final Set<Pair> written = new HashSet<>();
    private final Set<Pair> added = new LinkedHashSet<>();

    private record Pair(long address, long chat) {}

    Presence(Session session) {
        this.session = session;
    }

    void add(long address, long chat) {
        if (address > Addresses.ME) { // The others are never linked.
            Pair pair = new Pair(address, chat);
            if (!written.contains(pair)) {
                added.add(pair);
            }
        }
    }

    void flush() throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        PreparedStatement statement = session.prepare(Sql.PRESENCE_PUT);
        for (Pair pair : added) {
            Session.set(statement, pair.address(), pair.chat());
            statement.addBatch();
        }
        statement.executeBatch();
        if (written.size() > CACHED) {
            written.clear();
        }
        written.addAll(added);
        added.clear();
    }

    /** Forgets what is cached: after a rollback and after a link. */
    void forget() {
        written.clear();
        added.clear();
    }
}
