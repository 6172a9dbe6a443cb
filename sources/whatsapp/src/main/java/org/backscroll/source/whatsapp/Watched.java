package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pieces of a spooled file, which are watched so that it is known at the end whether all of it
 * was taken. Read from their beginning always, for what was taken earlier counts too.
 */
final class Watched implements Pieces {
    private final Pieces pieces;
    private final Filter filter;
    private final Consumer<Watched> atEnd;
    private boolean leftOut;
    private boolean damaged;

    /**
     * @param filter what of them is wanted
     * @param atEnd told once, when the last one was taken
     */
    Watched(Pieces pieces, Filter filter, Consumer<Watched> atEnd) {
        this.pieces = pieces;
        this.filter = filter;
        this.atEnd = atEnd;
    }

    /** Whether something is not wanted here, so that it is still to be read by another. */
    boolean leftOut() {
        return leftOut;
    }

    /** Whether something could not be read. */
    boolean damaged() {
        return damaged;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        Optional<Piece> next = pieces.next();
        if (next.isEmpty()) {
            atEnd.accept(this);
        } else if (next.get() instanceof Piece.Told told) {
            leftOut |= !filter.wants(told);
        } else if (next.get() instanceof Piece.Bad) {
            damaged = true;
        }
        return next;
    }

    @Override
    public void startAt(Checkpoint checkpoint) {
        // from the beginning
    }

    @Override
    public Checkpoint checkpoint() {
        return Checkpoint.START;
    }

    @Override
    public double fraction() {
        return pieces.fraction();
    }

    @Override
    public boolean cutOff() {
        return pieces.cutOff();
    }

    @Override
    public void close() throws IOException {
        pieces.close();
    }
}
