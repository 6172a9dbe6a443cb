package org.backscroll.api.source;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Jid;

/**
 * A stream of a source that has one order: an account's archive, a room's archive, the files a
 * phone sent, the names.
 */
public final class Lane {
    /** What a lane's positions mean. */
    public enum Order {
        /**
         * Positions are times in epoch milliseconds: the lane is in the order in which messages
         * were sent.
         */
        TIME,
        /**
         * Positions are numbers of the source's own making: the lane is in the order in which
         * things arrive.
         */
        SEQUENCE
    }

    /** How much of the history a lane that bears messages holds. */
    public enum Extent {
        /** All there is. */
        COMPLETE,
        /** The newest part, which a server hands over first. */
        RECENT,
        /** The part before the newest. */
        OLDER,
        /** Answers to requests for more of one chat. */
        ANSWERS
    }

    private final String id;
    private final Set<Kind> kinds;
    private final Set<Direction> directions;
    private final Order order;
    private final Extent extent;
    private final Optional<Jid> chat;

    private Lane(Builder builder) {
        id = builder.id;
        kinds = Collections.unmodifiableSet(builder.kinds);
        directions = Collections.unmodifiableSet(builder.directions);
        order = builder.order;
        extent = builder.extent;
        chat = builder.chat;
    }

    /**
     * A builder for a lane that holds all of some kinds, read forward, in the order of arrival.
     *
     * @param id unique within the source and the same for good; 1 to 1,024 characters
     * @param kinds at least one
     */
    public static Builder builder(String id, Set<Kind> kinds) {
        return new Builder(id, kinds);
    }

    /** Unique within its source. */
    public String id() {
        return id;
    }

    /** What it bears. */
    public Set<Kind> kinds() {
        return kinds;
    }

    /** Which ways it can be read. */
    public Set<Direction> directions() {
        return directions;
    }

    /** What its positions mean. */
    public Order order() {
        return order;
    }

    /** How much of the history it holds. */
    public Extent extent() {
        return extent;
    }

    /**
     * The only chat it bears, for instance the room whose archive it is; empty when it bears any.
     */
    public Optional<Jid> chat() {
        return chat;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lane that
                && id.equals(that.id)
                && kinds.equals(that.kinds)
                && directions.equals(that.directions)
                && order == that.order
                && extent == that.extent
                && chat.equals(that.chat);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Lane[" + id + "]";
    }

    /** Collects what a lane is. Not thread-safe. */
    public static final class Builder {
        private final String id;
        private final Set<Kind> kinds;
        private Set<Direction> directions = EnumSet.of(Direction.FORWARD);
        private Order order = Order.SEQUENCE;
        private Extent extent = Extent.COMPLETE;
        private Optional<Jid> chat = Optional.empty();

        private Builder(String id, Set<Kind> kinds) {
            if (id.isEmpty() || id.length() > 1024) {
                throw new IllegalArgumentException("a lane's id has 1 to 1,024 characters");
            }
            this.id = id;
            this.kinds = EnumSet.copyOf(kinds);
        }

        /** See {@link Lane#directions()}. */
        public Builder directions(Set<Direction> value) {
            directions = EnumSet.copyOf(value);
            return this;
        }

        /** See {@link Lane#order()}. */
        public Builder order(Order value) {
            order = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link Lane#extent()}. */
        public Builder extent(Extent value) {
            extent = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link Lane#chat()}. */
        public Builder chat(Jid value) {
            chat = Optional.of(value);
            return this;
        }

        /** The value. */
        public Lane build() {
            return new Lane(this);
        }
    }
}
