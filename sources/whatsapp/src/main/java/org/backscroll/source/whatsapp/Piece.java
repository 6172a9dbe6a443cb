package org.backscroll.source.whatsapp;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;

/** One step of a unit: the smallest thing a cursor can stand behind. */
sealed interface Piece {
    /** About how many bytes it takes. */
    int size();

    /**
     * Something the unit tells.
     *
     * @param kind what it counts as
     * @param chat the chat it belongs to; empty when to none
     * @param at when the message it stands with was sent; empty for what has no place in time
     */
    record Told(Entry entry, Kind kind, Optional<Jid> chat, Optional<Instant> at, int size)
            implements Piece {
        boolean isMessage() {
            return entry instanceof Entry.MessageEntry;
        }
    }

    /** Something that could not be read. */
    record Bad(Rejected rejected, int size) implements Piece {}

    /**
     * A conversation's end, with what is complete by it.
     *
     * @param covered the range, if there is one to speak of
     * @param transfer how the phone says the conversation's history ends; -1 when it does not say
     */
    record Ended(Optional<Jid> chat, Optional<Covered> covered, int transfer) implements Piece {
        @Override
        public int size() {
            return 128;
        }
    }
}
