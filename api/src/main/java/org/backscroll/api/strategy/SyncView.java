package org.backscroll.api.strategy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Lane;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a strategy may look at: what is committed, and nothing else. Read lazily; valid only during
 * the call of {@link SyncStrategy#next} it is given to.
 */
@ProviderType
public interface SyncView {
    /** Whose history it is. */
    AccountId account();

    /** What was asked for. */
    SyncRequest request();

    /** What is left of the budget, in messages; empty when there is none. */
    OptionalLong remaining();

    /** What this job has done so far. */
    SyncCounts counts();

    /** What the strategy wanted remembered in this job; maybe of a foreign format. */
    Optional<Memo> memo();

    /** The source's lanes, ordered by id. */
    List<Lane> lanes();

    /** How far this job has come with a lane. */
    LaneProgress progress(Lane lane);

    /**
     * What of a lane is not complete, newest first, after all jobs' commits. A lane nothing is
     * known of has one gap from beginning to end; the one that reaches to the end is always there.
     */
    List<Gap> gaps(Lane lane);

    /**
     * The stored chats, newest first, with their unread counts, flags and last messages.
     *
     * @param limit how many at most, 1 to 1,000
     */
    List<Conversation> chats(int limit);

    /**
     * The oldest stored messages of a chat, oldest first.
     *
     * @param count how many at most, 1 to 1,000
     */
    List<Anchor> oldest(Jid chat, int count);

    /** A stored message by its id; the first in the chat's order if several people used it. */
    Optional<Anchor> message(Jid chat, String id);

    /** The time. */
    Instant now();
}
