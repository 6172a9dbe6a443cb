package org.backscroll.console.shell;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.SyncProgress;
import org.backscroll.api.SyncStatus;

/** Shows how a sync goes on. */
interface Progress {
    /** Shows how it stands now; may be called as often as one likes. */
    void show(SyncProgress progress);

    /** Shows nothing more. */
    void end();

    /** A bar on a terminal, lines elsewhere. */
    static Progress on(Console console, String what) {
        return console.terminal()
                ? new Bar(console.err(), what, console.progressColumns(), Clock.systemUTC())
                : new Lines(console.err(), what, Clock.systemUTC());
    }

    /** What was done so far, in words. */
    static String counts(SyncProgress progress) {
        StringBuilder out = new StringBuilder();
        out.append(Screen.number(progress.counts().messages())).append(" messages");
        if (progress.counts().names() > 0) {
            out.append(", ").append(Screen.number(progress.counts().names())).append(" names");
        }
        if (progress.counts().skipped() > 0) {
            out.append(", ").append(Screen.number(progress.counts().skipped())).append(" skipped");
        }
        return out.toString();
    }

    /** The status, when it is not simply at work, with the reason. */
    static Optional<String> notable(SyncProgress progress) {
        if (progress.status() == SyncStatus.RUNNING && progress.reason().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                StateAnswers.status(progress.status())
                        + progress.reason()
                                .map(reason -> ": " + DisplayText.oneLine(reason))
                                .orElse(""));
    }

    /** One line on a terminal, drawn again and again in its place. */
    final class Bar implements Progress {
        private static final int CELLS = 24;
        private static final long LEAST_MILLIS = 100;

        private final PrintStream out;
        private final String what;
        private final int columns;
        private final Clock clock;
        private final long begun;
        private long drawn = Long.MIN_VALUE;
        private int width;

        Bar(PrintStream out, String what, int columns, Clock clock) {
            this.out = out;
            this.what = what;
            this.columns = columns;
            this.clock = clock;
            begun = clock.millis();
        }

        @Override
        public void show(SyncProgress progress) {
            long now = clock.millis();
            if (drawn != Long.MIN_VALUE && now - drawn < LEAST_MILLIS) {
                return;
            }
            drawn = now;
            draw(line(progress, now));
        }

        @Override
        public void end() {
            if (width > 0) {
                draw("");
                out.print('\r');
                out.flush();
            }
        }

        private String line(SyncProgress progress, long now) {
            StringBuilder line = new StringBuilder(what).append(' ');
            if (progress.fraction().isPresent()) {
                double fraction = Math.max(0, Math.min(1, progress.fraction().getAsDouble()));
                int full = (int) (fraction * CELLS);
                line.append('[')
                        .append("#".repeat(full))
                        .append("-".repeat(CELLS - full))
                        .append(String.format(Locale.ROOT, "] %3d%% ", (int) (fraction * 100)));
            }
            line.append(' ').append(counts(progress));
            long millis = now - begun;
            if (millis >= 1000 && progress.counts().messages() > 0) {
                line.append(", ")
                        .append(Screen.number(progress.counts().messages() * 1000 / millis))
                        .append("/s");
            }
            notable(progress).ifPresent(text -> line.append("  ").append(text));
            return DisplayText.shorten(line.toString(), columns - 1);
        }

        /** Blanks wipe what was longer: this works where terminals know no commands. */
        private void draw(String line) {
            int now = DisplayText.width(line);
            out.print('\r' + line + " ".repeat(Math.max(0, width - now)));
            out.flush();
            width = now;
        }
    }

    /** A line now and then: when the status changes, and as the work goes on. */
    final class Lines implements Progress {
        private static final long LEAST_MILLIS = 1000;
        private static final long MOST_MILLIS = 10_000;

        private final PrintStream out;
        private final String what;
        private final Clock clock;
        private String status = "";
        private int tenths;
        private long written;
        private long messages = -1;

        Lines(PrintStream out, String what, Clock clock) {
            this.out = out;
            this.what = what;
            this.clock = clock;
            written = clock.millis();
        }

        @Override
        public void show(SyncProgress progress) {
            String now = notable(progress).orElse("running");
            int tenth = (int) (progress.fraction().orElse(0) * 10);
            long quiet = clock.millis() - written;
            boolean moved = progress.counts().messages() != messages;
            if (!now.equals(status)
                    || tenth > tenths && quiet >= LEAST_MILLIS
                    || moved && quiet >= MOST_MILLIS) {
                status = now;
                tenths = tenth;
                messages = progress.counts().messages();
                written = clock.millis();
                out.println(
                        what
                                + ": "
                                + now
                                + (progress.fraction().isPresent() ? ", " + 10 * tenth + "%" : "")
                                + ", "
                                + counts(progress));
                out.flush();
            }
        }

        @Override
        public void end() {
            // Its lines stay.
        }
    }
}
