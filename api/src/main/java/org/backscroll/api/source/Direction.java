package org.backscroll.api.source;

/** Which way along a lane's order. */
public enum Direction {
    /** From the beginning towards the end. */
    FORWARD,
    /** From the end towards the beginning. */
    BACKWARD
}
