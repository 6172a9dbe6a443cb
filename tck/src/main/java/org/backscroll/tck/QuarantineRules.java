package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.backscroll.api.source.Rejected;
import org.backscroll.api.store.Quarantine;
import org.backscroll.api.store.Quarantine.Held;
import org.junit.jupiter.api.Test;

/** {@link Quarantine}. */
abstract class QuarantineRules extends ReopeningRules {
    private Quarantine quarantine;

    private void findIt() {
        quarantine = service(Quarantine.class);
    }

    private void reject(String... positions) throws Exception {
        for (String position : positions) {
            worker.apply(
                    worker.batch()
                            .rejected(
                                    List.of(
                                            new Rejected(
                                                    "file",
                                                    position,
                                                    "it is torn",
                                                    new byte[] {0, -1, 65}))));
        }
    }

    private List<String> positions() throws Exception {
        return quarantine.quarantined(100).stream().map(held -> held.record().position()).toList();
    }

    @Test
    void recordsAreKeptWholeNewestFirst() throws Exception {
        findIt();
        reject("1", "2", "3");
        assertThat(positions()).containsExactly("3", "2", "1");
        assertThat(quarantine.quarantined(2)).hasSize(2);
        Held held = quarantine.quarantined(1).get(0);
        assertThat(held.record().unit()).isEqualTo("file");
        assertThat(held.record().reason()).isEqualTo("it is torn");
        assertThat(held.record().raw()).containsExactly(0, -1, 65);
        assertThat(held.key()).isEqualTo(worker.job.key());
        assertThat(held.times()).isEqualTo(1);
        assertThat(quarantine.quarantined(held.id()))
                .hasValueSatisfying(same -> assertThat(same.record().position()).isEqualTo("3"));
    }

    @Test
    void aRecordThatIsMetAgainIsHeldOnce() throws Exception {
        findIt();
        reject("1", "1", "1");
        assertThat(quarantine.quarantined(10))
                .singleElement()
                .satisfies(held -> assertThat(held.times()).isEqualTo(3));
    }

    @Test
    void whatCouldBeReadLeavesAndTheOthersCountOnceMore() throws Exception {
        findIt();
        reject("1", "2");
        long second = quarantine.quarantined(1).get(0).id();
        long first = quarantine.quarantined(2).get(1).id();
        quarantine.retried(Set.of(first), Set.of(second, 987_654_321L));
        assertThat(positions()).containsExactly("2");
        assertThat(quarantine.quarantined(second).orElseThrow().times()).isEqualTo(2);
        assertThat(quarantine.quarantined(first)).isEmpty();
    }
}
