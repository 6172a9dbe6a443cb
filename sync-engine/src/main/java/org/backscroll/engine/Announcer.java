package org.backscroll.engine;

import java.util.List;
import org.backscroll.api.source.Lane;
import org.backscroll.api.store.Applied;
import org.backscroll.api.strategy.Gap;

/** Tells the world what was committed. */
interface Announcer {
    /** A job's status has changed. */
    default void status(Job job) {}

    /** A chunk was committed. */
    default void progress(Job job, Applied applied) {}

    /** A failure is tried again. */
    default void retry(Job job) {}

    /** A job has found ranges between what is complete that are not. */
    default void gaps(Job job, Lane lane, List<Gap> gaps) {}

    /** Several, one after the other. */
    static Announcer all(Announcer... announcers) {
        return new Announcer() {
            @Override
            public void status(Job job) {
                for (Announcer announcer : announcers) {
                    announcer.status(job);
                }
            }

            @Override
            public void progress(Job job, Applied applied) {
                for (Announcer announcer : announcers) {
                    announcer.progress(job, applied);
                }
            }

            @Override
            public void retry(Job job) {
                for (Announcer announcer : announcers) {
                    announcer.retry(job);
                }
            }

            @Override
            public void gaps(Job job, Lane lane, List<Gap> gaps) {
                for (Announcer announcer : announcers) {
                    announcer.gaps(job, lane, gaps);
                }
            }
        };
    }
}
