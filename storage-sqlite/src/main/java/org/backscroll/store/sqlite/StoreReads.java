package org.backscroll.store.sqlite;

import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StoreException;

/** All that is read, whatever session it is read on. */
abstract class StoreReads implements HistoryReads {

    /** Reads on a session, in a transaction. */
    abstract <T> T reading(ReadPool.Reading<T> work) throws StoreException;

    /** Whether jobs at work have nobody who works on them. */
    abstract boolean abandoned();

    @Override
    public List<AccountId> accounts() throws StoreException {
        return reading(session -> new Reads(session).accounts());
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query)
            throws StoreException {
        return reading(session -> new ChatReads(session).conversations(account, query));
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat)
            throws StoreException {
        return reading(session -> new ChatReads(session).conversation(account, chat));
    }

    @Override
    public Page<Message> messages(AccountId account, MessageQuery query) throws StoreException {
        return reading(session -> new Reads(session).messages(account, query));
    }

    @Override
    public List<Message> find(AccountId account, Jid chat, String id) throws StoreException {
        return reading(session -> new Reads(session).find(account, chat, id));
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        return reading(session -> new PeopleReads(session).names(account, limit, after));
    }

    @Override
    public Optional<Entry.OwnName> ownName(AccountId account) throws StoreException {
        return reading(session -> new PeopleReads(session).ownName(account));
    }

    @Override
    public Page<Entry.Link> links(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        return reading(session -> new PeopleReads(session).links(account, limit, after));
    }

    @Override
    public List<Coverage> coverage(AccountId account, Optional<Jid> chat) throws StoreException {
        return reading(session -> new CoverageLedger(session).list(account, chat));
    }

    @Override
    public List<JobState> jobs() throws StoreException {
        List<JobState> jobs = reading(session -> new JobTable(session).all());
        boolean abandoned = abandoned();
        return jobs.stream().map(job -> shown(job, abandoned)).toList();
    }

    @Override
    public Optional<JobState> job(String id) throws StoreException {
        Optional<JobState> job = reading(session -> new JobTable(session).find(id));
        return job.map(found -> shown(found, abandoned()));
    }

    private static JobState shown(JobState job, boolean abandoned) {
        return abandoned && !job.status().isEnd()
                ? job.toBuilder().status(SyncStatus.INTERRUPTED).build()
                : job;
    }

    @Override
    public List<LaneState> lanes(JobKey key) throws StoreException {
        return reading(session -> new LaneTable(session, new JobTable(session)).lanes(key));
    }

    @Override
    public List<JobKey> keys() throws StoreException {
        return reading(session -> new LaneTable(session, new JobTable(session)).keys());
    }
}
