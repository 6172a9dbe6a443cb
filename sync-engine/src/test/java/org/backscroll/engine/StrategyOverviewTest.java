package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.StrategyRuntime.Candidate;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.strategy.Step;
import org.backscroll.api.strategy.SyncStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What others are told of the strategies that are used. */
class StrategyOverviewTest {
    private final Parts parts = new Parts();
    private final StrategyOverview overview = new StrategyOverview(parts);

    /** What was told of each change, as the one who listens reads it then. */
    private final List<String> events = new ArrayList<>();

    private boolean registered;

    @BeforeEach
    void register() {
        overview.register(
                proxy(
                        BundleContext.class,
                        Map.of(
                                "registerService",
                                arguments -> {
                                    registered = arguments[0] == StrategyRuntime.class;
                                    return proxy(
                                            ServiceRegistration.class,
                                            Map.of(
                                                    "setProperties",
                                                    told -> changed((Dictionary<?, ?>) told[0]),
                                                    "unregister",
                                                    none -> registered = false));
                                })));
    }

    private Object changed(Dictionary<?, ?> properties) {
        events.add(
                properties.get("service.changecount")
                        + " "
                        + inUse("FULL").map(Candidate::bundle).orElse("none"));
        return null;
    }

    private interface Answer {
        Object to(Object... arguments);
    }

    private static <T> T proxy(Class<T> type, Map<String, Answer> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> answers.get(method.getName()).to(arguments)));
    }

    private Bench.Ref strategy(String type, String bundle, String version, int ranking) {
        Bench.Ref reference = new Bench.Ref(ranking, type + bundle + version);
        parts.addStrategy(
                reference,
                view -> new Step.Done(SyncStatus.COMPLETE, Optional.empty()),
                Map.of(
                        SyncStrategy.TYPE,
                        type,
                        Parts.BUNDLE,
                        bundle,
                        Parts.VERSION,
                        version,
                        "service.ranking",
                        ranking,
                        SyncStrategy.PRIORITY,
                        7,
                        SyncStrategy.BACKGROUND,
                        true));
        return reference;
    }

    private void pin(String... lines) {
        parts.pin(Pins.of(lines));
        parts.changed();
    }

    private Optional<StrategyRuntime.Choice> choice(String type) {
        return overview.choices().stream()
                .filter(choice -> choice.type().name().equals(type))
                .findFirst();
    }

    private Optional<Candidate> inUse(String type) {
        return choice(type).flatMap(StrategyRuntime.Choice::inUse);
    }

    private List<String> candidates(String type) {
        return choice(type).orElseThrow().candidates().stream()
                .map(c -> c.bundle() + " " + c.version() + (c.pinned() ? " pinned" : ""))
                .toList();
    }

    @Test
    void candidatesAreToldInTheOrderInWhichTheyAnswer() {
        strategy("FULL", "low", "1.0.0", 1);
        strategy("FULL", "high", "1.0.0", 9);
        strategy("MINE", "mine", "1.0.0", 0);

        assertThat(overview.choices())
                .extracting(choice -> choice.type().name())
                .containsExactly("FULL", "MINE");
        assertThat(candidates("FULL")).containsExactly("high 1.0.0", "low 1.0.0");
        assertThat(inUse("MINE")).contains(new Candidate("mine", "1.0.0", 0, 7, true, false));
        pin("FULL=low");
        assertThat(candidates("FULL")).containsExactly("low 1.0.0 pinned", "high 1.0.0");
        assertThat(choice("FULL").orElseThrow().pin()).contains("low");
        assertThat(overview.problems()).isEmpty();
    }

    @Test
    void whatIsToldIsWhatTheEngineUses() {
        strategy("FULL", "b", "1.0.0", 5);
        strategy("FULL", "a", "1.2.0", 4);
        strategy("FULL", "a", "1.1.0", 3);

        for (String pin : List.of("", "FULL=a", "FULL=a:1.1", "FULL=b:1.0", "FULL=c")) {
            pin(pin);
            assertThat(parts.strategy(HistorySyncType.FULL))
                    .as(pin)
                    .map(part -> part.property(Parts.BUNDLE) + part.property(Parts.VERSION))
                    .isEqualTo(inUse("FULL").map(c -> c.bundle() + c.version()));
        }
    }

    @Test
    void aVersionTellsTwoOfOneBundleApart() {
        strategy("FULL", "a", "1.1.0", 3);
        strategy("FULL", "a", "1.2.0", 4);

        pin("FULL=a");
        assertThat(candidates("FULL")).containsExactly("a 1.2.0 pinned", "a 1.1.0 pinned");
        pin("FULL=a:1.1");
        assertThat(candidates("FULL")).containsExactly("a 1.1.0 pinned", "a 1.2.0");
        assertThat(choice("FULL").orElseThrow().pin()).contains("a:1.1.0");
    }

    @Test
    void pinsThatCannotBeHadAreTold() {
        strategy("FULL", "a", "1.0.0", 3);

        pin("FULL=b", "FUL=a", "oops");

        assertThat(overview.problems())
                .containsExactly(
                        "strategies.use: 'oops' pins nothing; write TYPE=BUNDLE or"
                                + " TYPE=BUNDLE:VERSION",
                        "strategies.use pins a for FUL, which no strategy serves; correct the"
                                + " type, or start the bundle",
                        "strategies.use pins b for FULL, and it is not there, so the ranking"
                                + " decides; start the bundle, or: strategies unpin FULL");
        assertThat(inUse("FULL")).map(Candidate::bundle).contains("a");
        strategy("FULL", "b", "1.0.0", 0);
        strategy("FUL", "a", "1.0.0", 0);
        assertThat(overview.problems()).hasSize(1);
    }

    @Test
    void aStrategyForWhatIsNoTypeIsLeftOut() {
        strategy("any thing", "a", "1.0.0", 3);

        assertThat(overview.choices()).isEmpty();
    }

    /** Which is how others learn of pins, too. */
    @Test
    void eachChangeIsToldOnceAndNothingElseIs() {
        assertThat(registered).isTrue();
        strategy("FULL", "a", "1.0.0", 3);
        Bench.Ref better = strategy("FULL", "b", "1.0.0", 4);
        pin("FULL=a");
        parts.changed(); // of a source, of another setting
        pin();
        parts.removeStrategy(better);

        assertThat(events).containsExactly("1 a", "2 b", "3 a", "4 b", "5 a");

        overview.unregister();
        strategy("FULL", "c", "1.0.0", 5);
        assertThat(registered).isFalse();
        assertThat(events).hasSize(5);
    }
}
