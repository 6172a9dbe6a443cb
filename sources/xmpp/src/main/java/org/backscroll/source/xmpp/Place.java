package org.backscroll.source.xmpp;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Mark;
import org.backscroll.api.source.SourceException;

/**
 * A place in an archive that is found again whatever the server still knows: a time, and a record
 * among those of that time. Ids alone would not do, since a server forgets records, and some then
 * begin anew without a word.
 *
 * @param at the record's time in epoch milliseconds
 * @param id the archive's id of the record, or the message's own; empty for before all of that time
 * @param own whether it is the message's own
 */
record Place(long at, String id, boolean own) {
    private static final Cursor NOWHERE = new Cursor("-");

    static Place of(Mark mark) {
        return new Place(mark.position(), mark.id(), false);
    }

    private static Place of(Anchor anchor) {
        return new Place(anchor.timestamp().toEpochMilli(), anchor.message().id(), true);
    }

    /** Where a bound lies; empty for either end of the archive. */
    static Optional<Place> of(Bound bound) {
        if (bound instanceof Bound.Message message) {
            return Optional.of(of(message.anchor()));
        }
        return edge(bound).map(Place::of);
    }

    /** Whether a record is at this place. */
    boolean is(Item item, Function<Item, Optional<Envelope>> envelope) {
        return own
                ? envelope.apply(item).map(Envelope::id).equals(Optional.of(id))
                : !id.isEmpty() && item.id().equals(id);
    }

    /** From when to ask for records, so that all of this place's time are among them. */
    Instant from() {
        return Instant.ofEpochMilli(at);
    }

    /** Until when: servers keep finer times than we do, and include the one they are given. */
    Instant until() {
        return Instant.ofEpochMilli(id.isEmpty() ? at : at + 1);
    }

    /** A bound as the edge of what is covered, where it can be one. */
    static Optional<Mark> edge(Bound bound) {
        if (bound instanceof Bound.At at) {
            return Optional.of(at.mark());
        }
        return bound instanceof Bound.Time time
                ? Optional.of(new Mark(time.instant().toEpochMilli(), ""))
                : Optional.empty();
    }

    static Cursor cursor(Optional<Mark> mark) {
        return mark.map(m -> new Cursor(m.position() + " " + m.id())).orElse(NOWHERE);
    }

    /**
     * @return empty if nothing had been read
     * @throws SourceException.CursorLost if it is none of ours
     */
    static Optional<Mark> mark(Cursor cursor) throws SourceException.CursorLost {
        if (cursor.equals(NOWHERE)) {
            return Optional.empty();
        }
        String text = cursor.value();
        int blank = text.indexOf(' ');
        try {
            return Optional.of(
                    new Mark(
                            Long.parseLong(text.substring(0, Math.max(0, blank))),
                            text.substring(blank + 1)));
        } catch (NumberFormatException e) {
            throw new SourceException.CursorLost("the cursor cannot be read");
        }
    }
}
