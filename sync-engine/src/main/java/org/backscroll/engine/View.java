package org.backscroll.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.Anchor;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.StoreException;
import org.backscroll.api.strategy.Gap;
import org.backscroll.api.strategy.LaneProgress;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.SyncView;

/** What a strategy sees of a job: the store, read lazily. */
final class View implements SyncView {
    /** Trouble of the store while a strategy looks at it, carried out of the strategy's code. */
    static final class StoreTrouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreTrouble(StoreException cause) {
            super(cause);
        }

        StoreException trouble() {
            return (StoreException) getCause();
        }
    }

    private final HistoryStore store;
    private final JobState job;
    private final List<Lane> lanes;
    private final Map<String, LaneState> states;
    private final Instant now;

    View(
            HistoryStore store,
            JobState job,
            List<Lane> lanes,
            Map<String, LaneState> states,
            Instant now) {
        this.store = store;
        this.job = job;
        this.lanes = lanes.stream().sorted(Comparator.comparing(Lane::id)).toList();
        this.states = states;
        this.now = now;
    }

    @Override
    public AccountId account() {
        return job.key().account();
    }

    @Override
    public SyncRequest request() {
        return job.request();
    }

    @Override
    public OptionalLong remaining() {
        OptionalLong count = job.request().count();
        return count.isEmpty()
                ? count
                : OptionalLong.of(Math.max(0, count.getAsLong() - job.counts().messages()));
    }

    @Override
    public SyncCounts counts() {
        return job.counts();
    }

    @Override
    public Optional<Memo> memo() {
        return job.memo().flatMap(MemoText::read);
    }

    @Override
    public List<Lane> lanes() {
        return lanes;
    }

    @Override
    public LaneProgress progress(Lane lane) {
        LaneState state = states.get(lane.id());
        if (state == null) {
            return LaneProgress.NONE;
        }
        boolean own = state.job().equals(job.id());
        return new LaneProgress(
                own ? state.messages() : 0,
                Optional.of(state.end()).filter(end -> own && end != End.MORE),
                Optional.of(state.range()),
                Optional.of(state.updated()),
                own);
    }

    @Override
    public List<Gap> gaps(Lane lane) {
        List<Covered> ranges =
                read(() -> store.coverage(account(), Optional.empty())).stream()
                        .filter(line -> line.source().equals(job.key().source()))
                        .map(line -> line.range())
                        .filter(range -> range.lane().equals(lane.id()))
                        .sorted(Comparator.comparing(Covered::from))
                        .toList();
        List<Gap> gaps = new ArrayList<>();
        Optional<Mark> above = Optional.empty();
        // from above: ranges that overlap, as what is proven and what is claimed may, have no gap
        // between them
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Mark top = highest(ranges.subList(0, i + 1));
            if (above.isEmpty() || isBelow(top, above.get())) {
                gaps.add(new Gap(Optional.of(top), above));
            }
            above = Optional.of(ranges.get(i).from());
        }
        if (ranges.stream().noneMatch(Covered::beginning)) {
            gaps.add(new Gap(Optional.empty(), above));
        }
        return List.copyOf(gaps);
    }

    private static Mark highest(List<Covered> ranges) {
        return ranges.stream()
                .map(Covered::to)
                .max(Comparator.comparingLong(Mark::position))
                .orElseThrow();
    }

    /** Of two marks at one position neither is the older one, so only equal ones meet. */
    private static boolean isBelow(Mark edge, Mark above) {
        return edge.position() < above.position()
                || (edge.position() == above.position() && !edge.equals(above));
    }

    @Override
    public List<Conversation> chats(int limit) {
        return read(() -> store.conversations(account(), ConversationQuery.first(limit))).items();
    }

    @Override
    public List<Anchor> oldest(Jid chat, int count) {
        return read(() -> store.messages(account(), MessageQuery.oldest(chat, count)))
                .items()
                .stream()
                .map(View::anchor)
                .toList();
    }

    @Override
    public Optional<Anchor> message(Jid chat, String id) {
        return read(() -> store.find(account(), chat, id)).stream().findFirst().map(View::anchor);
    }

    @Override
    public Instant now() {
        return now;
    }

    private static Anchor anchor(Message message) {
        return new Anchor(message.key(), message.timestamp());
    }

    private interface Reading<T> {
        T get() throws StoreException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (StoreException e) {
            throw new StoreTrouble(e);
        }
    }
}
