package org.example.backscroll.memory;

import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.Quarantine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything a store knows at one moment. It never changes; a commit makes another one. */
record State(
        Map<AccountId, State.Account> accounts,
        Map<String, State.Job> jobs,
        Map<JobKey, Map<String, LaneState>> lanes,
        List<Quarantine.Held> quarantine) {
    static final State EMPTY = new State(Map.of(), Map.of(), Map.of(), List.of());

    /**
     * An account.
     *
     * @param told all that was told, each thing once
     * @param history what follows from that
     */
    record Account(Set<Entry> told, History history, Ledger ledger) {
        static Account empty(AccountId id) {
            return new Account(Set.of(), new History(id, Set.of()), Ledger.EMPTY);
        }
    }

    /**
     * A job.
     *
     * @param chats those it was given messages of
     */
    record Job(JobState state, Set<Jid> chats) {}

    Account account(AccountId id) {
        Account account = accounts.get(id);
        return account == null ? Account.empty(id) : account;
    }

    /** A copy of a map with one more entry. */
    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new TreeMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
