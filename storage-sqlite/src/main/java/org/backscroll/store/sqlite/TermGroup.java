package org.backscroll.store.sqlite;

import java.util.List;
import java.util.stream.Stream;

/**
 * Terms that are all to occur, and terms none of which may. A query is several of these, of which
 * one is to hold.
 */
record TermGroup(List<Term> wanted, List<Term> unwanted) {
    static final TermGroup ANYTHING = new TermGroup(List.of(), List.of());

    static TermGroup wanting(Term term) {
        return new TermGroup(List.of(term), List.of());
    }

    static TermGroup without(Term term) {
        return new TermGroup(List.of(), List.of(term));
    }

    /** Both. */
    TermGroup and(TermGroup other) {
        return new TermGroup(join(wanted, other.wanted), join(unwanted, other.unwanted));
    }

    private static List<Term> join(List<Term> some, List<Term> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** Without punctuation where there is something else: nobody means it then. */
    TermGroup meant() {
        List<Term> words = wanted.stream().filter(term -> !term.isPunctuation()).toList();
        List<Term> without = unwanted.stream().filter(term -> !term.isPunctuation()).toList();
        return new TermGroup(words.isEmpty() ? wanted : words, without);
    }

    /** Whether the word index can tell what the group finds. */
    boolean isOfWords() {
        return Stream.concat(wanted.stream(), unwanted.stream()).allMatch(Term::isOfWords);
    }

    /** Whether it finds a folded text, also by parts of its words. */
    boolean finds(String text) {
        return wanted.stream().allMatch(term -> term.isIn(text))
                && unwanted.stream().noneMatch(term -> term.isWordOf(text));
    }

    /** What to ask the index of parts for what the group may find; none if it cannot tell. */
    List<String> grams() {
        return wanted.stream().flatMap(term -> term.grams().stream()).distinct().toList();
    }
}
