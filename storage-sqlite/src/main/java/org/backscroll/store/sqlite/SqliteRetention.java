package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.store.Retention;
import org.backscroll.api.store.Retention.RetentionRule.MaxBytes;
import org.backscroll.api.store.Retention.RetentionRule.Newest;
import org.backscroll.api.store.Retention.RetentionRule.OlderThan;
import org.backscroll.api.store.StoreException;
import org.backscroll.store.sqlite.Cutoff.Oldest;
import org.backscroll.store.sqlite.PurgePlan.Target;

/** Forgets on purpose: plans, raises the floors, and then deletes in many short transactions. */
final class SqliteRetention implements Retention {
    /** A step toward a size takes at least this share of the room, so that there are few. */
    private static final double LEAST_SHARE = 0.02;

    private final Session session;
    private final ReadPool pool;
    private final Writing writing;
    private final Runnable forgetCaches;
    private final Clock clock;
    private final Space space;

    /**
     * @param session the one that writes; {@code null} where these data are only read
     * @param forgetCaches to be run when rows went that the writer may have noted the numbers of
     */
    SqliteRetention(
            Session session, ReadPool pool, Writing writing, Runnable forgetCaches, Clock clock) {
        this.session = session;
        this.pool = pool;
        this.writing = writing;
        this.forgetCaches = forgetCaches;
        this.clock = clock;
        space = new Space(session, writing);
    }

    /** Where a rule holds: an account, and the canonical address of its only chat, if it is one. */
    private record Scope(long account, Optional<Long> chat) {}

    private static Optional<Scope> scope(Session on, AccountId account, Optional<Jid> chat)
            throws SQLException {
        Reads reads = new Reads(on);
        Optional<Long> number = reads.account(account);
        if (number.isEmpty() || chat.isEmpty()) {
            return number.map(n -> new Scope(n, Optional.empty()));
        }
        return reads.chat(account, chat.get())
                .map(found -> new Scope(found.account(), Optional.of(found.address())));
    }

    private static PurgePlan plan(Session on, Scope scope, RetentionRule rule) throws SQLException {
        PurgePlan plan = new PurgePlan(on, scope.account(), scope.chat());
        if (rule instanceof Newest newest) {
            return plan.add(newest);
        }
        return rule instanceof OlderThan older ? plan.add(older) : plan;
    }

    @Override
    public Pruned preview(AccountId account, Optional<Jid> chat, RetentionRule rule)
            throws StoreException {
        return pool.read(
                on -> {
                    long used = Space.used(on);
                    Optional<Scope> scope = scope(on, account, chat);
                    if (scope.isEmpty()) {
                        return new Pruned(0, 0, used, used);
                    }
                    if (!(rule instanceof MaxBytes most)) {
                        PurgePlan plan = plan(on, scope.get(), rule);
                        return pruned(plan, used, (long) (plan.messages() * each(on)));
                    }
                    Optional<Oldest> oldest = oldest(on, scope.get(), most.bytes(), 1);
                    if (oldest.isEmpty()) {
                        return new Pruned(0, 0, used, used);
                    }
                    return pruned(
                            plan(on, scope.get(), new OlderThan(oldest.get().time())),
                            used,
                            (long) (used * oldest.get().share()));
                });
    }

    /** What a message takes, roughly, with its share of all else. */
    private static double each(Session on) throws SQLException {
        long messages = on.number(RetentionSql.MESSAGES, 0);
        return messages == 0 ? 0 : (double) Space.used(on) / messages;
    }

    private static Pruned pruned(PurgePlan plan, long used, long freed) {
        return new Pruned(plan.messages(), plan.targets().size(), used, used - freed);
    }

    /**
     * The oldest messages that about take the room that is too much; empty if there is none.
     *
     * @param factor how much more room comes free than such messages seem to take
     */
    private static Optional<Oldest> oldest(Session on, Scope scope, long bytes, double factor)
            throws SQLException {
        long used = Space.used(on);
        double over = (double) (used - bytes) / used;
        return over <= 0
                ? Optional.empty()
                : new Cutoff(on, scope.account(), chatId(on, scope))
                        .find(Math.max(LEAST_SHARE, over / factor));
    }

    private static Optional<Long> chatId(Session on, Scope scope) throws SQLException {
        return scope.chat().isEmpty()
                ? Optional.empty()
                : on.first(Sql.CHAT, row -> row.getLong(1), scope.account(), scope.chat().get());
    }

    @Override
    public Pruned prune(AccountId account, Optional<Jid> chat, RetentionRule rule)
            throws StoreException {
        long before = pool.read(Space::used);
        Optional<Scope> scope = pool.read(on -> scope(on, account, chat));
        Tally tally = new Tally();
        if (scope.isPresent() && rule instanceof MaxBytes most) {
            pruneTo(scope.get(), most.bytes(), tally);
        } else if (scope.isPresent()) {
            prune(scope.get(), rule, tally);
        }
        space.giveBack();
        return tally.pruned(before, pool.read(Space::used));
    }

    /** What several purges did together. */
    private static final class Tally {
        private final Set<Long> chats = new HashSet<>();
        private long messages;

        void add(Purge purge) {
            chats.addAll(purge.chats());
            messages += purge.messages();
        }

        Pruned pruned(long before, long after) {
            return new Pruned(messages, chats.size(), before, after);
        }
    }

    private long prune(Scope scope, RetentionRule rule, Tally tally) throws StoreException {
        Purge purge =
                writing.transaction(
                        () -> {
                            PurgePlan plan = plan(session, scope, rule);
                            raise(scope, rule, plan);
                            return begin(scope.account(), plan);
                        });
        return run(purge, tally);
    }

    /** Floors first, so that a sync that goes on meanwhile brings nothing back. */
    private void raise(Scope scope, RetentionRule rule, PurgePlan plan) throws SQLException {
        FloorTable floors = new FloorTable(session, scope.account());
        if (rule instanceof OlderThan older) {
            floors.raise(
                    chatId(session, scope).orElse(FloorTable.ACCOUNT), Floor.before(older.time()));
        } else {
            for (Target target : plan.targets()) {
                floors.raise(target.id(), target.floor().orElseThrow());
            }
        }
    }

    private Purge begin(long account, PurgePlan plan) throws SQLException {
        if (!plan.targets().isEmpty()) {
            space.owe();
        }
        return new Purge(session, account, plan.targets());
    }

    private long run(Purge purge, Tally tally) throws StoreException {
        while (!purge.isDone()) {
            writing.unchecked(
                    () -> {
                        purge.slice();
                        return null;
                    });
        }
        tally.add(purge);
        return purge.messages();
    }

    /** How much room a message took shows only when it is gone, so it goes on until it fits. */
    private void pruneTo(Scope scope, long bytes, Tally tally) throws StoreException {
        space.follow(); // What is not there yet takes room as well.
        if (pool.read(Space::used) <= bytes) {
            return;
        }
        space.settle(); // What comes free by itself costs no messages.
        double factor = 1;
        while (true) {
            double known = factor;
            Optional<Oldest> oldest = pool.read(on -> oldest(on, scope, bytes, known));
            if (oldest.isEmpty()) {
                return;
            }
            long before = pool.read(Space::used);
            long messages = prune(scope, new OlderThan(oldest.get().time()), tally);
            space.giveBack();
            long freed = before - pool.read(Space::used);
            if (messages == 0) {
                return; // A sync has changed what the cut-off was found in; rather less than more.
            }
            // Thinned out pages come free only later, so the next step takes half of what seems to
            // be needed: rather one more step than messages that might have stayed. A sync that
            // brings as much as goes makes it seem that messages take no room at all; they take
            // what they are said to take.
            factor = Math.max(1, 2 * freed / (oldest.get().share() * before));
        }
    }

    @Override
    public Pruned forget(AccountId account) throws StoreException {
        long before = pool.read(Space::used);
        Tally tally = new Tally();
        AccountRemoval removal = new AccountRemoval(session, account);
        Optional<Long> number =
                writing.transaction(
                        () -> {
                            Optional<Long> found = new Reads(session).account(account);
                            removal.removeState(clock.millis());
                            return found;
                        });
        if (number.isPresent()) {
            run(writing.transaction(() -> everything(number.get())), tally);
            writing.unchecked(
                    () -> {
                        removal.removeRest(number.get());
                        forgetCaches.run();
                        return null;
                    });
        }
        space.giveBack();
        return tally.pruned(before, pool.read(Space::used));
    }

    private Purge everything(long account) throws SQLException {
        return begin(account, new PurgePlan(session, account, Optional.empty()).addAll());
    }
}
