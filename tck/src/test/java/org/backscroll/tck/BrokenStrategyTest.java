package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.SyncRequest;
import org.backscroll.api.source.Bound;
import org.backscroll.api.source.Direction;
import org.backscroll.api.source.HistoryQuery;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Lane;
import org.backscroll.api.strategy.LaneProgress;
import org.backscroll.api.strategy.Memo;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.backscroll.api.strategy.SyncView;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each broken strategy fails at the promise it breaks. */
class BrokenStrategyTest {
    private static Supplier<SyncStrategy> current;

    /** Run by the tests below alone. */
    static final class Case extends StrategyContract {
        @Override
        protected SyncStrategy strategy() {
            return current.get();
        }

        @Override
        protected SyncRequest request() {
            return SyncRequest.builder().type(HistorySyncType.FULL).unlimited().build();
        }
    }

    /** A sound one: all lanes that bear messages, as a whole, one after the other. */
    private static class Whole implements SyncStrategy {
        @Override
        public Step next(SyncView view) {
            for (Lane lane : view.lanes()) {
                HistoryQuery query = query(view, lane);
                LaneProgress progress = view.progress(lane);
                boolean done =
                        progress.ended().isPresent()
                                && progress.range().equals(Optional.of(query.toString()));
                if (lane.kinds().contains(Kind.MESSAGES) && !done) {
                    return new Step.Fetch(List.of(query), false, OptionalLong.empty(), memo(view));
                }
            }
            return Step.Done.COMPLETE;
        }

        Optional<Memo> memo(SyncView view) {
            return Optional.empty();
        }

        HistoryQuery query(SyncView view, Lane lane) {
            return HistoryQuery.builder(lane)
                    .chat(view.request().chat())
                    .direction(lane.directions().iterator().next())
                    .build();
        }
    }

    private static final Map<String, Supplier<SyncStrategy>> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put(
                "aSyncComesToAnEnd",
                () ->
                        view ->
                                view.lanes().isEmpty()
                                        ? Step.Done.COMPLETE
                                        : Step.Fetch.all(
                                                List.of(
                                                        HistoryQuery.builder(view.lanes().get(0))
                                                                .build())));
        BROKEN.put("somethingIsFetchedSomewhere", () -> view -> Step.Done.COMPLETE);
        BROKEN.put(
                "whatIsFetchedCanBeRead",
                () ->
                        new Whole() {
                            @Override
                            HistoryQuery query(SyncView view, Lane lane) {
                                return HistoryQuery.builder(lane)
                                        .direction(Direction.BACKWARD)
                                        .kinds(EnumSet.allOf(Kind.class))
                                        .build();
                            }
                        });
        BROKEN.put(
                "theSameViewGivesTheSameStep",
                () ->
                        new Whole() {
                            @Override
                            HistoryQuery query(SyncView view, Lane lane) {
                                return HistoryQuery.builder(lane)
                                        .chat(view.request().chat())
                                        .to(new Bound.Time(Instant.now()))
                                        .build();
                            }
                        });
        Supplier<SyncStrategy> trusting =
                () ->
                        new Whole() {
                            @Override
                            Optional<Memo> memo(SyncView view) {
                                long done =
                                        view.memo().map(m -> Long.parseLong(m.text())).orElse(0L);
                                return Optional.of(new Memo("mine/1", "" + (done + 1)));
                            }
                        };
        BROKEN.put("aMemoOfAForeignFormatIsPassedOver", trusting);
        BROKEN.put(
                "aStrategyIsCorrectWithoutItsMemo",
                () ->
                        new Whole() {
                            @Override
                            public Step next(SyncView view) {
                                boolean begun = view.counts().messages() > 0;
                                return begun && view.memo().isEmpty()
                                        ? Step.Done.COMPLETE
                                        : super.next(view);
                            }

                            @Override
                            Optional<Memo> memo(SyncView view) {
                                return Optional.of(new Memo("mine/1", ""));
                            }
                        });
        BROKEN.put(
                "aBudgetMayBeUsedUpAnywhere",
                () ->
                        new Whole() {
                            @Override
                            public Step next(SyncView view) {
                                if (view.remaining().orElse(1) == 0) {
                                    throw new IllegalStateException("nothing left");
                                }
                                return super.next(view);
                            }
                        });
        BROKEN.put(
                "theChatIsInEveryQuery",
                () ->
                        new Whole() {
                            @Override
                            HistoryQuery query(SyncView view, Lane lane) {
                                return HistoryQuery.builder(lane).build();
                            }
                        });
        BROKEN.put(
                "aRestartReadsAllAgain",
                () ->
                        new Whole() {
                            @Override
                            public Step next(SyncView view) {
                                return view.request().restart()
                                        ? Step.Done.COMPLETE
                                        : super.next(view);
                            }
                        });
        BROKEN.put(
                "troubleOfTheViewIsLetPass",
                () ->
                        new Whole() {
                            @Override
                            public Step next(SyncView view) {
                                try {
                                    return super.next(view);
                                } catch (RuntimeException e) {
                                    return Step.Done.COMPLETE;
                                }
                            }
                        });
        BROKEN.put(
                "aViewIsLookedAtDuringItsCallAlone",
                () ->
                        new Whole() {
                            private SyncView first;

                            @Override
                            public Step next(SyncView view) {
                                first = first == null ? view : first;
                                first.request();
                                return super.next(view);
                            }
                        });
        BROKEN.put(
                "itIsAskedForSeveralJobsAtOnce",
                () ->
                        new Whole() {
                            private SyncView now;

                            @Override
                            public Step next(SyncView view) {
                                now = view;
                                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
                                return super.next(now);
                            }
                        });
    }

    @TestFactory
    Stream<DynamicTest> aBrokenStrategyFails() {
        return BROKEN.entrySet().stream()
                .map(
                        one ->
                                DynamicTest.dynamicTest(
                                        one.getKey(),
                                        () -> {
                                            current = one.getValue();
                                            assertThat(
                                                            Kit.failed(
                                                                    Kit.run(
                                                                            selectMethod(
                                                                                    Case.class,
                                                                                    Kit.method(
                                                                                            Case
                                                                                                    .class,
                                                                                            one
                                                                                                    .getKey())))))
                                                    .containsExactly(one.getKey());
                                        }));
    }

    @Test
    void theStrategyThatIsBrokenIsSound() {
        current = Whole::new;
        assertThat(Kit.failed(Kit.run(selectClass(Case.class)))).isEmpty();
    }

    @Test
    void everyPromiseIsBrokenByOne() {
        assertThat(new TreeSet<>(BROKEN.keySet())).isEqualTo(Kit.tests(StrategyContract.class));
    }
}
