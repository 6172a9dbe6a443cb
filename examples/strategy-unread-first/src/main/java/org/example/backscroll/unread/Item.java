package org.example.backscroll.unread;

import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.strategy.Gap;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A range that is to be read, in words that fit into a memo.
 *
 * @param lane the lane's id
 * @param chat the only chat, or empty
 * @param from a time, a mark or empty for the beginning
 * @param to a mark or empty for the end
 */
record Item(String lane, String chat, String from, String to) {
    /**
     * What is new in a chat since its last message; others of its millisecond come with the gaps.
     */
    static Item newOf(Lane lane, Conversation chat) {
        String after = "@" + (chat.sortTime().toEpochMilli() + 1);
        return new Item(lane.id(), chat.jid().value(), after, "");
    }

    static Item gap(Lane lane, Gap gap) {
        return new Item(
                lane.id(),
                "",
                gap.after().map(Item::words).orElse(""),
                gap.before().map(Item::words).orElse(""));
    }

    static Item whole(Lane lane) {
        return new Item(lane.id(), "", "", "");
    }

    /** Empty if the lane is there no more. */
    Optional<HistoryQuery> query(List<Lane> lanes, Optional<Jid> requested) {
        return lanes.stream()
                .filter(one -> one.id().equals(lane))
                .findFirst()
                .map(
                        one ->
                                HistoryQuery.builder(one)
                                        .chat(
                                                chat.isEmpty()
                                                        ? requested
                                                        : Optional.of(Jid.of(chat)))
                                        .direction(
                                                one.directions().contains(Direction.FORWARD)
                                                        ? Direction.FORWARD
                                                        : Direction.BACKWARD)
                                        .from(from.isEmpty() ? Bound.START : bound(from))
                                        .to(to.isEmpty() ? Bound.END : bound(to))
                                        .build());
    }

    private static String words(Mark mark) {
        return mark.position() + ":" + mark.id();
    }

    private static Bound bound(String words) {
        if (words.startsWith("@")) {
            return new Bound.Time(Instant.ofEpochMilli(Long.parseLong(words.substring(1))));
        }
        int colon = words.indexOf(':');
        long position = Long.parseLong(words.substring(0, colon));
        return new Bound.At(new Mark(position, words.substring(colon + 1)));
    }

    static String writeAll(List<Item> items) {
        return items.stream()
                .map(i -> List.of(i.lane, i.chat, i.from, i.to))
                .map(parts -> parts.stream().map(Item::encode).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    static List<Item> readAll(String text) {
        return text.lines()
                .map(line -> line.split(" ", -1))
                .map(p -> new Item(decode(p[0]), decode(p[1]), decode(p[2]), decode(p[3])))
                .toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
