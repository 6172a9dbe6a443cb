package org.backscroll.source.whatsapp;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;

/** Leaves out what a query does not want. */
final class Filter {
    private final HistoryQuery query;
    private final Set<Jid> chats;

    /**
     * @param chats the addresses of the query's chat, if it names one
     */
    Filter(HistoryQuery query, Set<Jid> chats) {
        this.query = query;
        this.chats = chats;
    }

    boolean wants(Piece.Told told) {
        if (told.kind() == Kind.IDENTITIES) {
            return true; // who is who helps whatever is asked for
        }
        // names that come with chats belong to them; a lane of names bears them by themselves
        boolean kind =
                query.kinds().contains(told.kind())
                        || told.kind() == Kind.NAMES && query.kinds().contains(Kind.CONVERSATIONS);
        return kind && wants(told.chat()) && told.at().map(at -> inTime(at, told)).orElse(true);
    }

    Optional<Covered> wants(Piece.Ended ended) {
        // A range cut at a time would need the messages at its edge: then nothing is claimed.
        boolean whole =
                query.kinds().contains(Kind.MESSAGES)
                        && query.from() == Bound.START
                        && !(query.to() instanceof Bound.Time);
        return whole && wants(ended.chat()) ? ended.covered() : Optional.empty();
    }

    /** Whether how this chat's history ends matters to the query. */
    boolean asksFor(Optional<Jid> chat) {
        return query.chat().isPresent() && wants(chat);
    }

    private boolean wants(Optional<Jid> chat) {
        return query.chat().isEmpty() || chat.isEmpty() || chats.contains(chat.get());
    }

    private boolean inTime(Instant at, Piece.Told told) {
        if (query.from() instanceof Bound.Time from && at.isBefore(from.instant())) {
            return false;
        }
        if (query.to() instanceof Bound.Time to && !at.isBefore(to.instant())) {
            return false;
        }
        if (query.to() instanceof Bound.Message to) {
            return before(to.anchor(), at, told);
        }
        return !(query.from() instanceof Bound.Message from) || after(from.anchor(), at, told);
    }

    private static boolean before(Anchor anchor, Instant at, Piece.Told told) {
        return !at.isAfter(anchor.timestamp()) && !is(anchor, told);
    }

    private static boolean after(Anchor anchor, Instant at, Piece.Told told) {
        return !at.isBefore(anchor.timestamp()) && !is(anchor, told);
    }

    private static boolean is(Anchor anchor, Piece.Told told) {
        return told.entry() instanceof org.backscroll.api.source.Entry.MessageEntry entry
                && entry.message().id().equals(anchor.message().id());
    }
}
