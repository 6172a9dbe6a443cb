package org.example.backscroll.memory;

import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Coverage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What is known to be complete. A value: adding gives another one. */
record Ledger(List<Ledger.Line> lines, Map<Ledger.Name, Lane> lanes) {
    static final Ledger EMPTY = new Ledger(List.of(), Map.of());

    /** A lane of a source. */
    record Name(String source, String lane) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            return Comparator.comparing(Name::source)
                    .thenComparing(Name::lane)
                    .compare(this, other);
        }
    }

    record Line(String source, Covered range) {
        Name name() {
            return new Name(source, range.lane());
        }
    }

    Ledger with(String source, List<Covered> covered, List<Lane> described) {
        Map<Name, Lane> known = new TreeMap<>(lanes);
        described.forEach(lane -> known.put(new Name(source, lane.id()), lane));
        List<Line> all = new ArrayList<>(lines);
        covered.forEach(range -> enter(all, new Line(source, range)));
        return new Ledger(List.copyOf(all), Map.copyOf(known));
    }

    /** Under the addresses people are known by now, which may make one range of two. */
    private List<Line> known(UnaryOperator<Jid> canonical) {
        List<Line> all = new ArrayList<>();
        for (Line line : lines) {
            Covered r = line.range();
            Optional<Jid> chat = r.chat().map(canonical);
            enter(
                    all,
                    new Line(
                            line.source(),
                            new Covered(
                                    r.lane(), chat, r.from(), r.to(), r.proven(), r.beginning())));
        }
        return all;
    }

    private static void enter(List<Line> all, Line line) {
        Line joined = line;
        boolean again;
        do {
            again = false;
            for (Line other : List.copyOf(all)) {
                if (meet(other, joined)) {
                    all.remove(other);
                    joined = join(other, joined);
                    again = true;
                }
            }
        } while (again);
        all.add(joined);
    }

    /** A proof and a claim stay apart: together they would prove nothing. */
    private static boolean meet(Line a, Line b) {
        Covered x = a.range();
        Covered y = b.range();
        return a.name().equals(b.name())
                && x.chat().equals(y.chat())
                && x.proven() == y.proven()
                && ((x.from().position() < y.to().position()
                                && y.from().position() < x.to().position())
                        || x.to().equals(y.from())
                        || y.to().equals(x.from())
                        || x.from().equals(y.from())
                        || x.to().equals(y.to()));
    }

    private static Line join(Line a, Line b) {
        Covered x = a.range();
        Covered y = b.range();
        Mark from = earlier(x, y).from();
        Mark to = x.to().position() == y.to().position() ? edge(x, y) : later(x, y).to();
        return new Line(
                a.source(),
                new Covered(
                        x.lane(), x.chat(), from, to, x.proven(), x.beginning() || y.beginning()));
    }

    /** Of two ranges that begin at one position, the one the other goes on from is the older. */
    private static Covered earlier(Covered x, Covered y) {
        if (x.from().position() != y.from().position()) {
            return x.from().position() < y.from().position() ? x : y;
        }
        if (x.to().equals(y.from())) {
            return x;
        }
        return y.to().equals(x.from()) || y.from().compareTo(x.from()) < 0 ? y : x;
    }

    private static Covered later(Covered x, Covered y) {
        return x.to().position() > y.to().position() ? x : y;
    }

    private static Mark edge(Covered x, Covered y) {
        if (x.to().equals(y.from())) {
            return y.to();
        }
        return y.to().equals(x.from()) || x.to().compareTo(y.to()) > 0 ? x.to() : y.to();
    }

    List<Coverage> of(Optional<Jid> chat, UnaryOperator<Jid> canonical) {
        Optional<Jid> wanted = chat.map(canonical);
        return known(canonical).stream()
                .filter(line -> line.range().chat().equals(wanted))
                .sorted(
                        Comparator.comparing(Line::name)
                                .thenComparing(line -> line.range().from())
                                .thenComparing(line -> line.range().to())
                                .thenComparing(line -> line.range().proven()))
                .map(line -> new Coverage(line.source(), line.range(), order(line)))
                .toList();
    }

    private Optional<Lane.Order> order(Line line) {
        return line.range().chat().isPresent()
                ? Optional.of(Lane.Order.TIME)
                : Optional.ofNullable(lanes.get(line.name())).map(Lane::order);
    }

    /** Of a chat: what names it, and what is complete of its own lane or of those for any chat. */
    ChatCoverage ofChat(Jid chat, UnaryOperator<Jid> canonical) {
        Map<String, Boolean> own = new HashMap<>();
        lanes.forEach(
                (name, lane) -> {
                    if (speaksOfChats(lane) && lane.chat().map(canonical).equals(Optional.of(chat)))
                        own.put(name.source(), true);
                });
        List<Covered> ranges =
                known(canonical).stream()
                        .filter(line -> speaks(line, chat, canonical, own))
                        .map(Line::range)
                        .toList();
        List<long[]> proven = union(ranges.stream().filter(Covered::proven).toList());
        List<long[]> claimed = union(ranges.stream().filter(r -> !r.proven()).toList());
        List<ChatCoverage.Range> all = new ArrayList<>();
        proven.forEach(span -> all.add(range(span, true)));
        for (long[] claim : claimed) {
            long from = claim[0];
            for (long[] proof : proven) {
                if (proof[1] >= from && proof[0] <= claim[1]) {
                    if (proof[0] > from) {
                        all.add(range(new long[] {from, proof[0]}, false));
                    }
                    from = Math.max(from, proof[1]);
                }
            }
            if (from < claim[1] || proven.stream().noneMatch(p -> holds(p, claim))) {
                all.add(range(new long[] {from, claim[1]}, false));
            }
        }
        all.sort(Comparator.comparing(ChatCoverage.Range::from));
        return new ChatCoverage(ranges.stream().anyMatch(Covered::beginning), all);
    }

    private static boolean holds(long[] proof, long[] claim) {
        return proof[1] >= claim[0] && proof[0] <= claim[1];
    }

    private static boolean speaksOfChats(Lane lane) {
        return lane.order() == Lane.Order.TIME
                && lane.extent() == Lane.Extent.COMPLETE
                && lane.kinds().contains(Kind.MESSAGES);
    }

    private boolean speaks(
            Line line, Jid chat, UnaryOperator<Jid> canonical, Map<String, Boolean> own) {
        if (line.range().chat().isPresent()) {
            return line.range().chat().get().equals(chat);
        }
        Lane lane = lanes.get(line.name());
        if (lane == null || !speaksOfChats(lane)) {
            return false;
        }
        return lane.chat().isPresent()
                ? canonical.apply(lane.chat().get()).equals(chat)
                : !own.containsKey(line.source());
    }

    private static List<long[]> union(List<Covered> ranges) {
        List<long[]> spans = new ArrayList<>();
        ranges.stream()
                .sorted(Comparator.comparingLong(r -> r.from().position()))
                .forEach(
                        r -> {
                            long[] last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
                            if (last != null && r.from().position() <= last[1]) {
                                last[1] = Math.max(last[1], r.to().position());
                            } else {
                                spans.add(new long[] {r.from().position(), r.to().position()});
                            }
                        });
        return spans;
    }

    private static ChatCoverage.Range range(long[] span, boolean proven) {
        return new ChatCoverage.Range(
                Instant.ofEpochMilli(span[0]), Instant.ofEpochMilli(span[1]), proven);
    }
}
