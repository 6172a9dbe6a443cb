package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreHealthTest {
    private final FakeParts parts = new FakeParts();

    private StoreHealth check(Map<String, Object> settings) {
        return new StoreHealth(parts, FakeParts.config(StoreHealth.Config.class, settings));
    }

    private Result look(Map<String, Object> settings) {
        return check(settings).execute();
    }

    @Test
    void anOpenStoreThatAnswersIsWell() {
        parts.store(List::of, null, "/data/backscroll.db");

        assertThat(look(Map.of()).getStatus()).isEqualTo(Status.OK);
        assertThat(look(Map.of()).toString()).contains("/data/backscroll.db: 1 accounts, 0 jobs");
    }

    @Test
    void aStoreThatIsDownIsCritical() {
        assertThat(look(Map.of()).getStatus()).isEqualTo(Status.CRITICAL);
    }

    @Test
    void nothingIsBlamedWhileTheSystemStartsOrStops() {
        parts.settled = false;

        assertThat(look(Map.of()).getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "CORRUPT, CRITICAL",
        "FULL, CRITICAL",
        "BUSY, WARN",
        "CLOSED, TEMPORARILY_UNAVAILABLE"
    })
    void aStoreInTroubleIsToldByWhatToDo(StoreException.Kind kind, Status status) {
        parts.store(
                () -> {
                    throw new StoreException(kind, "the words of the store", null);
                },
                null,
                "?");

        assertThat(look(Map.of()).getStatus()).isEqualTo(status);
        assertThat(look(Map.of()).toString()).contains("the words of the store");
    }

    @Test
    void aStoreThatDoesNotAnswerHoldsNobodyUpAndIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        parts.store(
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return List.of();
                },
                null,
                "?");

        Result result = look(Map.of("timeout_ms", 20));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("no answer within 20 ms");
        interrupted.await();
    }

    @Test
    void aStoreThatHearsNoInterruptIsNotAskedAgainBeforeItHasAnswered() {
        Deaf deaf = new Deaf();
        parts.store(
                () -> {
                    deaf.hang();
                    return List.of();
                },
                null,
                "?");
        StoreHealth check = check(Map.of("timeout_ms", 50));

        assertThat(check.execute().toString()).contains("no answer within 50 ms");
        for (int i = 0; i < 3; i++) {
            Result result = check.execute();
            assertThat(result.getStatus()).isEqualTo(Status.WARN);
            assertThat(result.toString()).contains("it is not asked again before it has ended");
        }
        assertThat(deaf.asked).hasValue(1);

        deaf.let();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(check.execute().isOk()).isTrue());
    }

    @Test
    void dataThatAreNotWholeAreCritical() {
        parts.store(
                List::of,
                () ->
                        List.of(
                                new StoreCheck.Finding("integrity", true, "whole"),
                                new StoreCheck.Finding("counts", false, "7, not 8")),
                "?");

        Result result = integrity();

        assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(result.toString()).contains("counts: 7, not 8");
    }

    @Test
    void withoutAStoreNothingIsKnownOfItsData() {
        assertThat(integrity().getStatus()).isEqualTo(Status.TEMPORARILY_UNAVAILABLE);
    }

    private Result integrity() {
        return new IntegrityHealth(parts, FakeParts.config(IntegrityHealth.Config.class, Map.of()))
                .execute();
    }
}
