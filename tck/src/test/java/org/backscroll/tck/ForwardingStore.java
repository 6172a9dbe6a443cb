package org.backscroll.tck;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.Lease;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.store.SyncBatch;
import org.example.backscroll.memory.MemoryStore;

/** A store over another one, whose data outlive it. What is to be broken overrides a method. */
class ForwardingStore implements HistoryStore, Quarantine, Snapshots {
    final MemoryStore sound;
    private boolean closed;

    ForwardingStore(MemoryStore sound) {
        this.sound = sound;
    }

    void close() {
        closed = true;
    }

    private MemoryStore open() throws StoreException {
        if (closed) {
            throw new StoreException(StoreException.Kind.CLOSED, "the store was closed", null);
        }
        return sound;
    }

    @Override
    public UUID id() {
        return sound.id();
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public Optional<Lease> acquire(JobKey key, String owner, Duration ttl) throws StoreException {
        return open().acquire(key, owner, ttl);
    }

    @Override
    public Lease renew(Lease lease, Duration ttl) throws StaleException, StoreException {
        return open().renew(lease, ttl);
    }

    @Override
    public void release(Lease lease) throws StoreException {
        open().release(lease);
    }

    @Override
    public Applied apply(SyncBatch batch) throws StaleException, StoreException {
        return open().apply(batch);
    }

    @Override
    public List<AccountId> accounts() throws StoreException {
        return open().accounts();
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query)
            throws StoreException {
        return open().conversations(account, query);
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat)
            throws StoreException {
        return open().conversation(account, chat);
    }

    @Override
    public Page<Message> messages(AccountId account, MessageQuery query) throws StoreException {
        return open().messages(account, query);
    }

    @Override
    public List<Message> find(AccountId account, Jid chat, String id) throws StoreException {
        return open().find(account, chat, id);
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        return open().names(account, limit, after);
    }

    @Override
    public Optional<Entry.OwnName> ownName(AccountId account) throws StoreException {
        return open().ownName(account);
    }

    @Override
    public Page<Entry.Link> links(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        return open().links(account, limit, after);
    }

    @Override
    public List<Coverage> coverage(AccountId account, Optional<Jid> chat) throws StoreException {
        return open().coverage(account, chat);
    }

    @Override
    public List<JobState> jobs() throws StoreException {
        return open().jobs();
    }

    @Override
    public List<LaneState> lanes(JobKey key) throws StoreException {
        return open().lanes(key);
    }

    @Override
    public List<JobKey> keys() throws StoreException {
        return open().keys();
    }

    @Override
    public List<Held> quarantined(int limit) throws StoreException {
        return open().quarantined(limit);
    }

    @Override
    public void retried(Set<Long> read, Set<Long> again) throws StoreException {
        open().retried(read, again);
    }

    @Override
    public Snapshot snapshot() throws StoreException {
        return open().snapshot();
    }
}
