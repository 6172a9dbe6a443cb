package org.backscroll.console.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.ILoggerFactory;

/** Those of Logback. To be touched only where Logback is what slf4j found. */
final class LogbackLevels implements Levels {
    private final LoggerContext context;

    private LogbackLevels(LoggerContext context) {
        this.context = context;
    }

    /**
     * Of what slf4j found; empty if that is something else, or another Logback than this bundle's.
     */
    static Optional<Levels> of(ILoggerFactory factory) {
        return factory instanceof LoggerContext context
                ? Optional.of(new LogbackLevels(context))
                : Optional.empty();
    }

    @Override
    public SortedMap<String, String> own() {
        SortedMap<String, String> levels = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), logger.getLevel().toString());
            }
        }
        return levels;
    }

    @Override
    public String effective(String logger) {
        return context.getLogger(logger).getEffectiveLevel().toString();
    }

    @Override
    public void set(String logger, Optional<String> level) {
        context.getLogger(logger).setLevel(level.map(Level::valueOf).orElse(null));
    }
}
