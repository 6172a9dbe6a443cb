package org.backscroll.source.whatsapp;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;

/**
 * The streams of a spool, beside those of a folder: what a lane does not bear would be deleted
 * unread, so each bears all that its files may. Their ids are for good.
 */
final class SpoolLanes {
    private static final String PREFIX = "spool-";

    private static final Set<Kind> CHATS =
            EnumSet.of(
                    Kind.MESSAGES,
                    Kind.CONVERSATIONS,
                    Kind.PARTICIPANTS,
                    Kind.IDENTITIES,
                    Kind.NAMES,
                    Kind.STATUSES);

    static final List<Lane> ALL = Lanes.ALL.stream().map(SpoolLanes::of).toList();

    private SpoolLanes() {}

    static boolean has(Lane lane) {
        return ALL.stream().anyMatch(known -> known.id().equals(lane.id()));
    }

    /** The spool's lane of a folder's lane. */
    static String id(String lane) {
        return PREFIX + lane;
    }

    /** The folder's lane that a lane, of either, is like. */
    static String base(String lane) {
        return lane.startsWith(PREFIX) ? lane.substring(PREFIX.length()) : lane;
    }

    /** A lane that bears everything, for reading a file whole whatever is in it. */
    static Lane whole(String lane) {
        return Lane.builder(id(lane), EnumSet.allOf(Kind.class)).build();
    }

    private static Lane of(Lane lane) {
        boolean chats = lane.kinds().contains(Kind.MESSAGES);
        Set<Direction> directions = lane.directions();
        return Lane.builder(id(lane.id()), chats ? CHATS : lane.kinds())
                .extent(lane.extent())
                .directions(directions)
                .build();
    }
}
