package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.SyncResult;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Fetched;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.HistoryReader;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.strategy.ondemand.OnDemandStrategy;
import org.junit.jupiter.api.Test;

/** Asking somebody for more of a chat: not too often, and not the same question for ever. */
class AnswersTest {
    private static final Lane RECENT =
            Lane.builder("recent", EnumSet.of(Kind.MESSAGES)).extent(Lane.Extent.RECENT).build();
    private static final Lane ANSWERS =
            Lane.builder("answers", EnumSet.of(Kind.MESSAGES))
                    .directions(EnumSet.of(Direction.BACKWARD))
                    .extent(Lane.Extent.ANSWERS)
                    .build();

    /** Has messages 100 to 109 from the beginning, and an answer before one of them alone. */
    private static final class Phone implements HistorySource {
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile String answers = "none";

        @Override
        public SourceInfo probe() {
            return new SourceInfo("phone", Optional.empty(), false);
        }

        @Override
        public List<Lane> lanes() {
            return List.of(ANSWERS, RECENT);
        }

        @Override
        public HistoryReader open(HistoryQuery query, Optional<Cursor> resume) {
            int from = 100;
            int to = 109;
            if (query.lane().equals(ANSWERS)) {
                String anchor =
                        query.to() instanceof Bound.Message message
                                ? message.anchor().message().id()
                                : "anything";
                asked.add(anchor);
                from = 90;
                to = anchor.equals(answers) ? 94 : 89;
            }
            HistoryChunk.Builder chunk = HistoryChunk.builder(new Cursor("all"), End.IDLE);
            for (int i = from; i <= to; i++) {
                chunk.entries(List.of(new Entry.MessageEntry(ScriptedSource.message(i))));
            }
            return new HistoryReader() {
                @Override
                public Fetched next(int maxMessages) {
                    return chunk.build();
                }

                @Override
                public void close() {}
            };
        }
    }

    private final Phone phone = new Phone();
    private final Bench bench = new Bench().with(phone);

    private SyncResult ask(SyncRequest.Builder request) throws Exception {
        return bench.runTurning(
                (Job)
                        bench.client.startSync(
                                request.type(HistorySyncType.ON_DEMAND)
                                        .chat(ScriptedSource.CHAT)
                                        .build()),
                Duration.ofSeconds(1));
    }

    @Test
    void whereThereIsNoAnswerTheNextAnchorIsTriedAndNoneTwice() throws Exception {
        bench.strategy("ON_DEMAND", new OnDemandStrategy(5, 3, Duration.ofSeconds(20)), 1);
        bench.run(Bench.full());
        phone.asked.clear();
        Instant begin = bench.time.now();

        assertThat(ask(SyncRequest.builder()).status()).isEqualTo(SyncStatus.NO_ANSWER);
        assertThat(phone.asked).containsExactly("M100", "M101", "M102");
        assertThat(Duration.between(begin, bench.time.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(40));

        phone.asked.clear();
        phone.answers = "M101";
        SyncResult answered = ask(SyncRequest.builder().count(5));
        assertThat(phone.asked).containsExactly("M100", "M101");
        assertThat(answered.status()).isEqualTo(SyncStatus.COMPLETE);
        assertThat(answered.counts().newMessages()).isEqualTo(5);
    }

    @Test
    void anAnchorThatTheCallerNamesIsTheOnlyOne() throws Exception {
        bench.strategy("ON_DEMAND", new OnDemandStrategy(5, 3, Duration.ZERO), 1);
        bench.run(Bench.full());
        phone.asked.clear();

        assertThat(ask(SyncRequest.builder().anchor("M105")).status())
                .isEqualTo(SyncStatus.NO_ANSWER);

        assertThat(phone.asked).containsExactly("M105");
    }

    @Test
    void aSecondQuestionAboutAChatWaitsForTheCooldown() throws Exception {
        bench.strategy("ON_DEMAND", new OnDemandStrategy(5, 1, Duration.ofSeconds(30)), 1);
        bench.run(Bench.full());
        ask(SyncRequest.builder());
        Instant begin = bench.time.now();

        ask(SyncRequest.builder());

        assertThat(Duration.between(begin, bench.time.now()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(28));
    }
}
