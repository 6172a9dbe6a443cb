package org.backscroll.source.whatsapp;

import java.util.Collection;

/** Collects no more than anything real holds, so that few bytes cannot become many objects. */
final class Capped {
    /** The most parts of one message: options, votes, reactions, contacts, lines. */
    static final int PARTS = 4_096;

    /** The most members of a group, present or past; of more, the first are told. */
    static final int MEMBERS = 16_384;

    private Capped() {}

    /**
     * Adds one of a message's parts.
     *
     * @throws MalformedException if there are too many
     */
    static <T> void add(Collection<T> parts, T part) throws MalformedException {
        check(parts.size() + 1);
        parts.add(part);
    }

    /**
     * Of a message's parts there are so many.
     *
     * @throws MalformedException if they are too many
     */
    static void check(int count) throws MalformedException {
        if (count > PARTS) {
            throw new MalformedException("it has more than " + PARTS + " parts of one kind");
        }
    }
}
