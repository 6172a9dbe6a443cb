package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.junit.jupiter.api.Test;

/**
 * What a {@link SyncStrategy} owes. Extend it, say how the strategy is made, and run it with JUnit
 * 5. The strategy is asked, in several invented worlds, as the engine asks it.
 */
public abstract class StrategyContract {
    /** Called by JUnit. */
    protected StrategyContract() {}

    /** A new one, as the next process makes it. */
    protected abstract SyncStrategy strategy() throws Exception;

    /**
     * A request that the strategy serves, without a budget. In each world there are the chats
     * {@code 4911@s.whatsapp.net}, {@code 4922@s.whatsapp.net} and {@code cleo@example.org}.
     */
    protected abstract SyncRequest request();

    /**
     * Whether call after call, each with a small budget, fetches what one call without a budget
     * does. Not so for one that asks for a number of messages.
     */
    protected boolean goesOn() {
        return true;
    }

    private static List<World> worlds() {
        return World.all().stream().map(World::withAnchors).toList();
    }

    private interface EachWorld {
        void visit(World world) throws Exception;
    }

    private static void each(EachWorld action) throws Exception {
        for (World world : worlds()) {
            action.visit(world);
        }
    }

    /** The same world, untouched. */
    private static World again(World world) {
        return worlds().stream().filter(w -> w.name.equals(world.name)).findFirst().orElseThrow();
    }

    private Rehearsal rehearse(World world, SyncRequest request, String job) throws Exception {
        SyncStrategy strategy = strategy();
        Rehearsal rehearsal = new Rehearsal(world, request, job);
        rehearsal.run((view, step) -> strategy.next(view));
        return rehearsal;
    }

    @Test
    void aSyncComesToAnEnd() throws Exception {
        each(world -> rehearse(world, request(), "job"));
    }

    @Test
    void somethingIsFetchedSomewhere() throws Exception {
        Set<String> read = new TreeSet<>();
        each(
                world -> {
                    rehearse(world, request(), "job");
                    read.addAll(world.read);
                });
        assertThat(read).as("what was read in all worlds").isNotEmpty();
    }

    @Test
    void whatIsFetchedCanBeRead() throws Exception {
        each(
                world -> {
                    for (HistoryQuery query : rehearse(world, request(), "job").fetched) {
                        assertThat(world.lanes).as("the lane of %s", query).contains(query.lane());
                        assertThat(query.lane().directions())
                                .as("the directions of %s", query)
                                .contains(query.direction());
                        assertThat(query.lane().kinds())
                                .as("the kinds of %s", query)
                                .containsAll(query.kinds());
                    }
                });
    }

    /** Also of another instance, after others were asked, and at another time of day. */
    @Test
    void theSameViewGivesTheSameStep() throws Exception {
        each(
                world -> {
                    SyncStrategy one = strategy();
                    SyncStrategy asked = strategy();
                    new Rehearsal(world, request(), "job")
                            .run(
                                    (view, step) -> {
                                        Step first = one.next(view);
                                        tick();
                                        assertThat(one.next(view))
                                                .as("step %d, asked again", step)
                                                .isEqualTo(first);
                                        assertThat(fresh().next(view))
                                                .as("step %d, of a new instance", step)
                                                .isEqualTo(first);
                                        assertThat(asked.next(view))
                                                .as("step %d, of another instance", step)
                                                .isEqualTo(first);
                                        return first;
                                    });
                });
    }

    private SyncStrategy fresh() {
        try {
            return strategy();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the wall clock has moved. */
    private static void tick() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    private Set<String> undisturbed(World world) throws Exception {
        World calm = again(world);
        rehearse(calm, request(), "job");
        return calm.read;
    }

    /** As when a strategy is replaced in mid-sync by one with memos of its own. */
    @Test
    void aMemoOfAForeignFormatIsPassedOver() throws Exception {
        replaced(Optional.of(new Memo("somebody.else/9", "all\n\u0001 42 -")));
    }

    @Test
    void aStrategyIsCorrectWithoutItsMemo() throws Exception {
        replaced(Optional.empty());
    }

    private void replaced(Optional<Memo> memo) throws Exception {
        each(
                world -> {
                    Set<String> expected = undisturbed(world);
                    int steps = rehearse(again(world), request(), "job").steps;
                    for (int at = 0; at <= Math.min(steps, 12); at++) {
                        World disturbed = again(world);
                        SyncStrategy strategy = strategy();
                        Rehearsal rehearsal = new Rehearsal(disturbed, request(), "job");
                        int moment = at;
                        rehearsal.run(
                                (view, step) ->
                                        strategy.next(step == moment ? with(view, memo) : view));
                        if (!goesOn()) {
                            continue; // what is asked for depends on what is there by now
                        }
                        assertThat(disturbed.read)
                                .as(
                                        "what is read of %s when the memo is lost at step %d",
                                        world.name, at)
                                .isEqualTo(expected);
                    }
                });
    }

    private static SyncView with(SyncView view, Optional<Memo> memo) {
        return proxy(view, (method, result) -> method.equals("memo") ? memo : result.get());
    }

    /** What a view gives. */
    private interface Given {
        Object get() throws Throwable;
    }

    private interface Looking {
        Object look(String method, Given given) throws Throwable;
    }

    private static SyncView proxy(SyncView view, Looking looking) {
        return (SyncView)
                Proxy.newProxyInstance(
                        SyncView.class.getClassLoader(),
                        new Class<?>[] {SyncView.class},
                        (self, method, arguments) ->
                                looking.look(
                                        method.getName(),
                                        () -> {
                                            try {
                                                return method.invoke(view, arguments);
                                            } catch (InvocationTargetException e) {
                                                throw e.getCause();
                                            }
                                        }));
    }

    @Test
    void aBudgetMayBeUsedUpAnywhere() throws Exception {
        each(
                world -> {
                    Set<String> expected = undisturbed(world);
                    for (int budget : new int[] {1, 3, 10}) {
                        World thrifty = again(world);
                        SyncRequest request = request().toBuilder().count(budget).build();
                        int before = -1;
                        for (int call = 0; call < 200 && before != thrifty.read.size(); call++) {
                            before = thrifty.read.size();
                            rehearse(thrifty, request, "job" + call);
                        }
                        if (goesOn()) {
                            assertThat(thrifty.read)
                                    .as("what is read of %s with budgets of %d", world.name, budget)
                                    .isEqualTo(expected);
                        }
                    }
                });
    }

    @Test
    void theChatIsInEveryQuery() throws Exception {
        Jid chat = World.CHATS.get(1);
        each(
                world ->
                        assertThat(
                                        rehearse(
                                                        world,
                                                        request().toBuilder().chat(chat).build(),
                                                        "job")
                                                .fetched)
                                .extracting(HistoryQuery::chat)
                                .allMatch(Optional.of(chat)::equals));
    }

    @Test
    void aRestartReadsAllAgain() throws Exception {
        each(
                world -> {
                    rehearse(world, request(), "job");
                    Set<String> first = new TreeSet<>(world.read);
                    world.read.clear();
                    rehearse(world, request().toBuilder().restart(true).build(), "again");
                    if (goesOn()) {
                        assertThat(world.read)
                                .as("what a restart reads of " + world.name)
                                .containsAll(first);
                    }
                });
    }

    /** What the store throws while a strategy looks at it. */
    private static final class Trouble extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void troubleOfTheViewIsLetPass() throws Exception {
        each(
                world -> {
                    SyncStrategy strategy = strategy();
                    new Rehearsal(world, request(), "job")
                            .run(
                                    (view, step) -> {
                                        if (step < 3) {
                                            troubled(strategy, view);
                                        }
                                        return strategy.next(view);
                                    });
                });
    }

    /** Lets the first look at the view fail, then the second, and so on. */
    private static void troubled(SyncStrategy strategy, SyncView view) {
        for (int failing = 1; ; failing++) {
            int[] left = {failing};
            Trouble trouble = new Trouble();
            SyncView shaky =
                    proxy(
                            view,
                            (method, given) -> {
                                if (--left[0] == 0) {
                                    throw trouble;
                                }
                                return given.get();
                            });
            Throwable thrown = null;
            try {
                strategy.next(shaky);
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            if (left[0] > 0) {
                assertThat(thrown).isNull();
                return;
            }
            assertThat(thrown).as("what comes of trouble at look %d", failing).isSameAs(trouble);
        }
    }

    @Test
    void aViewIsLookedAtDuringItsCallAlone() throws Exception {
        each(
                world -> {
                    SyncStrategy strategy = strategy();
                    for (String job : List.of("one", "two")) {
                        new Rehearsal(world, request(), job)
                                .run((view, step) -> strategy.next(view));
                    }
                });
    }

    @Test
    void itIsAskedForSeveralJobsAtOnce() throws Exception {
        SyncStrategy shared = strategy();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (World world : worlds()) {
            Set<String> expected = undisturbed(world);
            for (int i = 0; i < 2; i++) {
                World own = again(world);
                tasks.add(
                        () -> {
                            new Rehearsal(own, request(), "job")
                                    .run((view, step) -> shared.next(view));
                            return own.read.equals(expected);
                        });
            }
        }
        assertThat(StoreThreadRules.together(tasks)).containsOnly(true);
    }
}
