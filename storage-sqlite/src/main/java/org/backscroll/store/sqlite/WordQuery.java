package org.backscroll.store.sqlite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Queries of the word index. Each word is quoted, so that no text is a syntax error; punctuation
 * between words makes a phrase of them.
 */
final class WordQuery {
    private WordQuery() {}

    /** For what these groups find by whole words; empty if they find nothing by them. */
    static Optional<String> of(List<TermGroup> groups) {
        return join(groups.stream().filter(TermGroup::isOfWords).map(WordQuery::of).toList());
    }

    /** For what may have words that begin as this group wants; for words too short for parts. */
    static Optional<String> beginnings(TermGroup group) {
        String all =
                group.wanted().stream()
                        .flatMap(term -> term.beginnings().stream())
                        .collect(Collectors.joining(" AND "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** Any of several queries. */
    static Optional<String> join(List<String> queries) {
        return queries.isEmpty()
                ? Optional.empty()
                : Optional.of("(" + String.join(") OR (", queries) + ")");
    }

    private static String of(TermGroup group) {
        String all = words(group.wanted(), " AND ");
        return group.unwanted().isEmpty()
                ? all
                : "(" + all + ") NOT (" + words(group.unwanted(), " OR ") + ")";
    }

    private static String words(List<Term> terms, String between) {
        return terms.stream()
                .map(term -> term.words().orElseThrow())
                .collect(Collectors.joining(between));
    }
}
