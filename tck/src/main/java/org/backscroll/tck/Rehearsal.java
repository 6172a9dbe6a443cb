package org.backscroll.tck;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.LaneProgress;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncView;

/**
 * One job in a {@link World}: asks a strategy, reads, commits and asks again, as the engine does.
 */
final class Rehearsal {
    /** Far more than it takes to read all there is, record by record, and to plan in between. */
    private static final int MAX_STEPS = 1500;

    private static final int CHUNK = 4;

    /** What is asked, with the view to look at. */
    interface Asked {
        Step next(SyncView view, int step);
    }

    final World world;
    final SyncRequest request;
    final String job;
    final List<HistoryQuery> fetched = new ArrayList<>();
    Optional<Memo> memo = Optional.empty();
    int steps;
    private long messages;
    private Instant now = World.NOW;

    Rehearsal(World world, SyncRequest request, String job) {
        this.world = world;
        this.request = request;
        this.job = job;
    }

    /** Runs to the end: the last step, or the one after the budget was used up. */
    Step run(Asked asked) {
        while (true) {
            View view = new View();
            Step step = asked.next(view, steps);
            view.over = true;
            if (step == null) {
                throw new AssertionError("a step is null");
            }
            if (step instanceof Step.Done || (messages > 0 && view.left() == 0)) {
                return step;
            }
            if (++steps > MAX_STEPS) {
                throw new AssertionError(
                        "no end after " + MAX_STEPS + " steps in a world with " + world.name);
            }
            if (step instanceof Step.Wait wait) {
                now = now.plus(Duration.ofMillis(Math.max(100, wait.max().toMillis())));
                memo = wait.memo();
            } else if (step instanceof Step.Fetch fetch) {
                fetched.addAll(fetch.ranges());
                long size = Math.min(CHUNK, Math.min(fetch.atMost().orElse(CHUNK), view.left()));
                boolean anew = fetch.anew() || request.restart();
                messages += world.read(fetch.ranges().get(0), job, anew, size);
                memo = fetch.memo();
            }
        }
    }

    /** Good for one call. */
    private final class View implements SyncView {
        private volatile boolean over;

        private long left() {
            return request.count().isPresent()
                    ? Math.max(0, request.count().getAsLong() - messages)
                    : Long.MAX_VALUE;
        }

        private <T> T now(T value) {
            if (over) {
                throw new AssertionError("a view is looked at after the call it was given to");
            }
            return value;
        }

        @Override
        public AccountId account() {
            return now(World.ACCOUNT);
        }

        @Override
        public SyncRequest request() {
            return now(request);
        }

        @Override
        public OptionalLong remaining() {
            return now(
                    request.count().isPresent() ? OptionalLong.of(left()) : OptionalLong.empty());
        }

        @Override
        public SyncCounts counts() {
            return now(new SyncCounts(messages, messages, 0, 0, 0, 0));
        }

        @Override
        public Optional<Memo> memo() {
            return now(memo);
        }

        @Override
        public List<Lane> lanes() {
            return now(List.copyOf(world.lanes));
        }

        @Override
        public LaneProgress progress(Lane lane) {
            return now(world.progress(lane, job));
        }

        @Override
        public List<Gap> gaps(Lane lane) {
            return now(world.gaps(lane));
        }

        @Override
        public List<Conversation> chats(int limit) {
            return now(world.chats(limit));
        }

        @Override
        public List<Anchor> oldest(Jid chat, int count) {
            return now(world.oldest(chat, count));
        }

        @Override
        public Optional<Anchor> message(Jid chat, String id) {
            return now(world.message(chat, id));
        }

        @Override
        public Instant now() {
            return now(Rehearsal.this.now);
        }
    }
}
