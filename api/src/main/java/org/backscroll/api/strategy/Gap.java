package org.backscroll.api.strategy;

import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Mark;

/**
 * What of a lane is not known to be complete: between two covered ranges, before the first or after
 * the last.
 *
 * @param after the upper edge of the range below; empty when there is none, so that it reaches to
 *     the beginning
 * @param before the lower edge of the range above; empty when there is none, so that it reaches to
 *     the end
 */
public record Gap(Optional<Mark> after, Optional<Mark> before) {
    /** From the beginning to the end. */
    public static final Gap WHOLE = new Gap(Optional.empty(), Optional.empty());

    /** All parts are required. */
    public Gap {
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(before, "before");
    }

    /** The older bound of the range to read. */
    public Bound from() {
        return after.<Bound>map(Bound.At::new).orElse(Bound.START);
    }

    /** The newer bound of the range to read. */
    public Bound to() {
        return before.<Bound>map(Bound.At::new).orElse(Bound.END);
    }
}
