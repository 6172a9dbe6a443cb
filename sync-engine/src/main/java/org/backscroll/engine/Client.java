package org.backscroll.engine;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryException;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncJob;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.strategy.SyncStrategy;

/** The client of one account: reads from the store, hands syncs to the board. */
final class Client implements HistoryClient {
    private final AccountId account;
    private final Parts parts;
    private final JobBoard board;
    private Following following;
    private SyncJob connection;

    Client(AccountId account, Parts parts, JobBoard board) {
        this.account = account;
        this.parts = parts;
        this.board = board;
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public SyncJob connect(HistorySyncType type) throws HistoryException {
        List<SyncJob> before = jobs();
        Following next = board.following(account, type);
        synchronized (this) {
            unfollow();
            following = next;
        }
        try {
            // without the lock: disconnecting ends it while it waits for the source
            SyncJob job = next.start();
            connected(next, job, before.contains(job));
            return job;
        } catch (HistoryException e) {
            ended(next);
            throw e;
        }
    }

    private synchronized void connected(Following next, SyncJob job, boolean joined) {
        if (following == next) {
            // one that somebody else had started is not ours to end
            connection = joined ? null : job;
        } else if (following == null && !joined) {
            job.cancel(); // disconnected meanwhile
        }
    }

    private synchronized void ended(Following next) {
        board.unfollow(next);
        if (following == next) {
            following = null;
        }
    }

    @Override
    public synchronized void disconnect() {
        unfollow();
        if (connection != null) {
            connection.cancel();
            connection = null;
        }
    }

    private void unfollow() {
        if (following != null) {
            board.unfollow(following);
            following = null;
        }
    }

    @Override
    public SyncJob startSync(SyncRequest request) throws HistoryException {
        return board.submit(account, request);
    }

    @Override
    public SyncResult syncMessages(SyncRequest request)
            throws HistoryException, InterruptedException {
        boolean background =
                request.background()
                        || parts.strategy(request.type())
                                .filter(part -> part.flag(SyncStrategy.BACKGROUND))
                                .isPresent();
        SyncJob job = startSync(request);
        if (background) {
            return new SyncResult(
                    job.id(),
                    SyncStatus.STARTED,
                    request.type(),
                    false,
                    Optional.empty(),
                    SyncCounts.ZERO,
                    Duration.ZERO,
                    Optional.empty());
        }
        try {
            return job.result().getValue();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof HistoryException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public List<SyncJob> jobs() {
        return board.jobs(account);
    }

    @Override
    public SyncJob resume(String job) throws HistoryException {
        return board.resume(account, job);
    }

    @Override
    public Page<Conversation> getConversations(ConversationQuery query) throws HistoryException {
        return read(store -> store.conversations(account, query));
    }

    @Override
    public Optional<ConversationInfo> getConversationInfo(Jid chat) throws HistoryException {
        return read(store -> store.conversation(account, chat));
    }

    @Override
    public Page<Message> getMessages(MessageQuery query) throws HistoryException {
        return read(store -> store.messages(account, query));
    }

    private <T> T read(StoreAccess.Read<T> reading) throws HistoryException {
        Part<HistoryStore> store =
                parts.store()
                        .orElseThrow(
                                () ->
                                        new HistoryException(
                                                HistoryException.Kind.NO_STORE,
                                                "no store is available; 'doctor' says why"));
        try {
            return StoreAccess.read(store, reading);
        } catch (IllegalArgumentException e) {
            throw new HistoryException(HistoryException.Kind.BAD_CURSOR, e.getMessage(), e);
        } catch (StoreException e) {
            throw new HistoryException(HistoryException.Kind.STORE, e.getMessage(), e);
        }
    }
}
