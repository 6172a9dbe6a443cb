package org.backscroll.source.xmpp;

import java.util.Optional;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Mark;

/** What is complete once a chunk is committed. */
final class Coverage {
    private Coverage() {}

    /**
     * From edge to edge, where both are known.
     *
     * @param beginning whether nothing older exists
     */
    static Optional<Covered> between(
            String lane,
            Optional<Jid> chat,
            Optional<Mark> low,
            Optional<Mark> high,
            boolean beginning) {
        if (low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        // A server whose clock was set back has records out of the order of time.
        boolean ordered = low.get().position() <= high.get().position();
        return Optional.of(
                new Covered(
                        lane,
                        chat,
                        ordered ? low.get() : high.get(),
                        ordered ? high.get() : low.get(),
                        true,
                        beginning));
    }
}
