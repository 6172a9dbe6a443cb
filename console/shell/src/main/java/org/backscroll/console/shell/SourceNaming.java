package org.backscroll.console.shell;

import java.util.Optional;
import java.util.function.Function;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.HistorySource;

/**
 * Whether a source says what it is called and whom it feeds: the engine leaves alone what does not.
 */
final class SourceNaming {
    private SourceNaming() {}

    /**
     * What has to be added, in the engine's words; empty if nothing has.
     *
     * @param properties of the service, or of the configuration that sets it up
     */
    static Optional<String> problem(Function<String, Object> properties) {
        if (said(properties, HistorySource.NAME).isEmpty()) {
            return Optional.of("it has no name; add " + HistorySource.NAME + "=NAME to it");
        }
        try {
            AccountId.of(said(properties, HistorySource.ACCOUNT).orElse(""));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    "it names no account; add "
                            + HistorySource.ACCOUNT
                            + "=NAME to it ("
                            + e.getMessage()
                            + ")");
        }
    }

    /** A property that is a text and not blank. */
    static Optional<String> said(Function<String, Object> properties, String key) {
        return properties.apply(key) instanceof String value && !value.isBlank()
                ? Optional.of(value)
                : Optional.empty();
    }
}
