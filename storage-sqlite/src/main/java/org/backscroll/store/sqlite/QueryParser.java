package org.backscroll.store.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a query as people type it: all words must occur; {@code "a phrase"}, {@code beg*}, {@code
 * AND}, {@code OR}, {@code NOT} or {@code -word}, and parentheses are understood, {@code AND}
 * before {@code OR}. What makes no sense is passed over, so that no text is an error.
 */
final class QueryParser {
    /** Nobody types more, and the indexes' parser has limits. */
    private static final int MAX_TERMS = 64;

    private static final int MAX_GROUPS = 64;
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;
    private int depth;
    private int terms;

    private QueryParser(String text) {
        this.text = text;
    }

    /** What a query finds is what one of these does; none if there is nothing to look for. */
    static List<TermGroup> parse(String text) {
        // A group that only says what it does not want would be everything else: nobody means that.
        return new QueryParser(text)
                .any().groups(false).stream()
                        .filter(group -> !group.wanted().isEmpty())
                        .map(TermGroup::meant)
                        .distinct()
                        .toList();
    }

    // ---- what was typed -------------------------------------------------------------------------

    /** A part of the query. */
    private sealed interface Node permits Leaf, All, Any, Not {
        /** The groups that say the same, or the opposite. */
        List<TermGroup> groups(boolean negated);
    }

    private record Leaf(Term term) implements Node {
        @Override
        public List<TermGroup> groups(boolean negated) {
            return List.of(negated ? TermGroup.without(term) : TermGroup.wanting(term));
        }
    }

    private record All(List<Node> nodes) implements Node {
        @Override
        public List<TermGroup> groups(boolean negated) {
            return negated ? sum(nodes, true) : product(nodes, false);
        }
    }

    private record Any(List<Node> nodes) implements Node {
        @Override
        public List<TermGroup> groups(boolean negated) {
            return negated ? product(nodes, true) : sum(nodes, false);
        }
    }

    private record Not(Node node) implements Node {
        @Override
        public List<TermGroup> groups(boolean negated) {
            return node.groups(!negated);
        }
    }

    private static List<TermGroup> sum(List<Node> nodes, boolean negated) {
        return nodes.stream()
                .flatMap(node -> node.groups(negated).stream())
                .limit(MAX_GROUPS)
                .toList();
    }

    /** What would become too many groups is passed over. */
    private static List<TermGroup> product(List<Node> nodes, boolean negated) {
        List<TermGroup> product = List.of(TermGroup.ANYTHING);
        for (Node node : nodes) {
            List<TermGroup> factor = node.groups(negated);
            if (product.size() * factor.size() <= MAX_GROUPS) {
                product =
                        product.stream().flatMap(group -> factor.stream().map(group::and)).toList();
            }
        }
        return product;
    }

    // ---- reading it -----------------------------------------------------------------------------

    private Any any() {
        List<Node> nodes = new ArrayList<>();
        do {
            all().ifPresent(nodes::add);
        } while (takeWord("OR"));
        return new Any(nodes);
    }

    private Optional<Node> all() {
        List<Node> nodes = new ArrayList<>();
        while (!atEnd() && !isWord("OR")) {
            if (!takeWord("AND")) {
                one().ifPresent(nodes::add);
            }
        }
        return nodes.isEmpty() ? Optional.empty() : Optional.of(new All(nodes));
    }

    private Optional<Node> one() {
        boolean not = false;
        while (true) {
            if (takeWord("NOT")) {
                not = true;
            } else if (isMinus()) {
                at++;
                not = true;
            } else {
                break;
            }
        }
        if (atEnd() || isWord("OR") || isWord("AND")) {
            return Optional.empty();
        }
        Optional<Node> node = isOpen() ? inner() : term().map(Leaf::new);
        return not ? node.map(Not::new) : node;
    }

    private Optional<Node> inner() {
        at++;
        if (depth == MAX_DEPTH) {
            return Optional.empty();
        }
        depth++;
        Any any = any();
        depth--;
        if (at < text.length()) {
            at++; // the closing one
        }
        return any.nodes().isEmpty() ? Optional.empty() : Optional.of(any);
    }

    private void skipBlanks() {
        while (at < text.length() && Letters.isBlank(text.charAt(at))) {
            at++;
        }
    }

    /** At the end of the text or of what is within parentheses. */
    private boolean atEnd() {
        skipBlanks();
        return at == text.length() || terms == MAX_TERMS || isClose();
    }

    private boolean isClose() {
        return depth > 0 && text.charAt(at) == ')';
    }

    private boolean isOpen() {
        return text.charAt(at) == '(';
    }

    /** A minus right before a word, a phrase or a parenthesis; dashes elsewhere are dashes. */
    private boolean isMinus() {
        if (atEnd() || text.charAt(at) != '-' || at + 1 == text.length()) {
            return false;
        }
        int next = text.codePointAt(at + 1);
        return next == '"' || next == '(' || Letters.isWord(next) || Letters.isSign(next);
    }

    private boolean isWord(String word) {
        skipBlanks();
        return text.startsWith(word, at) && endsAt(at + word.length());
    }

    private boolean endsAt(int end) {
        return end == text.length()
                || Letters.isBlank(text.charAt(end))
                || text.charAt(end) == '"'
                || text.charAt(end) == '('
                || text.charAt(end) == ')' && depth > 0;
    }

    private boolean takeWord(String word) {
        if (!isWord(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private Optional<Term> term() {
        Optional<Term> term = text.charAt(at) == '"' ? phrase() : word();
        if (term.isPresent()) {
            terms++;
        }
        return term;
    }

    private Optional<Term> phrase() {
        int begin = at + 1;
        int end = text.indexOf('"', begin);
        if (end < 0) {
            at = text.length();
            return Term.phrase(text.substring(begin), false);
        }
        at = end + 1;
        boolean prefix = at < text.length() && text.charAt(at) == '*';
        if (prefix) {
            at++;
        }
        return Term.phrase(text.substring(begin, end), prefix);
    }

    /** Parentheses within a word belong to it, as in {@code f(x)}; one too many closes. */
    private Optional<Term> word() {
        int begin = at;
        int open = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Letters.isBlank(c) || c == '"' || c == ')' && open == 0 && depth > 0) {
                break;
            }
            open += c == '(' ? 1 : c == ')' && open > 0 ? -1 : 0;
        }
        return Term.word(text.substring(begin, at));
    }
}
