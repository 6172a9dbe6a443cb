package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.store.Quarantine;
import org.backscroll.formats.Json;
import org.backscroll.formats.SyncJson;

/** What the commands return that deal with records that could not be read. */
final class QuarantineAnswers {
    private QuarantineAnswers() {}

    /** Records that could not be read. */
    record Quarantined(List<Quarantine.Held> records) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "quarantined", records, SyncJson::held);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (records.isEmpty()) {
                return "nothing is in quarantine";
            }
            Table table =
                    new Table()
                            .number("ID")
                            .text("SOURCE")
                            .text("SINCE")
                            .number("TIMES")
                            .longText("UNIT")
                            .longText("POSITION")
                            .longText("REASON");
            for (Quarantine.Held held : records) {
                table.row(
                        held.id(),
                        held.key().source(),
                        screen.time(held.since()),
                        held.times(),
                        held.record().unit(),
                        held.record().position(),
                        held.record().reason());
            }
            return table.render(screen);
        }
    }

    /** One record, with what there is of it. */
    record Shown(Quarantine.Held held) implements Answer {
        /** How much of it is printed for people, in bytes. */
        private static final int PREVIEW = 1024;

        @Override
        public void json(JsonGenerator json) throws IOException {
            SyncJson.heldInFull(json, held);
        }

        @Override
        public String text(Screen screen) {
            byte[] raw = held.record().raw();
            Table table = new Table().text("").longText("");
            table.row("id", held.id());
            table.row("account", held.key().account());
            table.row("source", held.key().source());
            table.row("sync", StateAnswers.type(held.key()));
            table.row("unit", held.record().unit());
            table.row("position", held.record().position());
            table.row("reason", held.record().reason());
            table.row("since", screen.time(held.since()));
            table.row("times", Screen.number(held.times()));
            table.row("bytes", Screen.number(raw.length));
            StringBuilder out = new StringBuilder(table.render(screen));
            out.append(System.lineSeparator()).append(HexDump.of(raw, PREVIEW));
            if (raw.length > PREVIEW) {
                out.append("and ")
                        .append(Screen.number(raw.length - PREVIEW))
                        .append(" bytes more; --json has all of them");
            }
            return out.toString();
        }
    }

    /**
     * What came of reading records again.
     *
     * @param tried how many were to be read
     * @param read those that could be and have left the quarantine
     * @param still those that could not
     * @param gone those whose source, or whose place in it, is not there
     * @param busy those of a sync that is at work
     * @param counts what was stored
     */
    record Retried(long tried, long read, long still, long gone, long busy, SyncCounts counts)
            implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeBooleanField("success", busy == 0);
            json.writeNumberField("tried", tried);
            json.writeNumberField("read", read);
            json.writeNumberField("still_rejected", still);
            json.writeNumberField("source_gone", gone);
            json.writeNumberField("busy", busy);
            json.writeNumberField("new_messages", counts.newMessages());
            json.writeNumberField("changed_messages", counts.changedMessages());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (tried == 0) {
                return "nothing is in quarantine";
            }
            Table table = new Table().text("").number("");
            table.row("tried", Screen.number(tried));
            table.row("read now", Screen.number(read));
            table.row("still rejected", Screen.number(still));
            table.row("source gone", Screen.number(gone));
            table.row("busy", Screen.number(busy));
            table.row("new messages", Screen.number(counts.newMessages()));
            table.row("changed messages", Screen.number(counts.changedMessages()));
            return table.render(screen);
        }

        @Override
        public int exitCode() {
            return busy == 0 ? 0 : CommandException.FAILED;
        }
    }
}
