package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.Jid;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.SourceInfo;
import org.backscroll.api.store.StoreCheck;
import org.backscroll.formats.Json;

/** What the commands return that show the parts of the system. */
final class PartAnswers {
    private PartAnswers() {}

    /**
     * A strategy, or a type that none serves.
     *
     * @param type of sync
     * @param strategy which; empty when none is installed
     * @param inUse whether it is the one that answers now
     */
    record StrategyLine(
            HistorySyncType type, Optional<StrategyRuntime.Candidate> strategy, boolean inUse) {
        private void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "sync_type", type.name());
            json.writeBooleanField("installed", strategy.isPresent());
            json.writeBooleanField("in_use", inUse);
            json.writeBooleanField(
                    "pinned", strategy.filter(StrategyRuntime.Candidate::pinned).isPresent());
            Json.text(json, "bundle", strategy.map(StrategyRuntime.Candidate::bundle));
            Json.text(json, "version", strategy.map(StrategyRuntime.Candidate::version));
            if (strategy.isPresent()) {
                json.writeNumberField("ranking", strategy.get().ranking());
                json.writeNumberField("priority", strategy.get().priority());
                json.writeBooleanField("background", strategy.get().background());
            } else {
                json.writeNullField("ranking");
                json.writeNullField("priority");
                json.writeNullField("background");
            }
            json.writeEndObject();
        }
    }

    /**
     * Every strategy, and every known type without one.
     *
     * @param problems with what was pinned, a line each
     */
    record Strategies(List<StrategyLine> lines, List<String> problems) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "strategies", lines, (g, line) -> line.json(g));
            Json.list(json, "problems", problems, Json::text);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            Table table =
                    new Table()
                            .text("TYPE")
                            .text("IN USE")
                            .longText("BUNDLE")
                            .text("VERSION")
                            .number("RANKING")
                            .number("PRIORITY")
                            .text("");
            for (StrategyLine line : lines) {
                if (line.strategy().isEmpty()) {
                    table.row(line.type(), "-", "none installed", "", "", "", "");
                } else {
                    StrategyRuntime.Candidate strategy = line.strategy().get();
                    String used = strategy.pinned() ? "pinned" : "yes";
                    table.row(
                            line.type(),
                            line.inUse() ? used : "no",
                            strategy.bundle(),
                            strategy.version(),
                            strategy.ranking(),
                            strategy.priority(),
                            strategy.background() ? "background" : "");
                }
            }
            StringBuilder text = new StringBuilder(table.render(screen));
            problems.forEach(
                    problem ->
                            text.append(DisplayText.oneLine(problem))
                                    .append(System.lineSeparator()));
            return text.toString();
        }
    }

    /**
     * A source that was asked.
     *
     * @param source which
     * @param info what it said; empty when it could not
     * @param error why it could not
     */
    record Probed(Services.Source source, Optional<SourceInfo> info, Optional<String> error) {
        void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "name", source.name());
            Json.text(json, "type", source.type());
            Json.text(json, "account", source.account().value());
            json.writeBooleanField("reachable", info.isPresent());
            Json.text(json, "summary", info.map(SourceInfo::summary));
            Json.text(json, "owner", info.flatMap(SourceInfo::owner).map(Jid::value));
            if (info.isPresent()) {
                json.writeBooleanField("live", info.get().live());
            } else {
                json.writeNullField("live");
            }
            Json.text(json, "error", error);
            json.writeEndObject();
        }
    }

    /** The sources that run. */
    record Sources(List<Probed> sources) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "sources", sources, (g, source) -> source.json(g));
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (sources.isEmpty()) {
                return Lookup.NO_SOURCE;
            }
            Table table =
                    new Table()
                            .text("NAME")
                            .text("TYPE")
                            .text("ACCOUNT")
                            .text("LIVE")
                            .longText("FOUND");
            for (Probed probed : sources) {
                table.row(
                        probed.source().name(),
                        probed.source().type(),
                        probed.source().account(),
                        probed.info().map(info -> info.live() ? "yes" : "no").orElse("-"),
                        probed.info()
                                .map(SourceInfo::summary)
                                .orElse("not reachable: " + probed.error().orElse("?")));
            }
            return table.render(screen);
        }
    }

    /** A source that was added. */
    record Added(Probed probed) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            probed.json(json);
        }

        @Override
        public String text(Screen screen) {
            return "added "
                    + probed.source().name()
                    + ": "
                    + probed.info().map(SourceInfo::summary).orElse("not looked at")
                    + System.lineSeparator()
                    + "next: sync --source "
                    + probed.source().name();
        }
    }

    /**
     * A source that is set up.
     *
     * @param name unique
     * @param type as in {@code source add TYPE}
     * @param account which it feeds
     * @param running whether it is there
     * @param settings what it was added with, secrets left out
     */
    record SetUp(
            String name,
            String type,
            String account,
            boolean running,
            Map<String, String> settings) {
        void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "name", name);
            Json.text(json, "type", type);
            Json.text(json, "account", account);
            json.writeBooleanField("running", running);
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                Json.text(json, setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** The sources that are set up. */
    record SourceList(List<SetUp> sources) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "sources", sources, (g, source) -> source.json(g));
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (sources.isEmpty()) {
                return Lookup.NO_SOURCE;
            }
            Table table =
                    new Table()
                            .text("NAME")
                            .text("TYPE")
                            .text("ACCOUNT")
                            .text("RUNNING")
                            .longText("SETTINGS");
            for (SetUp source : sources) {
                table.row(
                        source.name(),
                        source.type(),
                        source.account(),
                        source.running() ? "yes" : "no",
                        String.join(
                                " ",
                                source.settings().entrySet().stream()
                                        .map(e -> e.getKey() + "=" + e.getValue())
                                        .toList()));
            }
            return table.render(screen);
        }
    }

    /**
     * An account.
     *
     * @param account which
     * @param stored whether anything of it is stored
     * @param sources that feed it
     */
    record AccountLine(AccountId account, boolean stored, List<String> sources) {
        private void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.text(json, "account", account.value());
            json.writeBooleanField("stored", stored);
            Json.list(json, "sources", sources, Json::text);
            json.writeEndObject();
        }
    }

    /** The accounts there are. */
    record AccountList(List<AccountLine> accounts) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(json, "accounts", accounts, (g, account) -> account.json(g));
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            if (accounts.isEmpty()) {
                return Lookup.NO_SOURCE;
            }
            Table table = new Table().text("ACCOUNT").text("STORED").longText("SOURCES");
            for (AccountLine line : accounts) {
                table.row(
                        line.account(),
                        line.stored() ? "yes" : "nothing yet",
                        String.join(", ", line.sources()));
            }
            return table.render(screen);
        }
    }

    /** What the doctor found. */
    record Checked(List<StoreCheck.Finding> findings) implements Answer {
        boolean ok() {
            return findings.stream().allMatch(StoreCheck.Finding::ok);
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeBooleanField("ok", ok());
            Json.list(json, "checks", findings, Checked::json);
            json.writeEndObject();
        }

        private static void json(JsonGenerator json, StoreCheck.Finding finding)
                throws IOException {
            json.writeStartObject();
            Json.text(json, "subject", finding.subject());
            json.writeBooleanField("ok", finding.ok());
            Json.text(json, "detail", finding.detail());
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            Table table = new Table().text("").text("").longText("");
            for (StoreCheck.Finding finding : findings) {
                table.row(finding.ok() ? "ok" : "BAD", finding.subject(), finding.detail());
            }
            return table.render(screen);
        }

        @Override
        public int exitCode() {
            return ok() ? 0 : CommandException.FAILED;
        }
    }

    /** What is in the indexes that were built. */
    record Reindexed(long messages) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("messages", messages);
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            return "the indexes are complete: " + Screen.number(messages) + " messages";
        }
    }
}
