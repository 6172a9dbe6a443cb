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
        // A server whose clock was set back, or that imported, has records out of the order of
        // time.
        if (low.get().position() > high.get().position()) {
            return Optional.empty();
        }
        return Optional.of(new Covered(lane, chat, low.get(), high.get(), true, beginning));
    }
}
