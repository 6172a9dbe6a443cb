package org.backscroll.console.health;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.source.HistorySource;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreCheck;

/** What the checks look at: the parts that are there now. Nothing waits. Thread-safe. */
interface Parts {
    /** Whether the system is neither starting nor stopping, so that what is missing is missed. */
    boolean isSettled();

    /** The store that ranks highest. */
    Optional<Store> store();

    /** The sources that run. */
    List<Source> sources();

    /** What keeps the engine from using the sources that it leaves alone, a line each. */
    List<String> sourceProblems();

    /** The names of the sources that are set up in full, whether they run or not. */
    Set<String> configuredSources();

    /** The types of sync that some strategy serves. */
    Set<String> servedTypes();

    /** What is wrong with the strategies that were pinned, a line each. */
    List<String> pinProblems();

    /** A framework property. */
    Optional<String> property(String name);

    /**
     * A store.
     *
     * @param service itself
     * @param check what looks at all of it, if it has that
     * @param location where its data lie, for a person
     */
    record Store(HistoryStore service, Optional<StoreCheck> check, String location) {}

    /**
     * A source.
     *
     * @param name unique
     * @param service itself
     */
    record Source(String name, HistorySource service) {}
}
