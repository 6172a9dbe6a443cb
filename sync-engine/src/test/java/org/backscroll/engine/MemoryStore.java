package org.backscroll.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;

/**
 * A store in memory that keeps what the engine's tests look at: messages, names, states, coverage.
 */
final class MemoryStore implements HistoryStore {
    final UUID id = UUID.randomUUID();
    final Map<MessageKey, Message> messages = new HashMap<>();
    final Map<Jid, String> names = new TreeMap<>();
    final List<Rejected> quarantine = new ArrayList<>();
    final List<SyncBatch> batches = new ArrayList<>();
    private final Map<String, JobState> jobs = new TreeMap<>();
    private final Map<JobKey, Map<String, LaneState>> lanes = new TreeMap<>();
    private final Map<JobKey, Lease> leases = new HashMap<>();
    private final Map<String, Set<Jid>> chatsOfJobs = new HashMap<>();
    private final Map<String, List<Covered>> coverage = new TreeMap<>();
    private final Map<String, Lane.Order> orders = new TreeMap<>();
    private long epoch;

    /** How often a key was asked for. */
    int acquires;

    /** For how long keys were claimed and claims extended, in order. */
    final List<Duration> ttls = new ArrayList<>();

    /** Commits the next chunk and then fails, as when a server's answer is lost. */
    volatile boolean loseAnswer;

    /** Called before each batch; may throw unchecked to stand for a failing disk. */
    volatile Consumer<SyncBatch> beforeApply = batch -> {};

    /** Thrown by every batch that is not a job's first, as long as it is set. */
    volatile StoreException failing;

    /** Thrown once by the next batches. */
    final List<StoreException> failures = new ArrayList<>();

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public synchronized Optional<Lease> acquire(JobKey key, String owner, Duration ttl) {
        Lease held = leases.get(key);
        acquires++;
        if (held != null) {
            return Optional.empty();
        }
        ttls.add(ttl);
        Lease lease = new Lease(key, owner, ++epoch, Instant.MAX);
        leases.put(key, lease);
        return Optional.of(lease);
    }

    /** What opening a store on a disk does after a kill. */
    synchronized MemoryStore reopened() {
        leases.clear();
        return this;
    }

    @Override
    public synchronized Lease renew(Lease lease, Duration ttl) throws StaleException {
        check(lease);
        ttls.add(ttl);
        return lease;
    }

    @Override
    public synchronized void release(Lease lease) {
        leases.remove(lease.key(), lease);
    }

    private void check(Lease lease) throws StaleException {
        Lease held = leases.get(lease.key());
        if (held == null || held.epoch() != lease.epoch()) {
            throw new StaleException("the lease was lost");
        }
    }

    @Override
    public Applied apply(SyncBatch batch) throws StaleException, StoreException {
        beforeApply.accept(batch);
        Applied applied = locked(batch);
        if (loseAnswer && !batch.entries().isEmpty()) {
            loseAnswer = false;
            throw new StoreException(StoreException.Kind.BUSY, "the answer was lost", null);
        }
        return applied;
    }

    private synchronized Applied locked(SyncBatch batch) throws StaleException, StoreException {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
        if (failing != null && jobs.containsKey(batch.job().id())) {
            throw failing;
        }
        check(batch.lease());
        JobKey key = batch.job().key();
        Map<String, LaneState> states = lanes.computeIfAbsent(key, k -> new TreeMap<>());
        for (LaneStep step : batch.lanes()) {
            if (!step.expects(Optional.ofNullable(states.get(step.next().lane())))) {
                throw new StaleException("lane " + step.next().lane() + " has moved");
            }
        }
        batches.add(batch);
        long delivered = 0;
        long fresh = 0;
        long named = 0;
        Set<Jid> touched = new HashSet<>();
        for (Entry entry : batch.entries()) {
            if (entry instanceof Entry.MessageEntry m) {
                delivered++;
                touched.add(m.message().chat());
                if (messages.put(m.message().key(), m.message()) == null) {
                    fresh++;
                }
            } else if (entry instanceof Entry.Name n) {
                named++;
                names.put(n.jid(), n.name());
            }
        }
        quarantine.addAll(batch.rejected());
        batch.described().forEach(l -> orders.put(key.source() + "/" + l.id(), l.order()));
        for (Covered range : batch.covered()) {
            List<Covered> line =
                    coverage.computeIfAbsent(
                            key.source() + "/" + range.lane(), k -> new ArrayList<>());
            Covered joined = range;
            for (Covered other : List.copyOf(line)) {
                if (other.from().compareTo(joined.to()) <= 0
                        && joined.from().compareTo(other.to()) <= 0) {
                    line.remove(other);
                    joined =
                            new Covered(
                                    range.lane(),
                                    Optional.empty(),
                                    min(joined, other),
                                    max(joined, other),
                                    true,
                                    joined.beginning() || other.beginning());
                }
            }
            line.add(joined);
        }
        Set<Jid> seen = chatsOfJobs.computeIfAbsent(batch.job().id(), k -> new HashSet<>());
        long before = seen.size();
        seen.addAll(touched);
        SyncCounts did =
                new SyncCounts(
                        delivered, fresh, 0, seen.size() - before, named, batch.rejected().size());
        SyncCounts c = batch.job().counts();
        JobState job =
                batch.job().toBuilder()
                        .counts(
                                new SyncCounts(
                                        c.messages() + delivered,
                                        c.newMessages() + fresh,
                                        0,
                                        seen.size(),
                                        c.names() + named,
                                        c.skipped() + batch.rejected().size()))
                        .build();
        batch.lanes().forEach(step -> states.put(step.next().lane(), step.next()));
        jobs.put(job.id(), job);
        return new Applied(job, did, touched);
    }

    private static org.backscroll.api.source.Mark min(Covered a, Covered b) {
        return a.from().compareTo(b.from()) <= 0 ? a.from() : b.from();
    }

    private static org.backscroll.api.source.Mark max(Covered a, Covered b) {
        return a.to().compareTo(b.to()) >= 0 ? a.to() : b.to();
    }

    @Override
    public synchronized List<AccountId> accounts() {
        return messages.keySet().stream().map(MessageKey::account).distinct().sorted().toList();
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat) {
        return Optional.empty();
    }

    @Override
    public synchronized Page<Message> messages(AccountId account, MessageQuery query) {
        Comparator<Message> order =
                Comparator.comparing(Message::timestamp).thenComparing(Message::id);
        return new Page<>(
                messages.values().stream()
                        .filter(m -> m.chat().equals(query.chat()))
                        .sorted(
                                query.direction() == MessageQuery.Direction.OLDEST_FIRST
                                        ? order
                                        : order.reversed())
                        .limit(query.limit())
                        .toList(),
                Optional.empty());
    }

    @Override
    public synchronized List<Message> find(AccountId account, Jid chat, String messageId) {
        return messages.values().stream()
                .filter(m -> m.chat().equals(chat) && m.id().equals(messageId))
                .toList();
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public synchronized List<Coverage> coverage(AccountId account, Optional<Jid> chat) {
        List<Coverage> lines = new ArrayList<>();
        coverage.forEach(
                (key, ranges) ->
                        ranges.forEach(
                                range ->
                                        lines.add(
                                                new Coverage(
                                                        key.split("/")[0],
                                                        range,
                                                        Optional.ofNullable(orders.get(key))))));
        return lines;
    }

    @Override
    public synchronized List<JobState> jobs() {
        return jobs.values().stream().sorted(Comparator.comparing(JobState::created)).toList();
    }

    @Override
    public synchronized List<LaneState> lanes(JobKey key) {
        return List.copyOf(lanes.getOrDefault(key, Map.of()).values());
    }

    @Override
    public synchronized List<JobKey> keys() {
        return List.copyOf(lanes.keySet());
    }
}
