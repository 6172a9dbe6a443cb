package org.backscroll.store.sqlite;

import java.util.List;
import java.util.Optional;

/** What a query finds by parts of words as well: where to look for it, and whether a text is it. */
final class PartQuery {
    private final List<TermGroup> byGrams;
    private final List<TermGroup> byWords;

    PartQuery(List<TermGroup> groups) {
        byGrams = groups.stream().filter(group -> !group.grams().isEmpty()).toList();
        byWords =
                groups.stream()
                        .filter(group -> group.grams().isEmpty())
                        .filter(group -> WordQuery.beginnings(group).isPresent())
                        .toList();
    }

    /** The query of the index of parts for all that {@link #findsByGrams} may hold for. */
    Optional<String> grams() {
        return WordQuery.join(
                byGrams.stream().map(group -> String.join(" AND ", group.grams())).toList());
    }

    /** The query of the word index for all that {@link #findsByWords} is to be asked about. */
    Optional<String> words() {
        return WordQuery.join(
                byWords.stream().flatMap(group -> WordQuery.beginnings(group).stream()).toList());
    }

    boolean findsByGrams(String folded) {
        return byGrams.stream().anyMatch(group -> group.finds(folded));
    }

    /** By what is too short for the index of parts, as the beginning of a word. */
    boolean findsByWords(String folded) {
        return byWords.stream().anyMatch(group -> group.finds(folded));
    }
}
