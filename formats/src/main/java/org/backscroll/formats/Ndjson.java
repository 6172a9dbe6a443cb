package org.backscroll.formats;

/** The kinds of lines of an export, and its version: what its writer and its reader agree on. */
final class Ndjson {
    static final int VERSION = 1;

    static final String KIND = "kind";
    static final String HEADER = "backscroll-export";
    static final String CONVERSATION = "conversation";
    static final String MESSAGE = "message";
    static final String STARRED = "starred";
    static final String UNKNOWN_REACTION = "unknown_reaction";
    static final String PRECISION = "precision";
    static final String OWN_NAME = "own_name";
    static final String IDENTITY = "identity";
    static final String NAME = "name";

    private Ndjson() {}
}
