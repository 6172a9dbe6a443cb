package org.backscroll.api.source;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.backscroll.api.Jid;

/**
 * A range of a lane: what a strategy asks for and a source reads. Two equal queries are the same
 * reading, so a cursor of one is good for the other.
 */
public final class HistoryQuery {
    private final Lane lane;
    private final Set<Kind> kinds;
    private final Optional<Jid> chat;
    private final Direction direction;
    private final Bound from;
    private final Bound to;
    private final OptionalInt perChat;

    private HistoryQuery(Builder builder) {
        lane = builder.lane;
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(builder.kinds));
        chat = builder.chat;
        direction = builder.direction;
        from = builder.from;
        to = builder.to;
        perChat = builder.perChat;
    }

    /** A builder for all of a lane, forward. */
    public static Builder builder(Lane lane) {
        return new Builder(lane);
    }

    /** Of which lane. */
    public Lane lane() {
        return lane;
    }

    /** Which of the lane's kinds. */
    public Set<Kind> kinds() {
        return kinds;
    }

    /** Only this chat, by whichever address the caller knows. */
    public Optional<Jid> chat() {
        return chat;
    }

    /** Which way. */
    public Direction direction() {
        return direction;
    }

    /** The older bound, whichever way it is read. */
    public Bound from() {
        return from;
    }

    /** The newer bound, whichever way it is read. */
    public Bound to() {
        return to;
    }

    /**
     * A hint: so many messages of each chat, the newest, are enough. A source that can hand over a
     * few of each chat does; another ignores it.
     */
    public OptionalInt perChat() {
        return perChat;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryQuery that
                && lane.equals(that.lane)
                && kinds.equals(that.kinds)
                && chat.equals(that.chat)
                && direction == that.direction
                && from.equals(that.from)
                && to.equals(that.to)
                && perChat.equals(that.perChat);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lane, kinds, chat, direction, from, to, perChat);
    }

    /** The whole query in words: equal queries, and only they, have equal ones. */
    @Override
    public String toString() {
        return "HistoryQuery["
                + lane.id()
                + " "
                + kinds
                + " "
                + direction
                + " "
                + from
                + ".."
                + to
                + chat.map(c -> " in " + c).orElse("")
                + (perChat.isPresent() ? " newest " + perChat.getAsInt() : "")
                + "]";
    }

    /** Collects a range. Not thread-safe. */
    public static final class Builder {
        private final Lane lane;
        private Set<Kind> kinds;
        private Optional<Jid> chat = Optional.empty();
        private Direction direction = Direction.FORWARD;
        private Bound from = Bound.START;
        private Bound to = Bound.END;
        private OptionalInt perChat = OptionalInt.empty();

        private Builder(Lane lane) {
            this.lane = lane;
            this.kinds = lane.kinds();
        }

        /**
         * See {@link HistoryQuery#kinds()}; all of the lane's unless set.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Builder kinds(Set<Kind> value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("a query wants at least one kind");
            }
            kinds = value;
            return this;
        }

        /** See {@link HistoryQuery#chat()}. */
        public Builder chat(Optional<Jid> value) {
            chat = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link HistoryQuery#direction()}. */
        public Builder direction(Direction value) {
            direction = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link HistoryQuery#from()}. */
        public Builder from(Bound value) {
            from = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link HistoryQuery#to()}. */
        public Builder to(Bound value) {
            to = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link HistoryQuery#perChat()}. */
        public Builder perChat(int value) {
            perChat = OptionalInt.of(value);
            return this;
        }

        /** The value. */
        public HistoryQuery build() {
            return new HistoryQuery(this);
        }
    }
}
