package org.backscroll.source.whatsapp.export;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;

/** Leaves out what a query does not want. */
final class Filter {
    private final HistoryQuery query;

    Filter(HistoryQuery query) {
        this.query = query;
    }

    boolean wants(Jid chat) {
        return query.chat().isEmpty() || query.chat().get().equals(chat);
    }

    boolean wants(Piece.Told told) {
        return query.kinds().contains(told.kind())
                && told.at().map(at -> inTime(at, told.entry())).orElse(true);
    }

    /** A range cut at a time would need the messages at its edge: then nothing is claimed. */
    Optional<Covered> wants(Piece.Ended ended) {
        boolean whole =
                query.kinds().contains(Kind.MESSAGES)
                        && query.from() == Bound.START
                        && query.to() == Bound.END;
        return whole ? ended.covered() : Optional.empty();
    }

    private boolean inTime(Instant at, Entry entry) {
        if (query.from() instanceof Bound.Time from && at.isBefore(from.instant())
                || query.to() instanceof Bound.Time to && !at.isBefore(to.instant())) {
            return false;
        }
        if (query.from() instanceof Bound.Message from
                && (at.isBefore(from.anchor().timestamp()) || is(from.anchor(), entry))) {
            return false;
        }
        return !(query.to() instanceof Bound.Message to
                && (at.isAfter(to.anchor().timestamp()) || is(to.anchor(), entry)));
    }

    private static boolean is(Anchor anchor, Entry entry) {
        return entry instanceof Entry.MessageEntry one
                && one.message().id().equals(anchor.message().id());
    }
}
