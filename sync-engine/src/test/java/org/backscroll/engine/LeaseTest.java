package org.backscroll.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backscroll.api.SyncStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long jobs claim their keys. */
class LeaseTest {
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private final Settings settings = Bench.settings(BEFORE, 1000);
    private final Bench bench = new Bench(settings);
    private final ScriptedSource source = new ScriptedSource(25, 0);

    /** A sync during whose second chunk something happens. */
    private void sync(Runnable meanwhile) throws Exception {
        source.blockAt = 100_010;
        bench.with(source);
        Job job = (Job) bench.client.startSync(Bench.full());
        source.blocked.await();
        Bench.awaitMessages(job, 10);
        meanwhile.run();
        source.blockAt = -1;
        source.gate.release();
        assertThat(Bench.result(job).status()).isEqualTo(SyncStatus.COMPLETE);
    }

    @Test
    void aLeaseThatHoldsIsNotExtendedForNothing() throws Exception {
        sync(() -> {});

        assertThat(bench.store.ttls).containsExactly(BEFORE);
    }

    /** A shorter one too: until it runs out nobody else may take over. */
    @ParameterizedTest
    @ValueSource(longs = {5, 600})
    void aJobAtWorkExtendsItsLeaseByTheTimeThatIsSetNow(long seconds) throws Exception {
        Duration after = Duration.ofSeconds(seconds);

        sync(() -> settings.become(Bench.settings(after, 1000)));

        assertThat(bench.store.ttls).containsExactly(BEFORE, after);
    }
}
