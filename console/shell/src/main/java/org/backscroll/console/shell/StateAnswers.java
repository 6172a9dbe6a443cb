package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.backscroll.api.SyncStatus;
import org.backscroll.api.source.Cursor;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.formats.Json;
import org.backscroll.formats.SyncJson;

/** What the commands return that show how syncs stand. */
final class StateAnswers {
    private StateAnswers() {}

    /** Jobs. */
    record Jobs(List<JobState> jobs) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "jobs", jobs, SyncJson::job);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (jobs.isEmpty()) {
                return "no jobs";
            }
            Table table =
                    new Table()
                            .text("ID")
                            .longText("TYPE")
                            .longText("ACCOUNT")
                            .longText("SOURCE")
                            .text("STATUS")
                            .number("MESSAGES")
                            .number("NAMES")
                            .number("SKIPPED")
                            .text("CREATED")
                            .longText("REASON");
            for (JobState job : jobs) {
                table.row(
                        job.id(),
                        type(job.key()),
                        job.key().account(),
                        job.key().source(),
                        status(job.status()),
                        Screen.number(job.counts().messages()),
                        orBlank(job.counts().names()),
                        orBlank(job.counts().skipped()),
                        screen.time(job.created()),
                        job.reason().orElse(""));
            }
            return table.render(screen);
        }
    }

    /**
     * How far the syncs of a key have come.
     *
     * @param key whose
     * @param status of its newest job, if that is kept
     * @param lanes what it read
     */
    record KeyState(JobKey key, Optional<SyncStatus> status, List<LaneState> lanes) {
        private void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            SyncJson.key(json, key);
            Json.textOf(json, "status", status);
            Json.list(json, "lanes", lanes, SyncJson::lane);
            json.writeEndObject();
        }
    }

    /** How far all syncs have come. */
    record State(List<KeyState> keys) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "state", keys, (g, key) -> key.json(g));
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (keys.isEmpty()) {
                return "nothing was synchronised yet";
            }
            Table table =
                    new Table()
                            .text("ACCOUNT")
                            .text("SOURCE")
                            .text("TYPE")
                            .text("STATUS")
                            .longText("LANE")
                            .text("END")
                            .number("MESSAGES")
                            .text("UPDATED")
                            .longText("CURSOR");
            for (KeyState state : keys) {
                String status = state.status().map(StateAnswers::status).orElse("-");
                for (LaneState lane : state.lanes()) {
                    table.row(
                            state.key().account(),
                            state.key().source(),
                            type(state.key()),
                            status,
                            lane.lane(),
                            lane.end().name().toLowerCase(Locale.ROOT),
                            Screen.number(lane.messages()),
                            screen.time(lane.updated()),
                            lane.cursor().map(Cursor::value).orElse("-"));
                }
            }
            return table.render(screen);
        }
    }

    /** A status as people read it. */
    static String status(SyncStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String orBlank(long number) {
        return number == 0 ? "" : Screen.number(number);
    }

    static String type(JobKey key) {
        return key.type() + key.chat().map(chat -> " " + chat).orElse("");
    }
}
