package org.backscroll.console.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.backscroll.api.source.SourceException;
import org.backscroll.api.source.SourceInfo;
import org.junit.jupiter.api.Test;

class SourcesHealthTest {
    private static final SourceInfo INFO = new SourceInfo("14 chunks", Optional.empty(), false);

    private final FakeParts parts = new FakeParts();

    private SourcesHealth check(int timeoutMillis) {
        return new SourcesHealth(
                parts,
                FakeParts.config(SourcesHealth.Config.class, Map.of("timeout_ms", timeoutMillis)));
    }

    private Result look(int timeoutMillis) {
        return check(timeoutMillis).execute();
    }

    private void fails(String name, SourceException e) {
        parts.source(
                name,
                () -> {
                    throw e;
                });
    }

    @Test
    void sourcesThatAnswerAreWellAndSoIsASystemWithoutAny() {
        assertThat(look(10_000).toString()).contains("no source is set up");
        parts.source("phone", () -> INFO);

        assertThat(look(10_000).getStatus()).isEqualTo(Status.OK);
        assertThat(look(10_000).toString()).contains("phone: 14 chunks");
    }

    @Test
    void whatMayPassIsAWarning() {
        fails("alice", new SourceException.Transient("no network", null));
        fails("bob", new SourceException.RateLimited("too fast", Duration.ofSeconds(1)));

        assertThat(look(10_000).getStatus()).isEqualTo(Status.WARN);
        assertThat(look(10_000).toString()).contains("alice: no network", "bob: too fast");
    }

    @Test
    void whatAPersonHasToMendIsCritical() {
        parts.source("phone", () -> INFO);
        fails("alice", new SourceException.Denied("the password is wrong"));

        assertThat(look(10_000).getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(look(10_000).toString()).contains("alice: the password is wrong", "phone: 14");
    }

    @Test
    void aSourceThatHangsHidesNoOther() {
        parts.source(
                "hangs",
                () -> {
                    new CountDownLatch(1).await();
                    return INFO;
                });
        parts.source("phone", () -> INFO);

        Result result = look(500);

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("hangs: no answer within 500 ms", "phone: 14");
    }

    @Test
    void aSourceThatHearsNoInterruptIsNotAskedAgainBeforeItHasAnswered() {
        Deaf deaf = new Deaf();
        parts.source(
                "deaf",
                () -> {
                    deaf.hang();
                    return INFO;
                });
        parts.source("phone", () -> INFO);
        SourcesHealth check = check(200);

        assertThat(check.execute().toString()).contains("deaf: no answer within 200 ms");
        assertThat(check.execute().toString())
                .contains("deaf: no answer for ", "it is not asked again", "phone: 14 chunks");
        assertThat(deaf.asked).hasValue(1);

        deaf.let();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(check.execute().isOk()).isTrue());
    }

    /** Who asked the one that hangs would else not hear of the one in its place. */
    @Test
    void aSourceInThePlaceOfOneThatHangsIsAsked() {
        Deaf deaf = new Deaf();
        parts.source(
                "phone",
                () -> {
                    deaf.hang();
                    return INFO;
                });
        SourcesHealth check = check(200);
        assertThat(check.execute().getStatus()).isEqualTo(Status.WARN);

        parts.sources.clear();
        parts.source("phone", () -> INFO);

        assertThat(check.execute().toString()).contains("phone: 14 chunks");
        deaf.let();
    }

    @Test
    void aSourceThatIsLeftAloneIsForAPersonToMend() {
        parts.sourceProblems.add("tablet: it names no account; add it");

        assertThat(look(10_000).getStatus()).isEqualTo(Status.CRITICAL);
        assertThat(look(10_000).toString())
                .contains("tablet: it names no account; add it")
                .doesNotContain("no source is set up");
    }

    @Test
    void aSourceThatIsSetUpAndDoesNotRunIsAWarning() {
        parts.configured.add("absent");

        assertThat(look(10_000).getStatus()).isEqualTo(Status.WARN);
        assertThat(look(10_000).toString()).contains("absent is set up and does not run");
    }
}
