package org.backscroll.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.LaneProgress;

/**
 * A source and a store in one, as far as a strategy can tell: lanes of numbered records, and what
 * of them is committed. Record {@code i} of a lane lies at {@link #time}, in chat {@code i % 3}.
 */
final class World {
    static final AccountId ACCOUNT = AccountId.of("tck");
    static final List<Jid> CHATS = List.of(Said.ANA, Said.BEN, Said.CLEO);
    static final Instant NOW = Said.at(0).plus(Duration.ofDays(30));
    private static final int RECORDS = 40;

    /** How far a lane was read. */
    private record State(String range, int read, Optional<End> end, String job, long messages) {}

    /** A span of records that is known to be complete, edges included. */
    private record Span(int from, int to) {}

    final String name;
    final List<Lane> lanes;
    final Set<String> read = new TreeSet<>();
    private final Map<String, State> states = new HashMap<>();
    private final Map<String, List<Span>> ledger = new HashMap<>();
    private final Map<Jid, TreeMap<Instant, Anchor>> stored = new HashMap<>();

    private World(String name, Lane... lanes) {
        this.name = name;
        this.lanes = new ArrayList<>(List.of(lanes));
        this.lanes.sort(Comparator.comparing(Lane::id));
    }

    /** All that strategies have to do with, each anew. */
    static List<World> all() {
        Lane.Builder archive =
                Lane.builder("archive", EnumSet.of(Kind.MESSAGES)).order(Lane.Order.TIME);
        World outages =
                new World(
                        "an archive with outages",
                        archive.directions(EnumSet.allOf(Direction.class)).build(),
                        names());
        outages.cover(outages.lanes.get(0), 10, 14);
        outages.cover(outages.lanes.get(0), 22, 25);
        return List.of(
                new World("nothing"),
                new World("a phone", phone()),
                new World("an archive", archive.build(), room(), names()),
                outages,
                new World(
                        "an archive to be read forward only",
                        archive.directions(EnumSet.of(Direction.FORWARD)).build()),
                new World(
                        "one lane for everything",
                        Lane.builder("all", EnumSet.allOf(Kind.class)).build()));
    }

    private static Lane names() {
        return Lane.builder("names", EnumSet.of(Kind.NAMES)).build();
    }

    private static Lane room() {
        return Lane.builder("room", EnumSet.of(Kind.MESSAGES))
                .order(Lane.Order.TIME)
                .directions(EnumSet.allOf(Direction.class))
                .chat(CHATS.get(0))
                .build();
    }

    private static Lane[] phone() {
        Set<Kind> kinds = EnumSet.of(Kind.MESSAGES, Kind.CONVERSATIONS);
        return new Lane[] {
            Lane.builder("recent", kinds).extent(Lane.Extent.RECENT).build(),
            Lane.builder("older", kinds).extent(Lane.Extent.OLDER).build(),
            Lane.builder("answers", kinds).extent(Lane.Extent.ANSWERS).build(),
            names(),
            Lane.builder("background", EnumSet.of(Kind.IDENTITIES, Kind.STATUSES)).build()
        };
    }

    /** Stores the newest messages of each chat, so that there is something to ask before. */
    World withAnchors() {
        for (int i = RECORDS - 3; i < RECORDS; i++) {
            store(i);
        }
        return this;
    }

    private static Instant time(int record) {
        return Said.at(0).plus(Duration.ofHours(record));
    }

    private static Mark mark(int record) {
        return new Mark(time(record).toEpochMilli(), "r" + record);
    }

    private void store(int record) {
        Jid chat = CHATS.get(record % 3);
        MessageKey key = new MessageKey(ACCOUNT, chat, MessageKey.Author.ME, "m" + record);
        stored.computeIfAbsent(chat, c -> new TreeMap<>())
                .put(time(record), new Anchor(key, time(record)));
    }

    private void cover(Lane lane, int from, int to) {
        List<Span> spans = ledger.computeIfAbsent(lane.id(), l -> new ArrayList<>());
        Span joined = new Span(from, to);
        for (Span other : List.copyOf(spans)) {
            if (other.from() <= joined.to() && joined.from() <= other.to()) {
                spans.remove(other);
                joined =
                        new Span(
                                Math.min(other.from(), joined.from()),
                                Math.max(other.to(), joined.to()));
            }
        }
        spans.add(joined);
        spans.sort(Comparator.comparingInt(Span::from));
    }

    List<Gap> gaps(Lane lane) {
        List<Gap> gaps = new ArrayList<>();
        Optional<Mark> above = Optional.empty();
        List<Span> spans = new ArrayList<>(ledger.getOrDefault(lane.id(), List.of()));
        Collections.reverse(spans);
        boolean beginning = false;
        for (Span span : spans) {
            gaps.add(new Gap(Optional.of(mark(span.to())), above));
            above = Optional.of(mark(span.from()));
            beginning = span.from() == 0;
        }
        if (!beginning) {
            gaps.add(new Gap(Optional.empty(), above));
        }
        return List.copyOf(gaps);
    }

    LaneProgress progress(Lane lane, String job) {
        State state = states.get(lane.id());
        if (state == null) {
            return LaneProgress.NONE;
        }
        boolean own = state.job().equals(job);
        return new LaneProgress(
                own ? state.messages() : 0,
                own ? state.end() : Optional.empty(),
                Optional.of(state.range()),
                Optional.of(NOW),
                own);
    }

    /** The chats of which something is stored; of every other one a message is unread. */
    List<Conversation> chats(int limit) {
        List<Conversation> chats = new ArrayList<>();
        stored.forEach(
                (jid, anchors) -> {
                    Anchor last = anchors.lastEntry().getValue();
                    chats.add(
                            Conversation.builder(ACCOUNT, jid)
                                    .unreadCount(CHATS.indexOf(jid) % 2)
                                    .messageCount(anchors.size())
                                    .lastMessage(
                                            Message.builder(last.message(), last.timestamp())
                                                    .build())
                                    .build());
                });
        chats.sort(
                Comparator.comparing(Conversation::sortTime)
                        .reversed()
                        .thenComparing(Conversation::jid));
        return chats.subList(0, Math.min(limit, chats.size()));
    }

    List<Anchor> oldest(Jid chat, int count) {
        return stored.getOrDefault(chat, new TreeMap<>()).values().stream().limit(count).toList();
    }

    Optional<Anchor> message(Jid chat, String id) {
        return oldest(chat, 1000).stream().filter(a -> a.message().id().equals(id)).findFirst();
    }

    /**
     * Reads and commits the next chunk of a range.
     *
     * @return how many messages it delivered
     */
    int read(HistoryQuery query, String job, boolean anew, long size) {
        Lane lane = query.lane();
        State state = states.get(lane.id());
        boolean same = state != null && state.range().equals(query.toString());
        boolean resumed = same && (state.job().equals(job) || !anew);
        List<Integer> wanted = records(query);
        int begin = resumed ? state.read() : 0;
        int end = begin;
        int messages = 0;
        boolean bears = query.kinds().contains(Kind.MESSAGES);
        while (end < wanted.size() && end - begin < size) {
            int record = wanted.get(end++);
            read.add(lane.id() + " " + record);
            if (bears) {
                store(record);
                messages++;
            }
        }
        boolean more = end < wanted.size();
        cover(query, wanted, begin, end, more);
        boolean own = same && state.job().equals(job);
        states.put(
                lane.id(),
                new State(
                        query.toString(),
                        end,
                        more ? Optional.empty() : Optional.of(end(query)),
                        job,
                        (own ? state.messages() : 0) + messages));
        return messages;
    }

    /** A chunk covers from where the one before it ended; the last one as far as its bound. */
    private void cover(HistoryQuery query, List<Integer> wanted, int begin, int end, boolean more) {
        boolean whole =
                query.chat().isEmpty()
                        && query.lane().order() == Lane.Order.TIME
                        && query.kinds().contains(Kind.MESSAGES);
        if (!whole || wanted.isEmpty()) {
            return;
        }
        boolean forward = query.direction() == Direction.FORWARD;
        int low = below(query.from());
        int high = above(query.to());
        int first = wanted.get(Math.max(0, Math.min(begin, wanted.size()) - 1));
        int last = wanted.get(Math.max(0, end - 1));
        int from = forward ? (begin == 0 ? low : first) : (more ? last : low);
        int to = forward ? (more ? last : high) : (begin == 0 ? high : first);
        cover(query.lane(), Math.max(0, from), Math.min(RECORDS - 1, to));
    }

    private static End end(HistoryQuery query) {
        if (query.direction() == Direction.BACKWARD) {
            return query.from().equals(Bound.START) ? End.BEGINNING : End.BOUND;
        }
        return query.to().equals(Bound.END) ? End.IDLE : End.BOUND;
    }

    /** The records strictly between the bounds, in the order of reading. */
    private static List<Integer> records(HistoryQuery query) {
        List<Integer> records = new ArrayList<>();
        Optional<Jid> only = query.lane().chat();
        if (only.isPresent() && query.chat().isPresent() && !query.chat().equals(only)) {
            return records;
        }
        int end = Math.min(RECORDS, above(query.to()));
        for (int i = Math.max(0, below(query.from()) + 1); i < end; i++) {
            Jid chat = only.orElse(CHATS.get(i % 3));
            if (query.chat().isEmpty() || query.chat().get().equals(chat)) {
                records.add(i);
            }
        }
        if (query.direction() == Direction.BACKWARD) {
            Collections.reverse(records);
        }
        return records;
    }

    /** The last record that lies before a lower bound, or on it. */
    private static int below(Bound bound) {
        return switch (place(bound)) {
            case Integer.MIN_VALUE -> -1;
            case Integer.MAX_VALUE -> RECORDS;
            default -> bound instanceof Bound.Time ? place(bound) - 1 : place(bound);
        };
    }

    private static int above(Bound bound) {
        return switch (place(bound)) {
            case Integer.MIN_VALUE -> -1;
            case Integer.MAX_VALUE -> RECORDS;
            default -> place(bound);
        };
    }

    private static int place(Bound bound) {
        if (bound instanceof Bound.At at) {
            return hours(Instant.ofEpochMilli(at.mark().position()));
        } else if (bound instanceof Bound.Message message) {
            return hours(message.anchor().timestamp());
        } else if (bound instanceof Bound.Time time) {
            return hours(time.instant());
        }
        return bound instanceof Bound.Start ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }

    /** The first record at a time or later. */
    private static int hours(Instant time) {
        long millis = Duration.between(time(0), time).toMillis();
        return (int) Math.max(-1, Math.min(RECORDS, -Math.floorDiv(-millis, 3_600_000L)));
    }
}
