package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;

/** Finds messages by their words, on one session, within a transaction its caller has begun. */
final class Search {
    /** Of a very common word only the newest hits are ranked: more would only take longer. */
    static final int RANKED = 10_000;

    private final Session session;
    private final Reads reads;
    private final int ranked;

    Search(Session session) {
        this(session, RANKED);
    }

    /** With another bound, to see it at work. */
    Search(Session session, int ranked) {
        this.session = session;
        this.ranked = ranked;
        reads = new Reads(session);
    }

    private record Found(long row, long chat, Jid jid) {}

    List<SearchHit> search(AccountId account, SearchQuery query) throws SQLException {
        Optional<String> words = WordQuery.of(query.words());
        Optional<Long> number = reads.account(account);
        if (words.isEmpty() || number.isEmpty()) {
            return List.of();
        }
        Long chat = null;
        if (query.chat().isPresent()) {
            Optional<Reads.Chat> found = reads.chat(account, query.chat().get());
            if (found.isEmpty()) {
                return List.of();
            }
            chat = found.get().id();
        }
        Long author = null;
        if (query.from().isPresent()) {
            Optional<Long> person = reads.person(number.get(), query.from().get());
            if (person.isEmpty()) {
                return List.of();
            }
            author = person.get();
        }
        Long since = query.since().map(Stored::millis).orElse(null);
        Long until = query.until().map(Stored::millis).orElse(null);
        Optional<Long> cutoff =
                session.first(
                        WordSql.SEARCH_CUTOFF,
                        row -> row.getLong(1),
                        words.get(),
                        number.get(),
                        chat,
                        author,
                        since,
                        until,
                        ranked - 1);
        if (cutoff.isPresent()) {
            since = cutoff.get();
        }
        List<Found> best =
                session.list(
                        WordSql.SEARCH_RANKED,
                        row -> new Found(row.getLong(1), row.getLong(2), Jid.of(row.getString(3))),
                        words.get(),
                        number.get(),
                        chat,
                        author,
                        since,
                        until,
                        query.limit());
        List<SearchHit> hits = new ArrayList<>(best.size());
        for (Found found : best) {
            hits.add(hit(account, number.get(), found, words.get()));
        }
        return hits;
    }

    private SearchHit hit(AccountId account, long number, Found found, String words)
            throws SQLException {
        Message message =
                new MessageRows(session, account, found.chat(), found.jid())
                        .list(Sql.MESSAGE_BY_ROW, number, found.row())
                        .get(0)
                        .message();
        String snippet =
                session.first(WordSql.SNIPPET, row -> row.getString(1), words, found.row())
                        .orElse("");
        return new SearchHit(message, snippet);
    }
}
