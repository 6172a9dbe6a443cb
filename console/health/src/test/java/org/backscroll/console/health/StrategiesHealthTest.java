package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.backscroll.api.HistorySyncType;
import org.junit.jupiter.api.Test;

class StrategiesHealthTest {
    private static final List<String> WELL_KNOWN =
            HistorySyncType.wellKnown().stream().map(HistorySyncType::name).toList();

    private final FakeParts parts = new FakeParts();

    private Result look(Map<String, Object> settings) {
        return new StrategiesHealth(
                        parts, FakeParts.config(StrategiesHealth.Config.class, settings))
                .execute();
    }

    @Test
    void allTypesServedIsWell() {
        parts.types.addAll(WELL_KNOWN);

        assertThat(look(Map.of()).getStatus()).isEqualTo(Status.OK);
    }

    @Test
    void eachWellKnownTypeIsMissed() {
        for (String type : WELL_KNOWN) {
            parts.types.addAll(WELL_KNOWN);
            parts.types.remove(type);

            assertThat(look(Map.of()).getStatus()).isEqualTo(Status.WARN);
            assertThat(look(Map.of()).toString()).contains("no strategy for " + type);
        }
    }

    @Test
    void theTypesThatAreConfiguredAreMissed() {
        parts.types.addAll(WELL_KNOWN);

        Result result = look(Map.of("types", new String[] {"STATUSES"}));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("no strategy for STATUSES").doesNotContain("FULL");
    }

    @Test
    void aPinThatDoesNotHoldIsAWarning() {
        parts.types.addAll(WELL_KNOWN);
        parts.pinProblems.add("'x' pins nothing");

        assertThat(look(Map.of()).getStatus()).isEqualTo(Status.WARN);
        assertThat(look(Map.of()).toString()).contains("'x' pins nothing");
    }
}
