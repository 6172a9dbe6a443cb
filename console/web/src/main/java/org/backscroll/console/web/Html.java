package org.backscroll.console.web;

import java.util.List;

/** Writes a page's parts. All text goes through {@link #escape}; there is no other way in. */
final class Html {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder();

    /** A heading. */
    Html heading(String text) {
        out.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    /** A line. */
    Html line(String text) {
        out.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    /**
     * A table, or a line where it has no rows. The first column names the row.
     *
     * @param caption what it lists
     * @param none what to say where there is nothing
     * @param rows of cells, one for each head
     */
    Html table(String caption, String none, List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return line(none);
        }
        out.append("<table class=\"nicetable\"><caption>").append(escape(caption));
        out.append("</caption>\n<thead><tr>");
        heads.forEach(
                head -> out.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr><th scope=\"row\">").append(bidi(row.get(0))).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> out.append("<td>").append(bidi(cell)).append("</td>"));
            out.append("</tr>\n");
        }
        out.append("</tbody></table>\n");
        return this;
    }

    /** Names may run from right to left; what stands beside them does not. */
    private static String bidi(String text) {
        return "<bdi>" + escape(text) + "</bdi>";
    }

    /** Any text as text or as the value of an attribute. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default ->
                                        escaped.appendCodePoint(
                                                Character.isISOControl(c)
                                                                || Character.getType(c)
                                                                        == Character.SURROGATE
                                                        ? REPLACEMENT
                                                        : c);
                            }
                        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
