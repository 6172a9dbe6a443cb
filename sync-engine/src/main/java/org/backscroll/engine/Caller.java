package org.backscroll.engine;

/** Somebody who calls a source. */
interface Caller {
    /** Whether the answer is still wanted. */
    boolean wanted();

    /** Raised when an answer has come, and when it is not wanted any more. */
    Signal signal();
}
