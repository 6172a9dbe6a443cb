package org.backscroll.api.store;

/**
 * Somebody else has gone on meanwhile: the lease was lost or a cursor has moved. Read the state
 * again.
 */
public class StaleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what has moved. */
    public StaleException(String message) {
        super(message);
    }
}
