package org.backscroll.source.whatsapp;

/**
 * A place in a unit's inflated contents where a conversation begins, so that going on in a large
 * unit does not decode all that comes before.
 *
 * @param offset in bytes
 * @param pieces how many pieces come before it
 * @param conversations how many conversations come before it
 */
record Checkpoint(long offset, long pieces, int conversations) {
    static final Checkpoint START = new Checkpoint(0, 0, 0);
}
