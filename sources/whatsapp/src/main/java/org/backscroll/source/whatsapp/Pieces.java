package org.backscroll.source.whatsapp;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A unit's pieces, in an order that is the same at every reading. */
interface Pieces extends Closeable {
    /** The next one; empty at the end. */
    Optional<Piece> next() throws IOException;

    /** Begins where an earlier reading came by; before the first piece. */
    void startAt(Checkpoint checkpoint) throws IOException;

    /** The last place come by from where reading can begin. */
    Checkpoint checkpoint();

    /** How much of the unit is read, 0 to 1. */
    double fraction();

    /** Whether its compressed data ended before their end. */
    boolean cutOff();

    /** A unit of which nothing can be had but the reason why. */
    static Pieces only(Piece piece) {
        return new Pieces() {
            private Optional<Piece> left = Optional.of(piece);

            @Override
            public Optional<Piece> next() {
                Optional<Piece> next = left;
                left = Optional.empty();
                return next;
            }

            @Override
            public void startAt(Checkpoint checkpoint) {
                // there is only one place
            }

            @Override
            public Checkpoint checkpoint() {
                return Checkpoint.START;
            }

            @Override
            public double fraction() {
                return 1;
            }

            @Override
            public boolean cutOff() {
                return false;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
