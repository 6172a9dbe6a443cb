package org.backscroll.source.xmpp;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;

/** The streams of an account. Their ids are for good. */
final class Lanes {
    /** The account's own archive: chats of two. */
    static final String ACCOUNT = "archive";

    /** The archive of a room; its address follows. */
    static final String ROOM = "room ";

    /** What contacts and the people of rooms call themselves. */
    static final String NAMES = "names";

    /** Who is in the rooms. */
    static final String PEOPLE = "people";

    private Lanes() {}

    static List<Lane> of(Settings settings) {
        List<Lane> lanes = new ArrayList<>();
        lanes.add(archive(ACCOUNT, Optional.empty()));
        for (Jid room : settings.rooms()) {
            lanes.add(archive(ROOM + room, Optional.of(room)));
        }
        lanes.add(Lane.builder(NAMES, EnumSet.of(Kind.NAMES)).build());
        if (!settings.rooms().isEmpty()) {
            lanes.add(
                    Lane.builder(PEOPLE, EnumSet.of(Kind.PARTICIPANTS, Kind.CONVERSATIONS))
                            .build());
        }
        return List.copyOf(lanes);
    }

    /** The room whose archive a lane is. */
    static Optional<Jid> room(Lane lane, Settings settings) {
        return settings.rooms().stream().filter(room -> lane.id().equals(ROOM + room)).findFirst();
    }

    private static Lane archive(String id, Optional<Jid> room) {
        Lane.Builder lane =
                Lane.builder(id, EnumSet.of(Kind.MESSAGES))
                        .order(Lane.Order.TIME)
                        .directions(EnumSet.allOf(Direction.class));
        room.ifPresent(lane::chat);
        return lane.build();
    }
}
