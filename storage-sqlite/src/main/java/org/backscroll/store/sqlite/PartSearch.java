package org.backscroll.store.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.backscroll.api.Jid;

/**
 * Finds the newest messages that have what is looked for as parts of their words: candidates from
 * the index of parts, and all that it does not hold yet; each is verified in its text. Only what
 * would be among the newest is read, so a very common part takes no more memory than a rare one.
 */
final class PartSearch {
    private final Session session;
    private final PartQuery query;
    private final Set<Long> known;
    private final int limit;
    private final TreeSet<Place> newest = new TreeSet<>();

    /**
     * @param known rows that are not to be found again
     * @param limit how many at most, at least 1
     */
    PartSearch(Session session, PartQuery query, Set<Long> known, int limit) {
        this.session = session;
        this.query = query;
        this.known = known;
        this.limit = limit;
    }

    /** A message found, newest first, ties as they are listed within a chat. */
    private record Place(
            long sort, long ord, long author, Object mid, String jid, long chat, long row)
            implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::sort)
                        .thenComparingLong(Place::ord)
                        .thenComparingLong(Place::author)
                        .thenComparing(Place::mid, Place::compareIds)
                        .reversed()
                        .thenComparing(Place::jid);

        private static int compareIds(Object a, Object b) {
            if (a instanceof byte[] x && b instanceof byte[] y) {
                return Arrays.compareUnsigned(x, y);
            }
            if (a instanceof String x && b instanceof String y) {
                return x.compareTo(y);
            }
            return a instanceof String ? -1 : 1; // text before blobs, as SQLite has it
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Looks; says how many messages are not in the index and were read for that. */
    long run(SearchFilter filter) throws SQLException {
        Optional<String> words = query.words();
        if (words.isPresent()) {
            look(GramSql.CANDIDATES_BY_WORDS, query::findsByWords, filter.values(words.get()));
        }
        Optional<String> grams = query.grams();
        if (grams.isEmpty()) {
            return 0;
        }
        look(GramSql.CANDIDATES, query::findsByGrams, filter.values(grams.get()));
        long watermark = session.number(GramSql.WATERMARK, 0);
        look(GramSql.CANDIDATES_BEHIND, query::findsByGrams, filter.values(watermark));
        return session.number(GramSql.BEHIND_COUNT, 0, watermark);
    }

    /** What was found, newest first. */
    List<Search.Found> newest() {
        return newest.stream()
                .map(place -> new Search.Found(place.row(), place.chat(), Jid.of(place.jid())))
                .toList();
    }

    private void look(String sql, Predicate<String> finds, Object... values) throws SQLException {
        session.each(sql, row -> look(row, finds), values);
    }

    private void look(ResultSet row, Predicate<String> finds) throws SQLException {
        long sort = row.getLong(2);
        boolean full = newest.size() == limit;
        if (full && sort < newest.last().sort() || known.contains(row.getLong(1))) {
            return;
        }
        Place place =
                new Place(
                        sort,
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5),
                        row.getString(7),
                        row.getLong(6),
                        row.getLong(1));
        if (full && place.compareTo(newest.last()) >= 0) {
            return;
        }
        String text = row.getString(8);
        if (text != null && finds.test(Folding.of(text)) && newest.add(place) && full) {
            newest.pollLast();
        }
    }
}
