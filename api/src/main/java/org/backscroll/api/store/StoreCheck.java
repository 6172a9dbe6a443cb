package org.backscroll.api.store;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Optional service of a store: looks after itself and says what it found. May take a while.
 * Thread-safe.
 */
@ConsumerType
public interface StoreCheck {
    /** Checks everything, changing nothing. */
    List<Finding> check() throws StoreException;

    /**
     * One thing that was looked at.
     *
     * @param subject what, for instance {@code integrity}
     * @param ok whether it is in order
     * @param detail what was found, in one line, with what to do where it is not in order
     */
    record Finding(String subject, boolean ok, String detail) {
        /** All parts are required. */
        public Finding {
            Objects.requireNonNull(subject, "subject");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
