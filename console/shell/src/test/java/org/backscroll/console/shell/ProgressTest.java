package org.backscroll.console.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncStatus;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private long now = 1_000_000;
    private final Captured captured = new Captured();
    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(now);
                }
            };

    private static SyncProgress at(double fraction, long messages) {
        return new SyncProgress(
                SyncStatus.RUNNING,
                Optional.empty(),
                new SyncCounts(messages, 0, 0, 0, 2, 1),
                OptionalDouble.of(fraction));
    }

    @Test
    void theBarIsRedrawnInPlaceAndWipedAtTheEnd() {
        Progress bar = new Progress.Bar(captured.err, "FULL of phone", 120, clock);
        bar.show(at(0, 0));
        now += 2000;
        bar.show(at(0.5, 3000));
        bar.end();

        String first =
                "FULL of phone [" + "-".repeat(24) + "]   0%  0 messages, 2 names, 1 skipped";
        String second =
                "FULL of phone ["
                        + "#".repeat(12)
                        + "-".repeat(12)
                        + "]  50%  3,000 messages, 2 names, 1 skipped, 1,500/s";
        assertThat(captured.err())
                .isEqualTo(
                        "\r" + first + "\r" + second + "\r" + " ".repeat(second.length()) + "\r");
    }

    @Test
    void theBarIsNotRedrawnTooOftenAndNeverWiderThanTheTerminal() {
        Progress bar = new Progress.Bar(captured.err, "FULL of phone", 30, clock);
        bar.show(at(0, 0));
        now += 50;
        bar.show(at(0.1, 10));
        assertThat(captured.err()).isEqualTo("\rFULL of phone [-------------…");
    }

    @Test
    void linesAreWrittenWhenTheStatusChangesAndAtEveryTenth() {
        Progress lines = new Progress.Lines(captured.err, "FULL of phone", clock);
        lines.show(at(0, 0));
        lines.show(at(0.15, 100)); // too soon
        now += 1000;
        lines.show(at(0.19, 200));
        now += 2000;
        lines.show(at(0.195, 300)); // the same tenth
        lines.show(
                new SyncProgress(
                        SyncStatus.WAITING,
                        Optional.of("the source\nis away"),
                        SyncCounts.ZERO,
                        OptionalDouble.empty()));

        assertThat(captured.err())
                .isEqualTo(
                        """
                        FULL of phone: running, 0%, 0 messages, 2 names, 1 skipped
                        FULL of phone: running, 10%, 200 messages, 2 names, 1 skipped
                        FULL of phone: waiting: the source is away, 0 messages
                        """);
    }
}
