package org.backscroll.api.source;

import java.time.Instant;

/**
 * Where a range begins or ends. All bounds are exclusive, save {@link Time} as the lower one of a
 * range.
 */
public sealed interface Bound {
    /** The beginning of the lane. */
    Bound START = new Start();

    /** The end of the lane, as far as it reaches when it is come to. */
    Bound END = new End();

    /** The beginning of the lane. */
    record Start() implements Bound {}

    /** The end of the lane. */
    record End() implements Bound {}

    /** A place the source itself named, in what it said to be covered. */
    record At(Mark mark) implements Bound {}

    /** A message. */
    record Message(Anchor anchor) implements Bound {}

    /** A time: as the lower bound inclusive, as the upper one exclusive. */
    record Time(Instant instant) implements Bound {}
}
