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

    /** The lines, each ended; without a line of heads when all of them are empty. */
    String render(Screen screen) {
        List<String[]> lines = new ArrayList<>();
        if (heads.stream().anyMatch(head -> !head.isEmpty())) {
            lines.add(heads.toArray(String[]::new));
        }
        lines.addAll(rows);
        int[] widths = widths(lines);
        shrink(widths, screen.columns());
        StringBuilder out = new StringBuilder();
        for (String[] line : lines) {
            out.append(line(line, widths)).append(System.lineSeparator());
        }
        return out.toString();
    }

    private String line(String[] cells, int[] widths) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = DisplayText.shorten(cells[i], widths[i]);
            out.append(i == 0 ? "" : GAP)
                    .append(DisplayText.pad(cell, widths[i], kinds.get(i) == Kind.NUMBER));
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

    private void shrink(int[] widths, int columns) {
        while (total(widths) > columns) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (kinds.get(i) == Kind.LONG_TEXT
                        && widths[i] > LEAST
                        && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static long total(int[] widths) {
        return Arrays.stream(widths).asLongStream().sum()
                + (long) GAP.length() * (widths.length - 1);
    }
}
