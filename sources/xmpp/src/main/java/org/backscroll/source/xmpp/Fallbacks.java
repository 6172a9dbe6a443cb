package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a text what is there only for clients that do not know an extension (XEP-0428). Such
 * ranges are counted in code points.
 */
final class Fallbacks {
    private record Range(int start, int end) {}

    private Fallbacks() {}

    /**
     * @param known the namespaces of the extensions that were understood
     * @return what is left of the text; empty if all of it stood for one of them
     */
    static Optional<String> strip(Node message, String text, Set<String> known) {
        int length = text.codePointCount(0, text.length());
        List<Range> ranges = new ArrayList<>();
        for (Node fallback : message.children()) {
            if (fallback.is("fallback", Names.FALLBACK)
                    && fallback.attribute("for").filter(known::contains).isPresent()) {
                List<Node> parts =
                        fallback.children().stream()
                                .filter(part -> part.is("body", Names.FALLBACK))
                                .toList();
                boolean whole = fallback.children().isEmpty();
                parts.forEach(part -> ranges.add(range(part, length)));
                if (whole) {
                    ranges.add(new Range(0, length));
                }
            }
        }
        ranges.sort(Comparator.comparingInt(Range::start));
        StringBuilder left = new StringBuilder();
        int from = 0;
        for (Range range : ranges) {
            if (range.start() > from) {
                append(left, text, from, range.start());
            }
            from = Math.max(from, range.end());
        }
        append(left, text, from, length);
        return left.isEmpty() && !ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(left.toString());
    }

    private static void append(StringBuilder to, String text, int from, int end) {
        to.append(text, text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, end));
    }

    private static Range range(Node part, int length) {
        int start = number(part, "start", 0, length);
        return new Range(start, Math.max(start, number(part, "end", length, length)));
    }

    private static int number(Node part, String name, int otherwise, int most) {
        try {
            int value = part.attribute(name).map(Integer::parseInt).orElse(otherwise);
            return Math.max(0, Math.min(most, value));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
