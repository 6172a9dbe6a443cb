package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.SearchHit;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SearchResult;

/**
 * Finds messages by their words, and where these are too few, by parts of words; on one session,
 * within a transaction its caller has begun.
 */
final class Search {
    /** Of a very common word only the newest hits are ranked: more would only take longer. */
    static final int RANKED = 10_000;

    private static final SearchResult NOTHING = new SearchResult(List.of(), 0);

    private final Session session;
    private final int ranked;

    Search(Session session) {
        this(session, RANKED);
    }

    /** With another bound, to see it at work. */
    Search(Session session, int ranked) {
        this.session = session;
        this.ranked = ranked;
    }

    /**
     * A message that was found.
     *
     * @param row its row
     * @param chat its chat's row
     * @param jid its chat's address
     */
    record Found(long row, long chat, Jid jid) {}

    SearchResult search(AccountId account, SearchQuery query) throws SQLException {
        List<TermGroup> groups = QueryParser.parse(query.words());
        Optional<SearchFilter> filter = SearchFilter.of(session, account, query);
        if (groups.isEmpty() || filter.isEmpty()) {
            return NOTHING;
        }
        Hits hits = new Hits(account, filter.get().account());
        boolean all = byWords(groups, filter.get(), query.limit(), hits);
        int missing = query.limit() - hits.list.size();
        if (!all || missing == 0) {
            return new SearchResult(hits.list, 0);
        }
        PartSearch parts = new PartSearch(session, new PartQuery(groups), hits.rows, missing);
        long scanned = parts.run(filter.get());
        Snippet snippet = new Snippet(groups);
        for (Found found : parts.newest()) {
            hits.add(found, message -> snippet.of(message.text().orElse("")));
        }
        return new SearchResult(hits.list, scanned);
    }

    /** Says whether these are all there are. */
    private boolean byWords(List<TermGroup> groups, SearchFilter filter, int limit, Hits hits)
            throws SQLException {
        Optional<String> words = WordQuery.of(groups);
        if (words.isEmpty()) {
            return true;
        }
        Optional<Long> cutoff =
                session.first(
                        WordSql.SEARCH_CUTOFF,
                        row -> row.getLong(1),
                        filter.values(words.get(), ranked - 1));
        SearchFilter newest = cutoff.map(filter::from).orElse(filter);
        List<Found> best =
                session.list(
                        WordSql.SEARCH_RANKED,
                        row -> new Found(row.getLong(1), row.getLong(2), Jid.of(row.getString(3))),
                        newest.values(words.get(), limit));
        for (Found found : best) {
            hits.add(
                    found,
                    message ->
                            session.first(
                                            WordSql.SNIPPET,
                                            row -> row.getString(1),
                                            words.get(),
                                            found.row())
                                    .orElse(""));
        }
        return cutoff.isEmpty();
    }

    /** Shows what was found in a message. */
    @FunctionalInterface
    private interface Shown {
        String snippet(Message message) throws SQLException;
    }

    /** What is found, in order. */
    private final class Hits {
        private final AccountId account;
        private final long number;
        private final List<SearchHit> list = new ArrayList<>();
        private final Set<Long> rows = new HashSet<>();

        Hits(AccountId account, long number) {
            this.account = account;
            this.number = number;
        }

        void add(Found found, Shown shown) throws SQLException {
            Message message =
                    new MessageRows(session, account, found.chat(), found.jid())
                            .list(Sql.MESSAGE_BY_ROW, number, found.row())
                            .get(0)
                            .message();
            list.add(new SearchHit(message, shown.snippet(message)));
            rows.add(found.row());
        }
    }
}
