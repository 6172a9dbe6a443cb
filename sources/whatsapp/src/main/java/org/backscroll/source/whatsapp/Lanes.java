package org.backscroll.source.whatsapp;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;

/** The streams of a folder: one for each use of the wire's types. Their ids are for good. */
final class Lanes {
    /** What a phone sends first: types INITIAL_BOOTSTRAP and RECENT. */
    static final String RECENT = "recent";

    /** What is older: type FULL, and what has no type that is known. */
    static final String OLDER = "older";

    /** Answers to requests for more of one chat: type ON_DEMAND. */
    static final String ANSWERS = "answers";

    /** Type PUSH_NAME. */
    static final String NAMES = "names";

    /** Types INITIAL_STATUS_V3 and NON_BLOCKING_DATA. */
    static final String BACKGROUND = "background";

    private static final Set<Kind> CHATS =
            EnumSet.of(Kind.MESSAGES, Kind.CONVERSATIONS, Kind.PARTICIPANTS, Kind.IDENTITIES);

    static final List<Lane> ALL =
            List.of(
                    Lane.builder(RECENT, CHATS).extent(Lane.Extent.RECENT).build(),
                    Lane.builder(OLDER, CHATS).extent(Lane.Extent.OLDER).build(),
                    // Each answer is older than the one before, and begins with its newest message:
                    // read in the order of its files, the lane goes backward in time.
                    Lane.builder(ANSWERS, CHATS)
                            .extent(Lane.Extent.ANSWERS)
                            .directions(EnumSet.allOf(Direction.class))
                            .build(),
                    Lane.builder(NAMES, EnumSet.of(Kind.NAMES, Kind.IDENTITIES)).build(),
                    Lane.builder(
                                    BACKGROUND,
                                    EnumSet.of(
                                            Kind.STATUSES,
                                            Kind.IDENTITIES,
                                            Kind.PARTICIPANTS,
                                            Kind.METADATA))
                            .build());

    private Lanes() {}

    /** The lane with an id that is one. */
    static Lane get(String id) {
        return ALL.stream().filter(lane -> lane.id().equals(id)).findFirst().orElseThrow();
    }

    static boolean has(Lane lane) {
        return ALL.stream().anyMatch(known -> known.id().equals(lane.id()));
    }
}
