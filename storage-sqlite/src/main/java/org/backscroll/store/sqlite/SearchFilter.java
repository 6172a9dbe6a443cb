package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.Optional;
import java.util.StringJoiner;
import org.backscroll.api.AccountId;
import org.backscroll.api.MessageType;
import org.backscroll.api.SearchQuery;

/**
 * Where a search looks, in the numbers of the tables; {@code null} for anywhere.
 *
 * @param account of which messages only
 * @param chat as ?3 of {@link WordSql#CONDITIONS}, and so on
 */
record SearchFilter(long account, Long chat, Long author, Long since, Long until, String types) {

    /** Empty if nothing can be found, for what is asked for is not known. */
    static Optional<SearchFilter> of(Session session, AccountId account, SearchQuery query)
            throws SQLException {
        Reads reads = new Reads(session);
        Optional<Long> number = reads.account(account);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> chat = Optional.empty();
        if (query.chat().isPresent()) {
            chat = reads.chat(account, query.chat().get()).map(Reads.Chat::id);
            if (chat.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<Long> author = Optional.empty();
        if (query.from().isPresent()) {
            author = reads.person(number.get(), query.from().get());
            if (author.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<String> types = types(session, query);
        if (!query.types().isEmpty() && types.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SearchFilter(
                        number.get(),
                        chat.orElse(null),
                        author.orElse(null),
                        query.since().map(Stored::millis).orElse(null),
                        query.until().map(Stored::millis).orElse(null),
                        types.orElse(null)));
    }

    private static Optional<String> types(Session session, SearchQuery query) throws SQLException {
        StringJoiner types = new StringJoiner(",", ",", ",").setEmptyValue("");
        for (MessageType type : query.types()) {
            session.first(Sql.TYPE, row -> row.getLong(1), type.name())
                    .ifPresent(number -> types.add(number.toString()));
        }
        return Optional.of(types.toString()).filter(some -> !some.isEmpty());
    }

    /** The same, but only from a time on. */
    SearchFilter from(long time) {
        return new SearchFilter(account, chat, author, time, until, types);
    }

    /** The values of a statement: first that of ?1, then these conditions', then the last one's. */
    Object[] values(Object first, Object last) {
        return new Object[] {first, account, chat, author, since, until, types, last};
    }

    /** The values of a statement without a last one of its own. */
    Object[] values(Object first) {
        return new Object[] {first, account, chat, author, since, until, types};
    }
}
