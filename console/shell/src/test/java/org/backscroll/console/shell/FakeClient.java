package org.backscroll.console.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** A client whose syncs end at once, the way the test wants, and that remembers what was asked. */
final class FakeClient implements HistoryClient {
    private final AccountId account;
    final List<SyncRequest> requests = new ArrayList<>();
    final List<SyncJob> unfinished = new ArrayList<>();
    SyncStatus ending = SyncStatus.COMPLETE;
    Optional<String> error = Optional.empty();
    Optional<HistoryException> refusal = Optional.empty();
    int disconnects;

    FakeClient(AccountId account) {
        this.account = account;
    }

    SyncResult result(HistorySyncType type, SyncStatus status) {
        return new SyncResult(
                "job1",
                status,
                type,
                false,
                Optional.empty(),
                new SyncCounts(5, 4, 0, 2, 1, 0),
                Duration.ofMillis(1500),
                error);
    }

    /** A job that ends when the test resolves its result. */
    final class Job implements SyncJob {
        final Deferred<SyncResult> deferred = new Deferred<>();
        private final String id;
        private final SyncRequest request;
        private SyncStatus status = SyncStatus.RUNNING;

        /** What happens when somebody looks how it goes on. */
        Runnable watched = () -> {};

        Job(String id, SyncRequest request) {
            this.id = id;
            this.request = request;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public AccountId account() {
            return account;
        }

        @Override
        public String source() {
            return "wa";
        }

        @Override
        public SyncRequest request() {
            return request;
        }

        @Override
        public Instant created() {
            return Instant.EPOCH;
        }

        @Override
        public SyncProgress progress() {
            watched.run();
            return new SyncProgress(
                    status,
                    Optional.empty(),
                    new SyncCounts(7, 0, 0, 0, 0, 0),
                    OptionalDouble.empty());
        }

        @Override
        public Promise<SyncResult> result() {
            return deferred.getPromise();
        }

        @Override
        public void cancel() {
            end(SyncStatus.CANCELLED);
        }

        void end(SyncStatus how) {
            status = how;
            unfinished.remove(this);
            deferred.resolve(FakeClient.this.result(request.type(), how));
        }
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public SyncJob connect(HistorySyncType type) throws HistoryException {
        return startSync(SyncRequest.of(type));
    }

    @Override
    public void disconnect() {
        disconnects++;
    }

    @Override
    public SyncJob startSync(SyncRequest request) throws HistoryException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        requests.add(request);
        Job job = new Job("job1", request);
        job.end(ending);
        return job;
    }

    @Override
    public SyncResult syncMessages(SyncRequest request) {
        requests.add(request);
        return result(request.type(), SyncStatus.STARTED);
    }

    @Override
    public List<SyncJob> jobs() {
        return List.copyOf(unfinished);
    }

    @Override
    public SyncJob resume(String job) throws HistoryException {
        return startSync(SyncRequest.of(HistorySyncType.FULL));
    }

    @Override
    public Page<Conversation> getConversations(ConversationQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ConversationInfo> getConversationInfo(Jid chat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Message> getMessages(MessageQuery query) {
        throw new UnsupportedOperationException();
    }
}
