package org.backscroll.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate limits that are configured: {@code KEY=REQUESTS/SECONDS}, for one source if it is named.
 */
final class Rates {
    /** No limits. */
    static final Rates NONE = new Rates(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Rates.class);
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:([^:=]+):)?([^:=]+)=\\s*(\\d{1,9})\\s*/\\s*(\\d{1,9})\\s*");

    private final Map<String, Limit> limits;

    /**
     * A limit.
     *
     * @param requests how many
     * @param period in which time
     */
    record Limit(long requests, Duration period) {}

    private Rates(Map<String, Limit> limits) {
        this.limits = Map.copyOf(limits);
    }

    /**
     * Reads what is configured; what cannot be read is logged and left out.
     *
     * @param lines a limit each, or several with commas between them, which is how a file writes a
     *     list that was none
     */
    static Rates of(String... lines) {
        Map<String, Limit> limits = new HashMap<>();
        for (String line : String.join(",", lines).split(",")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()
                    && !matcher.group(3).equals("0")
                    && !matcher.group(4).equals("0")) {
                String source = matcher.group(1) == null ? "" : matcher.group(1).strip();
                limits.put(
                        source + ":" + matcher.group(2).strip(),
                        new Limit(
                                Long.parseLong(matcher.group(3)),
                                Duration.ofSeconds(Long.parseLong(matcher.group(4)))));
            } else if (!line.isBlank()) {
                LOG.warn("'{}' is no rate limit; write [SOURCE:]KEY=REQUESTS/SECONDS", line);
            }
        }
        return new Rates(limits);
    }

    /** The limit of a key at a source. */
    Optional<Limit> of(String source, String key) {
        Limit own = limits.get(source + ":" + key);
        return Optional.ofNullable(own == null ? limits.get(":" + key) : own);
    }
}
