package org.backscroll.console.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.backscroll.formats.Json;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The command that shows and sets how much is logged. */
@Component(service = LogCommands.class)
@GogoCommand(
        scope = Commands.SCOPE,
        function = {"log"})
public final class LogCommands {
    static final Syntax LOG =
            Syntax.of("log", "shows how much is logged, or sets it while this runs")
                    .operands(0, 2, "[LOGGER] [LEVEL]");

    private static final String INHERIT = "INHERIT";

    /** What can be set. */
    static final List<String> LEVELS =
            List.of("OFF", "ERROR", "WARN", "INFO", "DEBUG", "TRACE", INHERIT);

    private final Services services;
    private final ILoggerFactory logging;

    /** With the parts it works on. */
    @Activate
    public LogCommands(@Reference(name = "services") Services services) {
        this(services, LoggerFactory.getILoggerFactory());
    }

    LogCommands(Services services, ILoggerFactory logging) {
        this.services = services;
        this.logging = logging;
    }

    /** The levels of loggers. */
    record Loggers(Map<String, String> levels) implements Answer {
        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStartObject();
            Json.list(
                    json,
                    "loggers",
                    levels.entrySet(),
                    (g, one) -> {
                        g.writeStartObject();
                        Json.text(g, "logger", one.getKey());
                        Json.text(g, "level", one.getValue());
                        g.writeEndObject();
                    });
            json.writeEndObject();
        }

        @Override
        public String text(Screen screen) {
            Table table = new Table().text("LOGGER").text("LEVEL");
            levels.forEach(table::row);
            return table.render(screen);
        }
    }

    /** {@code log}. */
    @Descriptor("shows how much is logged, or sets it while this runs")
    public Object log(CommandSession session, @Descriptor("[LOGGER] [LEVEL]") String[] words)
            throws CommandException {
        return Commands.run(
                services,
                session,
                LOG,
                words,
                (arguments, console) -> {
                    Levels levels = levels(logging).orElseThrow(() -> foreign(logging));
                    List<String> operands = arguments.operands();
                    if (operands.isEmpty()) {
                        return new Loggers(levels.own());
                    }
                    String logger =
                            operands.get(0).equalsIgnoreCase(Levels.ROOT)
                                    ? Levels.ROOT
                                    : operands.get(0);
                    if (operands.size() > 1) {
                        levels.set(logger, level(logger, operands.get(1)));
                    }
                    return new Loggers(new TreeMap<>(Map.of(logger, levels.effective(logger))));
                });
    }

    private static Optional<String> level(String logger, String typed) throws CommandException {
        String level = typed.toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw LOG.wrong("'" + typed + "' is no level; these are: " + String.join(", ", LEVELS));
        }
        if (level.equals(INHERIT) && logger.equals(Levels.ROOT)) {
            throw LOG.wrong(Levels.ROOT + " has nothing to inherit from");
        }
        return level.equals(INHERIT) ? Optional.empty() : Optional.of(level);
    }

    /** The names of the loggers with a level of their own, if they can be told. */
    static List<String> names() {
        return levels(LoggerFactory.getILoggerFactory())
                .map(levels -> List.copyOf(levels.own().keySet()))
                .orElse(List.of());
    }

    private static Optional<Levels> levels(ILoggerFactory logging) {
        try {
            return LogbackLevels.of(logging);
        } catch (NoClassDefFoundError e) {
            return Optional.empty(); // Logback is an optional import
        }
    }

    private static CommandException foreign(ILoggerFactory logging) {
        return CommandException.failure(
                "this container's own logging ("
                        + logging.getClass().getName()
                        + ") keeps the levels; set them with its command, in Karaf: log:set LEVEL LOGGER");
    }
}
