package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.HistorySyncType;
import org.junit.jupiter.api.Test;

/** The lines at the prompt about strategies. */
class StrategyNewsTest {
    private final FakeServices services = new FakeServices();
    private final List<String> told = new ArrayList<>();
    private boolean started = true;
    private final StrategyNews news = new StrategyNews(() -> started, told::add);

    private void pin(Optional<String> pin) {
        services.pin(HistorySyncType.FULL, pin);
        news.updatedStrategies(services.strategies().orElseThrow());
    }

    @Test
    void whoTakesOverIsToldWhateverTheReason() {
        services.strategy("FULL", 1, false);
        news.bindStrategies(services.strategies().orElseThrow());
        assertThat(told).isEmpty();

        services.strategy("FULL", 9, false);
        news.updatedStrategies(services.strategies().orElseThrow());
        assertThat(told).containsExactly("FULL is now done by bundle9 1.0.0");

        told.clear();
        pin(Optional.of("bundle1"));
        assertThat(told).containsExactly("FULL is now done by bundle1 1.0.0");

        told.clear();
        services.strategy("FULL", 10, false); // one that does not take over
        news.updatedStrategies(services.strategies().orElseThrow());
        assertThat(told).isEmpty();

        pin(Optional.empty());
        assertThat(told).containsExactly("FULL is now done by bundle10 1.0.0");
    }

    @Test
    void anotherVersionTakesOverToo() {
        services.strategy("FULL", "a", "1.0.0", 0, false);
        news.bindStrategies(services.strategies().orElseThrow());

        services.strategy("FULL", "a", "1.1.0", 1, false);
        news.updatedStrategies(services.strategies().orElseThrow());

        assertThat(told).containsExactly("FULL is now done by a 1.1.0");
    }

    @Test
    void thatNoneIsLeftIsToldAndThatOneIsBack() {
        services.strategy("FULL", 1, false);
        news.bindStrategies(services.strategies().orElseThrow());

        news.updatedStrategies(new FakeServices().strategies().orElseThrow());
        news.updatedStrategies(services.strategies().orElseThrow());

        assertThat(told)
                .containsExactly(
                        "no strategy for FULL is left; its jobs wait",
                        "FULL is now done by bundle1 1.0.0");
    }

    /** What is there when the prompt is, is no news; nor is what goes when the system stops. */
    @Test
    void nothingIsToldWhileTheSystemStartsOrStops() {
        started = false;
        news.bindStrategies(services.strategies().orElseThrow());
        services.strategy("FULL", 1, false);
        news.updatedStrategies(services.strategies().orElseThrow());
        started = true;
        news.updatedStrategies(services.strategies().orElseThrow());

        assertThat(told).isEmpty();
    }

    @Test
    void anEngineThatComesBackIsComparedWithTheOneBefore() {
        services.strategy("FULL", 1, false);
        news.bindStrategies(services.strategies().orElseThrow());
        news.unbindStrategies(services.strategies().orElseThrow());
        services.strategy("FULL", 2, false);

        news.bindStrategies(services.strategies().orElseThrow());

        assertThat(told).containsExactly("FULL is now done by bundle2 1.0.0");
    }
}
