package org.backscroll.api.source;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes what a source delivers live. Used by one thread at a time. */
@ProviderType
public interface LiveSink {
    /**
     * Commits entries. When it returns, they are durable and the source may acknowledge them.
     *
     * @param entries what happened, in order
     * @param covered what is complete with them: live messages form a range of their own until a
     *     catch-up joins it
     * @throws InterruptedException if the following was ended meanwhile; nothing was committed
     */
    void accept(List<? extends Entry> entries, List<Covered> covered) throws InterruptedException;

    /**
     * The connection is lost and nothing more will be delivered; the engine opens another and
     * catches up.
     */
    void lost(SourceException why);
}
