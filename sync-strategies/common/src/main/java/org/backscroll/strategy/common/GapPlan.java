package org.backscroll.strategy.common;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.source.Mark;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.Memo;

/**
 * The gaps a job means to fill, one after the other. It is made once and remembered, because the
 * ledger changes with each commit: a reader stays open as long as the range it was opened for is
 * asked for, and a gap that cannot be filled is tried once, not for ever.
 *
 * @param items what is left to read, first things first
 * @param more whether there was more than could be remembered; the last item then tells where to
 *     plan on
 */
public record GapPlan(List<Item> items, boolean more) {
    /** Keeps the memo well under its limit of 16 KiB, also with every id of it in base64. */
    private static final int MAX_TEXT = 8000;

    /**
     * A gap of a lane.
     *
     * @param lane the lane's id
     * @param gap where
     * @param since for a lane nothing is known of: only from this time on, in epoch milliseconds; 0
     *     for from the beginning
     */
    public record Item(String lane, Gap gap, long since) {
        private int size() {
            return 60 + lane.length() + length(gap.after()) + length(gap.before());
        }

        private static int length(Optional<Mark> mark) {
            return mark.map(m -> m.id().length()).orElse(0);
        }
    }

    /** Copies the list. */
    public GapPlan {
        items = List.copyOf(items);
    }

    /** A plan of as many gaps as can be remembered. */
    public static GapPlan of(List<Item> wanted) {
        List<Item> kept = new ArrayList<>();
        int size = 0;
        for (Item item : wanted) {
            size += item.size();
            if (size > MAX_TEXT && !kept.isEmpty()) {
                return new GapPlan(kept, true);
            }
            kept.add(item);
        }
        return new GapPlan(kept, false);
    }

    /** The same without its first item. */
    public GapPlan rest() {
        return new GapPlan(items.subList(1, items.size()), more);
    }

    /** The plan of a memo; empty if there is none of this format. */
    public static Optional<GapPlan> read(Optional<Memo> memo, String format) {
        return memo.filter(m -> m.format().equals(format)).map(m -> parse(m.text()));
    }

    /** The plan as a memo. */
    public Memo write(String format) {
        StringBuilder text = new StringBuilder(more ? "more\n" : "all\n");
        for (Item item : items) {
            text.append(encode(item.lane()))
                    .append(' ')
                    .append(item.gap().after().map(GapPlan::mark).orElse("-"))
                    .append(' ')
                    .append(item.gap().before().map(GapPlan::mark).orElse("-"))
                    .append(' ')
                    .append(item.since())
                    .append('\n');
        }
        return new Memo(format, text.toString());
    }

    private static GapPlan parse(String text) {
        List<Item> items = new ArrayList<>();
        text.lines()
                .skip(1)
                .forEach(
                        line -> {
                            String[] parts = line.split(" ");
                            items.add(
                                    new Item(
                                            decode(parts[0]),
                                            new Gap(mark(parts[1]), mark(parts[2])),
                                            Long.parseLong(parts[3])));
                        });
        return new GapPlan(items, text.startsWith("more\n"));
    }

    private static String mark(Mark mark) {
        return mark.position() + ":" + encode(mark.id());
    }

    private static Optional<Mark> mark(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        return Optional.of(
                new Mark(
                        Long.parseLong(text.substring(0, colon)),
                        decode(text.substring(colon + 1))));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
