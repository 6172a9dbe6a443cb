package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Applied;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneStep;
import org.backscroll.api.store.StaleException;
import org.backscroll.api.store.SyncBatch;
import org.backscroll.store.sqlite.ChatTable.Chat;

/** Commits batches on the one writing session. Each is a transaction its caller has begun. */
final class BatchWriter {
    private final Session session;
    private final Clock clock;
    private final Addresses addresses;
    private final MessageTable table;
    private final Presence presence;
    private final JobTable jobs;
    private final LaneTable lanes;
    private final LeaseTable leases;
    private final QuarantineTable.Bounds quarantine;

    BatchWriter(
            Session session,
            JobTable jobs,
            LeaseTable leases,
            QuarantineTable.Bounds quarantine,
            Clock clock) {
        this.session = session;
        this.quarantine = quarantine;
        this.jobs = jobs;
        this.leases = leases;
        this.clock = clock;
        lanes = new LaneTable(session, jobs);
        addresses = new Addresses(session);
        table = new MessageTable(session);
        presence = new Presence(session);
    }

    /** Forgets what is cached: after a rollback, which may have taken it away. */
    void forget() {
        addresses.forget();
        table.forget();
        presence.forget();
    }

    Applied apply(SyncBatch batch) throws SQLException, StaleException {
        AccountId account = batch.job().key().account();
        leases.check(batch.lease());
        long key = jobs.internKey(batch.job().key());
        for (LaneStep step : batch.lanes()) {
            lanes.check(key, step);
        }
        long number = account(account);
        Merge merge = new Merge(number, account);
        merge.links(batch.entries());
        for (Entry entry : batch.entries()) {
            merge.add(entry);
        }
        merge.flush();
        new QuarantineTable(session).add(key, batch.rejected(), quarantine, clock.millis());
        String source = batch.job().key().source();
        new LaneDescriptions(session).put(number, source, batch.described(), addresses);
        CoverageLedger ledger = new CoverageLedger(session);
        for (Covered range : batch.covered()) {
            ledger.add(number, source, range, addresses);
        }
        return state(batch, key, merge);
    }

    /** What was asked of the state, written last: lanes and job. */
    private Applied state(SyncBatch batch, long key, Merge merge) throws SQLException {
        for (LaneStep step : batch.lanes()) {
            lanes.put(key, step.next());
        }
        jobs.put(batch.job(), key);
        SyncCounts did =
                new SyncCounts(
                        merge.delivered,
                        merge.messages.inserted(),
                        merge.messages.changed(),
                        jobs.meet(batch.job().id(), merge.met),
                        merge.named,
                        batch.rejected().size());
        SyncCounts before = batch.job().counts();
        SyncCounts after =
                new SyncCounts(
                        before.messages() + did.messages(),
                        before.newMessages() + did.newMessages(),
                        before.changedMessages() + did.changedMessages(),
                        Math.max(before.chats(), jobs.chats(batch.job().id())),
                        before.names() + did.names(),
                        before.skipped() + did.skipped());
        JobState job = batch.job().toBuilder().counts(after).build();
        jobs.put(job, key);
        jobs.prune();
        Set<Jid> touched = new HashSet<>();
        merge.touched.forEach(chat -> touched.add(chat.jid));
        return new Applied(job, did, touched);
    }

    private long account(AccountId account) throws SQLException {
        Optional<Long> number = session.first(Sql.ACCOUNT, row -> row.getLong(1), account.value());
        if (number.isEmpty()) {
            session.update(Sql.ACCOUNT_INSERT, account.value());
            number = session.first(Sql.ACCOUNT, row -> row.getLong(1), account.value());
        }
        return number.orElseThrow();
    }

    /** The merging of one batch's entries. */
    private final class Merge {
        private final long number;
        private final AccountId account;
        private final ChatTable chats;
        private final Twins twins;
        private final BatchMessages messages;
        private final People people;
        private final ChatAttributes attributes = new ChatAttributes(session);
        private final Set<Chat> touched = new HashSet<>();
        private final Set<Long> met = new HashSet<>();
        private long delivered;
        private long named;

        Merge(long number, AccountId account) {
            this.number = number;
            this.account = account;
            chats = new ChatTable(session, addresses, number);
            twins = new Twins(session, number);
            messages = new BatchMessages(session, table, chats, addresses, presence, twins, number);
            people = new People(session, addresses, presence, twins, number);
        }

        /**
         * Links go first, wherever they stand: merging is commutative, and what follows is then
         * written once instead of rewritten.
         */
        void links(List<Entry> entries) throws SQLException {
            List<Entry.Link> links =
                    entries.stream()
                            .filter(Entry.Link.class::isInstance)
                            .map(Entry.Link.class::cast)
                            .toList();
            if (links.isEmpty()) {
                return;
            }
            var moved = new Identities(session, addresses, number).link(links);
            if (!moved.isEmpty()) {
                presence.forget();
                new Rewrite(session, table, addresses, presence, twins, number).run(moved);
                presence.forget();
            }
        }

        void add(Entry entry) throws SQLException {
            if (entry instanceof Entry.MessageEntry message) {
                checkAccount(message.message().account());
                Chat chat = messages.add(message.message());
                people.add(message.message());
                delivered++;
                met.add(chat.id);
                touched.add(chat);
            } else if (entry instanceof Entry.Edit edit) {
                checkAccount(edit.target().account());
                touched.add(messages.add(edit));
            } else if (entry instanceof Entry.Revocation revocation) {
                checkAccount(revocation.target().account());
                touched.add(messages.add(revocation));
            } else if (entry instanceof Entry.Reacted reacted) {
                checkAccount(reacted.target().account());
                touched.add(messages.add(reacted));
            } else if (entry instanceof Entry.Receipt receipt) {
                checkAccount(receipt.target().account());
                touched.add(messages.add(receipt));
            } else if (entry instanceof Entry.ChatSnapshot snapshot) {
                Chat chat = chats.get(snapshot.chat());
                attributes.add(snapshot, chat);
                touched.add(chat);
            } else if (entry instanceof Entry.Name name) {
                people.add(name);
                named++;
            } else if (entry instanceof Entry.OwnName name) {
                people.add(name);
                named++;
            } else if (entry instanceof Entry.Membership membership) {
                Chat chat = chats.get(membership.chat());
                people.add(membership, chat);
                touched.add(chat);
            }
        }

        private void checkAccount(AccountId of) {
            if (!of.equals(account)) {
                throw new IllegalArgumentException(
                        "an entry of account " + of + " in a batch of account " + account);
            }
        }

        void flush() throws SQLException {
            messages.flush();
            people.flush();
            presence.flush();
            chats.flush();
            twins.settle();
        }
    }
}
