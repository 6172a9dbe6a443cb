package org.backscroll.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One member of a group, present or past.
 *
 * @param jid who
 * @param name the best name known now
 * @param role in what capacity
 * @param left when they left or were removed; empty for present members and when unknown
 */
public record Participant(Jid jid, Optional<String> name, Role role, Optional<Instant> left) {
    /** In what capacity somebody belongs to a group. */
    public enum Role {
        /** A member. */
        MEMBER,
        /** A member with an admin's rights. */
        ADMIN,
        /** The group's owner. */
        OWNER,
        /** Left by themselves. */
        LEFT,
        /** Was removed. */
        REMOVED
    }

    /** All parts are required. */
    public Participant {
        Objects.requireNonNull(jid, "jid");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(left, "left");
    }
}
