package org.backscroll.console.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.backscroll.api.AccountId;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.SyncBatch;

/** A store in memory: what is read is as a test puts it there, what is written is only noted. */
final class FakeStore implements HistoryStore {
    final List<AccountId> accounts = new ArrayList<>();
    final List<Conversation> conversations = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<JobState> jobs = new ArrayList<>();
    final List<Coverage> ledger = new ArrayList<>();
    final Map<Jid, ChatCoverage> complete = new HashMap<>();
    final List<SyncBatch> batches = new ArrayList<>();
    final Set<JobKey> held = new HashSet<>();

    @Override
    public List<AccountId> accounts() {
        return accounts;
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query) {
        if (query.before().isPresent()) {
            throw new IllegalArgumentException("the cursor is mangled");
        }
        return new Page<>(
                conversations.stream().limit(query.limit()).toList(),
                conversations.size() > query.limit() ? Optional.of("C1") : Optional.empty());
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat) {
        return conversations.stream()
                .filter(c -> c.jid().equals(chat))
                .map(
                        c ->
                                ConversationInfo.builder(c)
                                        .coverage(complete.getOrDefault(chat, ChatCoverage.NONE))
                                        .build())
                .findFirst();
    }

    @Override
    public Page<Message> messages(AccountId account, MessageQuery query) {
        return new Page<>(
                messages.stream()
                        .filter(message -> message.chat().equals(query.chat()))
                        .limit(query.limit())
                        .toList(),
                Optional.empty());
    }

    @Override
    public List<Message> find(AccountId account, Jid chat, String id) {
        return messages.stream().filter(message -> message.id().equals(id)).toList();
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after) {
        return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public List<Coverage> coverage(AccountId account, Optional<Jid> chat) {
        return ledger.stream().filter(line -> line.range().chat().equals(chat)).toList();
    }

    @Override
    public List<JobState> jobs() {
        return jobs;
    }

    @Override
    public List<LaneState> lanes(JobKey key) {
        return List.of();
    }

    @Override
    public List<JobKey> keys() {
        return List.of();
    }

    @Override
    public UUID id() {
        return new UUID(0, 1);
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public Optional<Lease> acquire(JobKey key, String owner, Duration ttl) {
        return held.add(key)
                ? Optional.of(new Lease(key, owner, 1, Instant.now().plus(ttl)))
                : Optional.empty();
    }

    @Override
    public Lease renew(Lease lease, Duration ttl) {
        return lease;
    }

    @Override
    public void release(Lease lease) {
        held.remove(lease.key());
    }

    @Override
    public Applied apply(SyncBatch batch) {
        batches.add(batch);
        int fresh =
                (int) batch.entries().stream().filter(Entry.MessageEntry.class::isInstance).count();
        SyncCounts before = batch.job().counts();
        SyncCounts after =
                new SyncCounts(
                        before.messages() + fresh,
                        before.newMessages() + fresh,
                        0,
                        0,
                        0,
                        before.skipped() + batch.rejected().size());
        JobState job = batch.job().toBuilder().counts(after).build();
        return new Applied(job, after, Set.of());
    }
}
