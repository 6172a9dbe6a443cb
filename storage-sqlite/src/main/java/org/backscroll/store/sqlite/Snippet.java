package org.backscroll.store.sqlite;

import java.util.List;

/** Shows where a text has what was looked for, as parts of words. */
final class Snippet {
    /** How much is shown around the first match, in characters. */
    private static final int CONTEXT = 100;

    private static final String CUT = "…";

    private final List<Term> terms;

    Snippet(List<TermGroup> groups) {
        terms = groups.stream().flatMap(group -> group.wanted().stream()).distinct().toList();
    }

    /** The first match in its context, each match between brackets. */
    String of(String text) {
        Folding folding = Folding.mapped(text);
        String folded = folding.text();
        int[] match = next(folded, 0);
        int first = match == null ? 0 : folding.start(match[0]);
        int begin = begin(text, Math.max(0, first - CONTEXT / 2));
        int end = end(text, Math.min(text.length(), begin + CONTEXT));
        StringBuilder out = new StringBuilder(begin > 0 ? CUT : "");
        int shown = begin;
        while (match != null && folding.start(match[0]) < end) {
            // Of a ligature both halves may match.
            int from = Math.max(shown, folding.start(match[0]));
            int to = Math.max(from, folding.end(match[1]));
            out.append(text, shown, from).append('[').append(text, from, to).append(']');
            shown = to;
            end = Math.max(end, to);
            match = next(folded, match[1]);
        }
        return out.append(text, shown, end).append(end < text.length() ? CUT : "").toString();
    }

    /** The next match in a folded text: the first, of several there the longest. */
    private int[] next(String folded, int from) {
        int[] best = null;
        for (Term term : terms) {
            int at = term.find(folded, from);
            int end = at + term.length();
            if (at >= 0 && (best == null || at < best[0] || at == best[0] && end > best[1])) {
                best = new int[] {at, end};
            }
        }
        return best;
    }

    /** Rather at the beginning of a word, if there is one nearby. */
    private static int begin(String text, int at) {
        for (int i = at; i > 0 && i > at - CONTEXT / 4; i--) {
            if (Letters.isBlank(text.charAt(i - 1))) {
                return i;
            }
        }
        return whole(text, at);
    }

    private static int end(String text, int at) {
        for (int i = at; i < text.length() && i < at + CONTEXT / 4; i++) {
            if (Letters.isBlank(text.charAt(i))) {
                return i;
            }
        }
        return at == text.length() ? at : whole(text, at);
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at - 1
                : at;
    }
}
