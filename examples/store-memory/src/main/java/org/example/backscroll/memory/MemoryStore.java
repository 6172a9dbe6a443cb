package org.example.backscroll.memory;

import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A store in memory, for tests and demonstrations: what it holds ends with it. It keeps what it was
 * told as a set and reads everything else from that, so each commit costs as much as all that is
 * held; a few thousand messages are no trouble.
 */
public final class MemoryStore extends Reads implements HistoryStore, Quarantine, Snapshots {
    /** How many records that could not be read are kept. */
    static final int MAX_HELD = 1000;

    private final UUID id = UUID.randomUUID();
    private final Clock clock;
    private final Map<JobKey, Lease> leases = new HashMap<>();
    private final Holder holder;
    private long epoch;
    private long lastHeld;

    /** What reads see: the newest state, until the store is closed. */
    private static final class Holder implements Now {
        private volatile Optional<State> state = Optional.of(State.EMPTY);

        @Override
        public State get() throws StoreException {
            return state.orElseThrow(
                    () ->
                            new StoreException(
                                    StoreException.Kind.CLOSED, "the store was closed", null));
        }
    }

    /** An empty store. */
    public MemoryStore(Clock clock) {
        this(clock, new Holder());
    }

    private MemoryStore(Clock clock, Holder holder) {
        super(holder);
        this.clock = clock;
        this.holder = holder;
    }

    /** Forgets everything. */
    public synchronized void close() {
        holder.state = Optional.empty();
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public synchronized Optional<Lease> acquire(JobKey key, String owner, Duration ttl)
            throws StoreException {
        holder.get();
        Lease held = leases.get(key);
        Instant now = clock.instant();
        if (held != null && now.isBefore(held.expires())) {
            return Optional.empty();
        }
        Lease lease = new Lease(key, owner, ++epoch, now.plus(ttl));
        leases.put(key, lease);
        return Optional.of(lease);
    }

    @Override
    public synchronized Lease renew(Lease lease, Duration ttl)
            throws StaleException, StoreException {
        check(lease);
        Lease renewed =
                new Lease(lease.key(), lease.owner(), lease.epoch(), clock.instant().plus(ttl));
        leases.put(lease.key(), renewed);
        return renewed;
    }

    @Override
    public synchronized void release(Lease lease) throws StoreException {
        holder.get();
        if (holds(lease)) {
            leases.remove(lease.key());
        }
    }

    private boolean holds(Lease lease) {
        Lease held = leases.get(lease.key());
        return held != null && held.epoch() == lease.epoch();
    }

    private void check(Lease lease) throws StaleException, StoreException {
        holder.get();
        if (!holds(lease)) {
            throw new StaleException("the claim on " + lease.key() + " was lost");
        }
    }

    @Override
    public synchronized Applied apply(SyncBatch batch) throws StaleException, StoreException {
        JobKey key = batch.job().key();
        checkArguments(batch);
        check(batch.lease());
        State state = holder.get();
        Map<String, LaneState> lanes = new HashMap<>(state.lanes().getOrDefault(key, Map.of()));
        for (LaneStep step : batch.lanes()) {
            if (!step.expects(Optional.ofNullable(lanes.put(step.next().lane(), step.next())))) {
                throw new StaleException("lane " + step.next().lane() + " has moved");
            }
        }
        State.Account before = state.account(key.account());
        State.Account after = merged(before, batch);
        Set<Jid> seen =
                new HashSet<>(
                        state.jobs().containsKey(batch.job().id())
                                ? state.jobs().get(batch.job().id()).chats()
                                : Set.of());
        SyncCounts did = count(batch, before.history(), after.history(), seen);
        JobState job =
                batch.job().toBuilder()
                        .counts(sum(batch.job().counts(), did))
                        .updated(clock.instant())
                        .build();
        holder.state =
                Optional.of(
                        new State(
                                State.with(state.accounts(), key.account(), after),
                                State.with(state.jobs(), job.id(), new State.Job(job, seen)),
                                batch.lanes().isEmpty()
                                        ? state.lanes()
                                        : State.with(state.lanes(), key, Map.copyOf(lanes)),
                                held(state.quarantine(), key, batch.rejected())));
        return new Applied(job, did, touched(batch, after.history()));
    }

    private static void checkArguments(SyncBatch batch) {
        JobKey key = batch.job().key();
        if (!batch.lease().key().equals(key)) {
            throw new IllegalArgumentException("the claim is one on another key");
        }
        if (batch.job().status() == SyncStatus.INTERRUPTED) {
            throw new IllegalArgumentException("INTERRUPTED is shown, never stored");
        }
        for (Entry entry : batch.entries()) {
            Optional<MessageKey> target = History.target(entry);
            if (target.isPresent() && !target.get().account().equals(key.account())) {
                throw new IllegalArgumentException("an entry is of another account");
            }
        }
    }

    private static State.Account merged(State.Account before, SyncBatch batch) {
        Set<Entry> told = new LinkedHashSet<>(before.told());
        boolean news = told.addAll(batch.entries());
        return new State.Account(
                told,
                news ? new History(batch.job().key().account(), told) : before.history(),
                before.ledger()
                        .with(batch.job().key().source(), batch.covered(), batch.described()));
    }

    private static SyncCounts count(SyncBatch batch, History before, History after, Set<Jid> seen) {
        int chatsBefore = seen.size();
        long messages = 0;
        long names = 0;
        Set<MessageKey> met = new HashSet<>();
        Set<MessageKey> changed = new HashSet<>();
        for (Entry entry : batch.entries()) {
            if (entry instanceof Entry.MessageEntry told) {
                messages++;
                seen.add(after.people.of(told.message().chat()));
                met.add(after.people.of(told.message().key()));
            } else if (entry instanceof Entry.Name || entry instanceof Entry.OwnName) {
                names++;
            }
            History.target(entry).map(after.people::of).ifPresent(changed::add);
        }
        met.removeIf(before.messages::containsKey);
        changed.removeIf(
                key -> {
                    Message old = before.messages.get(key);
                    return old == null || old.equals(after.messages.get(key));
                });
        return new SyncCounts(
                messages,
                met.size(),
                changed.size(),
                seen.size() - chatsBefore,
                names,
                batch.rejected().size());
    }

    private static SyncCounts sum(SyncCounts a, SyncCounts b) {
        return new SyncCounts(
                a.messages() + b.messages(),
                a.newMessages() + b.newMessages(),
                a.changedMessages() + b.changedMessages(),
                a.chats() + b.chats(),
                a.names() + b.names(),
                a.skipped() + b.skipped());
    }

    private static Set<Jid> touched(SyncBatch batch, History history) {
        Set<Jid> chats = new HashSet<>();
        for (Entry entry : batch.entries()) {
            History.target(entry).map(key -> history.people.of(key.chat())).ifPresent(chats::add);
            if (entry instanceof Entry.ChatSnapshot snapshot) {
                chats.add(history.people.of(snapshot.chat()));
            } else if (entry instanceof Entry.Membership member) {
                chats.add(history.people.of(member.chat()));
            }
        }
        return chats;
    }

    /** Newest first; a record that was met before keeps its number and counts once more. */
    private List<Held> held(List<Held> before, JobKey key, List<Rejected> rejected) {
        List<Held> all = new ArrayList<>(before);
        for (Rejected record : rejected) {
            Optional<Held> known =
                    all.stream()
                            .filter(held -> held.key().account().equals(key.account()))
                            .filter(held -> held.key().source().equals(key.source()))
                            .filter(held -> held.record().unit().equals(record.unit()))
                            .filter(held -> held.record().position().equals(record.position()))
                            .findFirst();
            if (known.isPresent()) {
                Held held = known.get();
                all.set(all.indexOf(held), again(held));
            } else {
                all.add(0, new Held(++lastHeld, key, record, clock.instant(), 1));
            }
        }
        return List.copyOf(all.subList(0, Math.min(all.size(), MAX_HELD)));
    }

    private static Held again(Held held) {
        return new Held(held.id(), held.key(), held.record(), held.since(), held.times() + 1);
    }

    @Override
    public List<Held> quarantined(int limit) throws StoreException {
        return holder.get().quarantine().stream().limit(limit).toList();
    }

    @Override
    public synchronized void retried(Set<Long> read, Set<Long> again) throws StoreException {
        State state = holder.get();
        List<Held> left =
                state.quarantine().stream()
                        .filter(held -> !read.contains(held.id()))
                        .map(held -> again.contains(held.id()) ? again(held) : held)
                        .toList();
        holder.state = Optional.of(new State(state.accounts(), state.jobs(), state.lanes(), left));
    }

    @Override
    public Snapshot snapshot() throws StoreException {
        return new Frozen(holder.get());
    }
}
