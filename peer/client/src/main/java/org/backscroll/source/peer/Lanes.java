package org.backscroll.source.peer;

import java.util.EnumSet;
import java.util.List;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.store.ChangesQuery;

/** The streams of another Backscroll. Their ids are for good. */
final class Lanes {
    /** Everything, in the order in which it became known there; backward, one chat's messages. */
    static final Lane HISTORY =
            Lane.builder("history", ChangesQuery.ALL)
                    .directions(EnumSet.allOf(Direction.class))
                    .build();

    private static final Lane NAMES = Lane.builder("names", EnumSet.of(Kind.NAMES)).build();

    private static final Lane PEOPLE =
            Lane.builder("people", EnumSet.of(Kind.IDENTITIES, Kind.PARTICIPANTS)).build();

    static final List<Lane> ALL = List.of(HISTORY, NAMES, PEOPLE);

    private Lanes() {}
}
