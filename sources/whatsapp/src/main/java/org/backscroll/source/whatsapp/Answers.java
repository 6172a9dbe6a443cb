package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.SourceException;

/**
 * Finds the files in a spool that answer a question about a chat, also when the phone answers under
 * the person's other address. Used by one thread at a time.
 */
final class Answers {
    /** Some file systems tell times no more exactly than this. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private final Feed feed;
    private final HistoryQuery asked;
    private final Set<Unit> looked = new HashSet<>();

    /** The files of an answer, and what of them is wanted. */
    record Answer(List<Unit> units, Filter filter) {}

    /** What an answer speaks of. */
    private record Contents(Set<Jid> chats, boolean messages, boolean wanted) {}

    Answers(Feed feed, HistoryQuery asked) {
        this.feed = feed;
        this.asked = asked;
    }

    /**
     * What is there of an answer.
     *
     * @param anchor the messages before which were asked for
     * @param since when that was asked, if it was; an answer from an address of which nothing is
     *     known is one to the only question that is open
     */
    Optional<Answer> find(Anchor anchor, Optional<Instant> since) throws SourceException {
        List<Unit> spooled = feed.spool().list();
        List<Unit> candidates = new ArrayList<>(spooled);
        candidates.removeAll(looked);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<Unit> all = feed.everything(spooled);
        Set<Jid> chats = new HashSet<>(feed.aliases().of(asked.chat().orElseThrow(), all));
        chats.addAll(feed.aliases().of(anchor.message().chat(), all));
        List<Unit> found = new ArrayList<>();
        for (Unit unit : candidates) {
            Optional<Contents> contents = contents(unit, anchor);
            if (contents.isPresent() && answers(unit, contents.get(), chats, all, since)) {
                found.add(unit);
                chats.addAll(contents.get().chats());
            }
            looked.add(unit); // what was found is found once
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Answer(found, filter(anchor, chats)));
    }

    private boolean answers(
            Unit unit, Contents contents, Set<Jid> chats, List<Unit> all, Optional<Instant> since)
            throws SourceException {
        if (contents.messages() && !contents.wanted()) {
            return false; // it was an answer once, and is stored
        }
        if (contents.chats().stream().anyMatch(chats::contains)) {
            return true;
        }
        boolean only = since.isPresent() && feed.spool().awaited() == 1;
        return only
                && contents.chats().size() == 1
                && unit.modified() >= since.get().minus(CLOCK_STEP).toEpochMilli()
                && otherAddress(contents.chats().iterator().next(), all);
    }

    /** Whether it may be the other address of who was asked about: of nobody else it is known. */
    private boolean otherAddress(Jid chat, List<Unit> all) throws SourceException {
        Jid of = asked.chat().orElseThrow();
        return Jids.direct(of)
                && Jids.direct(chat)
                && Jids.lid(of) != Jids.lid(chat)
                && feed.aliases().of(chat, all).size() == 1;
    }

    /** What a file speaks of; empty if it is no answer to anything. */
    private Optional<Contents> contents(Unit unit, Anchor anchor) throws SourceException {
        Filter inTime =
                new Filter(
                        HistoryQuery.builder(SpoolLanes.whole(Lanes.ANSWERS))
                                .to(new Bound.Message(anchor))
                                .build(),
                        Set.of());
        try {
            Optional<Pieces> opened = feed.units().open(unit, SpoolLanes.id(Lanes.ANSWERS));
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            Set<Jid> chats = new HashSet<>();
            boolean messages = false;
            boolean wanted = false;
            try (Pieces pieces = opened.get()) {
                for (Optional<Piece> next = pieces.next(); next.isPresent(); next = pieces.next()) {
                    if (next.get() instanceof Piece.Ended ended) {
                        ended.chat().ifPresent(chats::add);
                    } else if (next.get() instanceof Piece.Told told && told.isMessage()) {
                        messages = true;
                        wanted |= inTime.wants(told);
                    }
                }
            }
            return Optional.of(new Contents(chats, messages, wanted));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SourceException.Transient(
                    unit.name() + " cannot be read now: " + e.getMessage(), e);
        }
    }

    /** All of these chats before the anchor, with what comes with it. */
    private static Filter filter(Anchor anchor, Set<Jid> chats) {
        HistoryQuery query =
                HistoryQuery.builder(SpoolLanes.whole(Lanes.ANSWERS))
                        .chat(Optional.of(chats.iterator().next()))
                        .direction(Direction.FORWARD)
                        .to(new Bound.Message(anchor))
                        .build();
        return new Filter(query, chats);
    }
}
