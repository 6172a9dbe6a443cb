package org.backscroll.api.source;

/** What comes after a chunk. */
public enum End {
    /** There is more in the range. */
    MORE,
    /** The range's bound is reached. */
    BOUND,
    /** The beginning of the history is reached: nothing older exists. */
    BEGINNING,
    /** There is nothing more now; there may be later. */
    IDLE,
    /** There is more, but not for this account or device. */
    NO_ACCESS
}
