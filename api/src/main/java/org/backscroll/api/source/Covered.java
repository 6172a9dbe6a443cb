package org.backscroll.api.source;

import java.util.Objects;
import java.util.Optional;
import org.backscroll.api.Jid;

/**
 * A range that has no gap once its chunk is committed. Ranges of one lane, and of one chat if they
 * name one, are joined as their positions overlap or as their edges meet in an equal {@link Mark};
 * edges at one position with different ids do not meet.
 *
 * @param lane the lane's id
 * @param chat the only chat it speaks of, and then its positions are message times in epoch
 *     milliseconds whatever the lane's order; empty when it speaks of all of the lane
 * @param from its older edge, included
 * @param to its newer edge, included
 * @param proven whether the source guarantees that nothing is missing, or only claims it
 * @param beginning whether nothing older exists
 */
public record Covered(
        String lane, Optional<Jid> chat, Mark from, Mark to, boolean proven, boolean beginning) {
    /**
     * @throws IllegalArgumentException if the edges are in the wrong order
     */
    public Covered {
        Objects.requireNonNull(lane, "lane");
        Objects.requireNonNull(chat, "chat");
        if (from.position() > to.position()) {
            throw new IllegalArgumentException("a covered range ends before it begins");
        }
    }
}
