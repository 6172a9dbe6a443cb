package org.backscroll.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a sync is for. An open value: the five constants are those of the original interface, and a
 * third party may add one by installing a {@link org.backscroll.api.strategy.SyncStrategy} for it.
 * Persisted by name, never by number.
 *
 * @param name upper case letters, digits and underscores, beginning with a letter, at most 64
 */
public record HistorySyncType(String name) implements Comparable<HistorySyncType> {
    // before the constants, whose constructor needs it
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /** Everything, back to the beginning of each chat; gaps are filled. */
    public static final HistorySyncType FULL = new HistorySyncType("FULL");

    /**
     * What is new since the last time; where nothing is known, the newest messages of each chat.
     */
    public static final HistorySyncType RECENT = new HistorySyncType("RECENT");

    /** The names people gave themselves; no messages. */
    public static final HistorySyncType PUSH_NAME = new HistorySyncType("PUSH_NAME");

    /** All that is not urgent, in the background. */
    public static final HistorySyncType NON_BLOCKING = new HistorySyncType("NON_BLOCKING");

    /** Messages of one chat before an anchor. */
    public static final HistorySyncType ON_DEMAND = new HistorySyncType("ON_DEMAND");

    /**
     * Not a type to ask for: under it the job is listed that commits what a source delivers live
     * while somebody is connected.
     */
    public static final HistorySyncType LIVE = new HistorySyncType("LIVE");

    /**
     * @throws IllegalArgumentException if the name breaks the rule above
     */
    public HistorySyncType {
        Objects.requireNonNull(name, "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a sync type is named with capital letters, digits and underscores, such as RECENT");
        }
    }

    /** The five types of the original interface. */
    public static List<HistorySyncType> wellKnown() {
        return List.of(FULL, RECENT, PUSH_NAME, NON_BLOCKING, ON_DEMAND);
    }

    /**
     * The type of a name as people type it: {@code push-name} is {@link #PUSH_NAME}.
     *
     * @throws IllegalArgumentException if it cannot be one
     */
    public static HistorySyncType of(String name) {
        return new HistorySyncType(name.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public int compareTo(HistorySyncType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
