package org.backscroll.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a caller wants synchronised. The defaults are those of the original interface: FULL, all
 * chats, 100 messages, no cursor.
 */
public final class SyncRequest {
    /** The original's budget of one call, in messages. */
    public static final long DEFAULT_COUNT = 100;

    private final HistorySyncType type;
    private final Optional<String> source;
    private final Optional<Jid> chat;
    private final OptionalLong count;
    private final Optional<String> cursor;
    private final Optional<String> anchor;
    private final boolean restart;
    private final boolean background;

    private SyncRequest(Builder builder) {
        type = builder.type;
        source = builder.source;
        chat = builder.chat;
        count = builder.count;
        cursor = builder.cursor;
        anchor = builder.anchor;
        restart = builder.restart;
        background = builder.background;
    }

    /** A builder with the original's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A request of a type with the other defaults. */
    public static SyncRequest of(HistorySyncType type) {
        return builder().type(type).build();
    }

    /** What for. */
    public HistorySyncType type() {
        return type;
    }

    /** The name of the source to ask; empty for the account's only one. */
    public Optional<String> source() {
        return source;
    }

    /** The only chat to ask for; empty for all. */
    public Optional<Jid> chat() {
        return chat;
    }

    /** The budget, in messages delivered and committed, known ones included; empty for none. */
    public OptionalLong count() {
        return count;
    }

    /**
     * Where to go on: the cursor of an earlier result of the same account, source, type and chat.
     */
    public Optional<String> cursor() {
        return cursor;
    }

    /** ON_DEMAND: the id of the message to ask before; empty for the oldest stored. */
    public Optional<String> anchor() {
        return anchor;
    }

    /**
     * Whether to read all again, forgetting how far earlier calls came (but nothing that is
     * stored).
     */
    public boolean restart() {
        return restart;
    }

    /** Whether to return at once and go on behind. */
    public boolean background() {
        return background;
    }

    /** A builder that begins with everything this request has. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.type = type;
        builder.source = source;
        builder.chat = chat;
        builder.count = count;
        builder.cursor = cursor;
        builder.anchor = anchor;
        builder.restart = restart;
        builder.background = background;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SyncRequest that
                && type.equals(that.type)
                && source.equals(that.source)
                && chat.equals(that.chat)
                && count.equals(that.count)
                && cursor.equals(that.cursor)
                && anchor.equals(that.anchor)
                && restart == that.restart
                && background == that.background;
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, source, chat, count, cursor, anchor, restart, background);
    }

    @Override
    public String toString() {
        return "SyncRequest[" + type + chat.map(c -> " " + c).orElse("") + "]";
    }

    /** Collects what is wanted. Not thread-safe. */
    public static final class Builder {
        private HistorySyncType type = HistorySyncType.FULL;
        private Optional<String> source = Optional.empty();
        private Optional<Jid> chat = Optional.empty();
        private OptionalLong count = OptionalLong.of(DEFAULT_COUNT);
        private Optional<String> cursor = Optional.empty();
        private Optional<String> anchor = Optional.empty();
        private boolean restart;
        private boolean background;

        private Builder() {}

        /** See {@link SyncRequest#type()}. */
        public Builder type(HistorySyncType value) {
            type = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link SyncRequest#source()}. */
        public Builder source(String value) {
            source = Optional.of(value);
            return this;
        }

        /** See {@link SyncRequest#chat()}. */
        public Builder chat(Jid value) {
            chat = Optional.of(value);
            return this;
        }

        /**
         * See {@link SyncRequest#count()}.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder count(long value) {
            if (value < 1) {
                throw new IllegalArgumentException("the count is a number of at least 1");
            }
            count = OptionalLong.of(value);
            return this;
        }

        /** No budget: all there is. */
        public Builder unlimited() {
            count = OptionalLong.empty();
            return this;
        }

        /** See {@link SyncRequest#cursor()}. */
        public Builder cursor(String value) {
            cursor = Optional.of(value);
            return this;
        }

        /** See {@link SyncRequest#anchor()}. */
        public Builder anchor(String value) {
            anchor = Optional.of(value);
            return this;
        }

        /** See {@link SyncRequest#restart()}. */
        public Builder restart(boolean value) {
            restart = value;
            return this;
        }

        /** See {@link SyncRequest#background()}. */
        public Builder background(boolean value) {
            background = value;
            return this;
        }

        /** The value. */
        public SyncRequest build() {
            return new SyncRequest(this);
        }
    }
}
