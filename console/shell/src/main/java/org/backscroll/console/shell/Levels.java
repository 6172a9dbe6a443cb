package org.backscroll.console.shell;

import java.util.Optional;
import java.util.SortedMap;

/** The levels of a logging system, to be read and set while it runs. */
interface Levels {
    /** What the logger that all others inherit from is called. */
    String ROOT = "ROOT";

    /** The loggers that have a level of their own. */
    SortedMap<String, String> own();

    /** The level in effect for a logger. */
    String effective(String logger);

    /** Gives a logger a level of its own, or takes it away. */
    void set(String logger, Optional<String> level);
}
