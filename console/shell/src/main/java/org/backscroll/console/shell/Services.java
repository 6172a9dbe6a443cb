package org.backscroll.console.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.HistoryClient;
import org.backscroll.api.HistoryServer;
import org.backscroll.api.HistorySyncType;
import org.backscroll.api.StrategyRuntime;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;

/**
 * The parts of Backscroll that are there now. Parts come and go, so nothing is remembered; a part
 * that is on its way, because the system has just been started, is waited for, for a moment.
 */
interface Services {
    /** Framework property: whether answers are JSON. */
    String JSON = "backscroll.json";

    /** Framework property: whether standard error is a terminal. */
    String TERMINAL = "backscroll.tty";

    /** Framework property: the terminal's width. */
    String COLUMNS = "backscroll.columns";

    /** Framework property: the folder that the caller is in. */
    String FOLDER = "backscroll.cwd";

    /** Framework property: the folder of the distribution. */
    String HOME = "backscroll.home";

    /** Framework property: the data folder. */
    String DATA = "backscroll.data";

    /** A framework property. */
    Optional<String> property(String name);

    /** The store that ranks highest. */
    Optional<Store> store();

    /** Why there is no store, if one tried to open its data and could not. */
    Optional<String> storeFailure();

    /** An optional service of a store. */
    <T> Optional<T> of(Store store, Class<T> service);

    /** The sources that run, by name. */
    List<Source> sources();

    /** The sources that the engine leaves alone, since they do not say what it has to know. */
    default List<LeftAlone> leftAlone() {
        return List.of();
    }

    /** A source that runs, or is about to. */
    default Optional<Source> source(String name) {
        return sources().stream().filter(source -> source.name().equals(name)).findFirst();
    }

    /** The client of an account. */
    Optional<HistoryClient> client(AccountId account);

    /** The clients that are there already, without waiting. */
    List<HistoryClient> clients();

    /** What serves to other programs, if it is installed. */
    default Optional<HistoryServer> server() {
        return Optional.empty();
    }

    /** What the engine makes of the strategies; empty while there is no engine. */
    Optional<StrategyRuntime> strategies();

    /** Who answers for which type of sync; empty while there is no engine. */
    default List<StrategyRuntime.Choice> choices() {
        return strategies().map(StrategyRuntime::choices).orElse(List.of());
    }

    /** Who answers for a type of sync; empty if none is there. */
    default Optional<StrategyRuntime.Candidate> strategy(HistorySyncType type) {
        return choices().stream()
                .filter(choice -> choice.type().equals(type))
                .findFirst()
                .flatMap(StrategyRuntime.Choice::inUse);
    }

    /**
     * Pins a bundle for a type of sync, or none, and returns when the engine has taken that.
     *
     * @param pin as {@link StrategyRuntime.Choice#pin}
     * @throws CommandException if it would not last, or the engine does not take it
     * @throws IOException if it cannot be kept
     */
    default void pin(HistorySyncType type, Optional<String> pin)
            throws CommandException, IOException {
        throw new IOException("nothing keeps it");
    }

    /**
     * A store.
     *
     * @param service itself
     * @param id as {@link HistoryStore#ID}
     * @param type what it is, for a person
     * @param location where its data lie, for a person
     * @param readOnly whether it only reads
     */
    record Store(HistoryStore service, String id, String type, String location, boolean readOnly) {}

    /**
     * A source.
     *
     * @param service itself
     * @param name unique
     * @param type as in {@code source add TYPE}
     * @param account which it feeds
     */
    record Source(HistorySource service, String name, String type, AccountId account) {}

    /**
     * A source that is left alone.
     *
     * @param name its PID, if it has no name
     * @param problem what it lacks and what to do about it
     */
    record LeftAlone(String name, String problem) {}
}
