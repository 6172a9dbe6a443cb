package org.backscroll.engine;

import org.backscroll.api.store.Applied;

/** Tells the world what was committed. */
interface Announcer {
    /** A job's status has changed. */
    void status(Job job);

    /** A chunk was committed. */
    void progress(Job job, Applied applied);
}
