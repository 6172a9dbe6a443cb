package org.backscroll.source.whatsapp.export;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;

/** One step of a file: the smallest thing a cursor can stand behind. */
sealed interface Piece {
    /** About how many bytes it takes. */
    int size();

    /**
     * Something the file tells.
     *
     * @param kind what it counts as
     * @param at when a message was sent; empty for what has no place in time
     */
    record Told(Entry entry, Kind kind, Optional<Instant> at, int size) implements Piece {
        boolean isMessage() {
            return kind == Kind.MESSAGES;
        }
    }

    /** Something that could not be read. */
    record Bad(Rejected rejected, int size) implements Piece {}

    /**
     * The file's end.
     *
     * @param covered what is complete by it, if there is anything to speak of
     */
    record Ended(Optional<Covered> covered) implements Piece {
        @Override
        public int size() {
            return 128;
        }
    }
}
