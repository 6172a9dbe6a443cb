package org.backscroll.console.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays rows out in aligned columns. What does not fit the screen is taken from the columns that may
 * be shortened, the widest first.
 */
final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private enum Kind {
        TEXT,
        NUMBER,
        LONG_TEXT
    }

    private final List<Kind> kinds = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    /** A column that is never shortened. */
    Table text(String head) {
        return column(head, Kind.TEXT);
    }

    /** A column of numbers, flush right. */
    Table number(String head) {
        return column(head, Kind.NUMBER);
    }

    /** A column that may be shortened. */
    Table longText(String head) {
        return column(head, Kind.LONG_TEXT);
    }

    private Table column(String head, Kind kind) {
        heads.add(head);
        kinds.add(kind);
        return this;
    }

    /** One row, a cell for each column. */
    Table row(Object... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads);
        }
        rows.add(
                Arrays.stream(cells)
                        .map(cell -> DisplayText.oneLine(String.valueOf(cell)))
                        .toArray(String[]::new));
        return this;
    }

    /**
     * The lines, each ended; without a line of heads when all of them are empty, and without the
     * columns in which no row has anything to say.
     */
    String render(Screen screen) {
        List<String[]> lines = new ArrayList<>();
        if (heads.stream().anyMatch(head -> !head.isEmpty())) {
            lines.add(heads.toArray(String[]::new));
        }
        lines.addAll(rows);
        int[] columns =
                IntStream.range(0, heads.size())
                        .filter(c -> rows.stream().anyMatch(row -> !row[c].isEmpty()))
                        .toArray();
        int[] widths = widths(lines);
        shrink(widths, columns, screen.columns());
        StringBuilder out = new StringBuilder();
        for (String[] line : lines) {
            out.append(line(line, widths, columns)).append(System.lineSeparator());
        }
        return out.toString();
    }

    private String line(String[] cells, int[] widths, int[] columns) {
        StringBuilder out = new StringBuilder();
        for (int c : columns) {
            String cell = DisplayText.shorten(cells[c], widths[c]);
            out.append(out.isEmpty() ? "" : GAP)
                    .append(DisplayText.pad(cell, widths[c], kinds.get(c) == Kind.NUMBER));
        }
        return out.toString().stripTrailing();
    }

    private int[] widths(List<String[]> lines) {
        return IntStream.range(0, heads.size())
                .map(
                        column ->
                                lines.stream()
                                        .mapToInt(line -> DisplayText.width(line[column]))
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    private void shrink(int[] widths, int[] columns, int most) {
        while (total(widths, columns) > most) {
            int widest = -1;
            for (int c : columns) {
                if (kinds.get(c) == Kind.LONG_TEXT
                        && widths[c] > LEAST
                        && (widest < 0 || widths[c] > widths[widest])) {
                    widest = c;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static long total(int[] widths, int[] columns) {
        return Arrays.stream(columns).mapToLong(c -> widths[c]).sum()
                + (long) GAP.length() * (columns.length - 1);
    }
}
