package org.backscroll.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The history of one account: to be synchronised and read. One service per account, with the
 * service property {@link #ACCOUNT}. Registered while a store is there that holds the account, or a
 * source that feeds it. Thread-safe.
 *
 * <p>The promises are those of the original interface ({@code connect}, {@code sync_messages},
 * {@code get_conversations}, {@code get_conversation_info}), under Java names.
 */
@ProviderType
public interface HistoryClient {
    /** Service property: the account's name, a {@code String}. */
    String ACCOUNT = "backscroll.account";

    /** Event topic prefix: events are sent after commit only. */
    String TOPIC_PREFIX = "org/backscroll/sync/";

    /**
     * Event topic: a job changed its status. Properties, here and below: {@link #ACCOUNT}, {@code
     * backscroll.source}, {@code job}, {@code type}, {@code status} (all {@code String}), {@code
     * messages}, {@code names}, {@code skipped} ({@code Long}).
     */
    String TOPIC_STATUS = TOPIC_PREFIX + "STATUS";

    /**
     * Event topic: a chunk was committed. Further properties, where it is known how much is done:
     * {@code fraction} ({@code Double}, 0 to 1, never falling) and {@code inferred} ({@code
     * Boolean}): whether an end it rests on is concluded from nothing more having come, rather than
     * told by the source.
     */
    String TOPIC_PROGRESS = TOPIC_PREFIX + "PROGRESS";

    /**
     * Event topic: messages are new or have changed. Further properties: {@code chats} ({@code
     * String[]}, the canonical JIDs of the chats that were touched), {@code new} and {@code
     * changed} ({@code Long}).
     */
    String TOPIC_MESSAGES = TOPIC_PREFIX + "MESSAGES";

    /**
     * Event topic: between ranges that are complete a job has found one that is not. Further
     * properties: {@code lane} and {@code order} ({@code String}), {@code from} and {@code to}
     * ({@code Long}, positions in the lane's order).
     */
    String TOPIC_GAP = TOPIC_PREFIX + "GAP";

    /** Whose history it is. */
    AccountId account();

    /** {@link #connect(HistorySyncType)} with {@link HistorySyncType#RECENT}. */
    default SyncJob connect() throws HistoryException {
        return connect(HistorySyncType.RECENT);
    }

    /**
     * Starts a sync without a budget and then follows live what the source delivers, where it can,
     * until {@link #disconnect()}.
     *
     * @return the sync's job; its result comes when the catch-up is done, while the following goes
     *     on
     * @throws HistoryException as {@link #startSync}
     */
    SyncJob connect(HistorySyncType type) throws HistoryException;

    /**
     * Stops following. A sync still running is left for the next {@link #connect}. Does nothing
     * when not connected.
     */
    void disconnect();

    /**
     * Starts a sync. If a job for the same request is running, that job is returned; if another one
     * for the same account, source, type and chat is, this one begins after it.
     *
     * @throws HistoryException if the request cannot be accepted: {@link
     *     HistoryException.Kind#NO_STRATEGY}, {@code NO_SOURCE}, {@code NO_STORE}, {@code
     *     BAD_REQUEST}, {@code BAD_CURSOR}. Once accepted, trouble is told by the job's status
     */
    SyncJob startSync(SyncRequest request) throws HistoryException;

    /**
     * Starts a sync and waits for its end; for a background request, or a strategy that works in
     * the background, returns at once with {@link SyncStatus#STARTED}.
     *
     * @throws HistoryException as {@link #startSync}
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    SyncResult syncMessages(SyncRequest request) throws HistoryException, InterruptedException;

    /** The unfinished jobs of the account, oldest first. */
    List<SyncJob> jobs();

    /**
     * Puts a job that has failed or was cancelled back to work, or finds it if it is at work.
     *
     * @throws HistoryException if there is no such job, or it is complete
     */
    SyncJob resume(String job) throws HistoryException;

    /**
     * The chats, newest first.
     *
     * @throws HistoryException {@code NO_STORE}, {@code STORE}; {@code BAD_CURSOR} if the page
     *     cursor is mangled or of another list
     */
    Page<Conversation> getConversations(ConversationQuery query) throws HistoryException;

    /** All that is known of a chat; empty when it is unknown. */
    Optional<ConversationInfo> getConversationInfo(Jid chat) throws HistoryException;

    /**
     * The messages of a chat; an empty page when it is unknown.
     *
     * @throws HistoryException as {@link #getConversations}
     */
    Page<Message> getMessages(MessageQuery query) throws HistoryException;
}
