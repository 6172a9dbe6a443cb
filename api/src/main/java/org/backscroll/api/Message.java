package org.backscroll.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One message, as a source delivers it and as a store shows it after merging all that was ever
 * delivered of it.
 *
 * <p>Messages of a chat are ordered by ({@link #timestamp()}, {@link #order()}, author, id). A
 * timestamp outside the years 2000 to 2100 is kept as it was sent and sorts as 0; an absent order
 * sorts as 0. How authors and ids compare, which matters for messages of the same time and order
 * alone, is a store's own choice, made once and by what they are: never by the order of arrival.
 */
public final class Message {
    private final MessageKey key;
    private final Optional<String> senderName;
    private final Instant timestamp;
    private final OptionalLong order;
    private final MessageType type;
    private final Optional<String> text;
    private final Optional<String> quotedId;
    private final Optional<Instant> editedAt;
    private final boolean deleted;
    private final boolean starred;
    private final Optional<MessageStatus> status;
    private final List<Reaction> reactions;
    private final Optional<Media> media;
    private final Duration precision;
    private final Optional<String> duplicateOf;

    private Message(Builder builder) {
        key = builder.key;
        senderName = builder.senderName;
        timestamp = toMillis(builder.timestamp);
        order = builder.order;
        type = builder.type;
        deleted = builder.deleted;
        text = deleted ? Optional.empty() : builder.text;
        quotedId = builder.quotedId;
        editedAt = builder.editedAt;
        starred = builder.starred;
        status = builder.status;
        reactions = List.copyOf(builder.reactions);
        media = deleted ? Optional.empty() : builder.media;
        precision = builder.precision;
        duplicateOf = builder.duplicateOf;
    }

    /**
     * A builder for a message with this key, sent at this time; all else unknown.
     *
     * @param timestamp kept to the millisecond; at most {@code Long.MAX_VALUE} milliseconds from
     *     1970, however absurd
     */
    public static Builder builder(MessageKey key, Instant timestamp) {
        return new Builder(key, timestamp);
    }

    /** Which message this is. */
    public MessageKey key() {
        return key;
    }

    /** The account whose copy it is. */
    public AccountId account() {
        return key.account();
    }

    /** The chat it stands in. */
    public Jid chat() {
        return key.chat();
    }

    /** The author's id for it. */
    public String id() {
        return key.id();
    }

    /** The author's address; empty when {@link #fromMe()} and when unknown. */
    public Optional<Jid> sender() {
        return key.author().jid();
    }

    /** Whether the account's owner wrote it. */
    public boolean fromMe() {
        return key.author().fromMe();
    }

    /**
     * The author's name. From a source: the name that came with the message. From a store: the best
     * name known now.
     */
    public Optional<String> senderName() {
        return senderName;
    }

    /** When it was sent, as its source says, to the millisecond. */
    public Instant timestamp() {
        return timestamp;
    }

    /** The source's own number for it within the chat, which orders messages of the same time. */
    public OptionalLong order() {
        return order;
    }

    /** What it is. */
    public MessageType type() {
        return type;
    }

    /**
     * The text or caption, byte for byte as sent or last edited; empty when there is none or it was
     * deleted.
     */
    public Optional<String> text() {
        return text;
    }

    /** The id of the message it answers. */
    public Optional<String> quotedId() {
        return quotedId;
    }

    /** When its text was last edited; empty when never. */
    public Optional<Instant> editedAt() {
        return editedAt;
    }

    /** Whether it was deleted; then it keeps its place and has neither text nor media. */
    public boolean deleted() {
        return deleted;
    }

    /** Whether the account's owner marked it. */
    public boolean starred() {
        return starred;
    }

    /** How far it has come. */
    public Optional<MessageStatus> status() {
        return status;
    }

    /** The reactions that stand now, one a person, ordered by (timestamp, person). */
    public List<Reaction> reactions() {
        return reactions;
    }

    /** What is attached to it. */
    public Optional<Media> media() {
        return media;
    }

    /**
     * How exact {@link #timestamp()} is: the message was sent then or less than this later. {@link
     * Duration#ZERO} for exactly then. A chat that a person exported tells minutes or seconds.
     */
    public Duration precision() {
        return precision;
    }

    /**
     * From a store: the id of the message of the same chat that this one is, or probably is, told
     * once more and less exactly. Such a message is in no list unless {@link
     * MessageQuery#duplicates()} are asked for.
     */
    public Optional<String> duplicateOf() {
        return duplicateOf;
    }

    /** A builder that begins with everything this message has. */
    public Builder toBuilder() {
        Builder builder = new Builder(key, timestamp);
        builder.senderName = senderName;
        builder.order = order;
        builder.type = type;
        builder.text = text;
        builder.quotedId = quotedId;
        builder.editedAt = editedAt;
        builder.deleted = deleted;
        builder.starred = starred;
        builder.status = status;
        builder.reactions = reactions;
        builder.media = media;
        builder.precision = precision;
        builder.duplicateOf = duplicateOf;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && key.equals(that.key)
                && senderName.equals(that.senderName)
                && timestamp.equals(that.timestamp)
                && order.equals(that.order)
                && type.equals(that.type)
                && text.equals(that.text)
                && quotedId.equals(that.quotedId)
                && editedAt.equals(that.editedAt)
                && deleted == that.deleted
                && starred == that.starred
                && status.equals(that.status)
                && reactions.equals(that.reactions)
                && media.equals(that.media)
                && precision.equals(that.precision)
                && duplicateOf.equals(that.duplicateOf);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, timestamp, order, text);
    }

    /**
     * To the millisecond; what milliseconds cannot express is the greatest or smallest they can.
     */
    private static Instant toMillis(Instant time) {
        try {
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (ArithmeticException e) {
            return Instant.ofEpochMilli(
                    time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE);
        }
    }

    /** Names the message without its text, so that it may be logged. */
    @Override
    public String toString() {
        return "Message[" + key.chat() + " " + key.id() + " " + timestamp + " " + type + "]";
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private final MessageKey key;
        private final Instant timestamp;
        private Optional<String> senderName = Optional.empty();
        private OptionalLong order = OptionalLong.empty();
        private MessageType type = MessageType.TEXT;
        private Optional<String> text = Optional.empty();
        private Optional<String> quotedId = Optional.empty();
        private Optional<Instant> editedAt = Optional.empty();
        private boolean deleted;
        private boolean starred;
        private Optional<MessageStatus> status = Optional.empty();
        private List<Reaction> reactions = List.of();
        private Optional<Media> media = Optional.empty();
        private Duration precision = Duration.ZERO;
        private Optional<String> duplicateOf = Optional.empty();

        private Builder(MessageKey key, Instant timestamp) {
            this.key = Objects.requireNonNull(key, "key");
            this.timestamp = Objects.requireNonNull(timestamp, "timestamp");
        }

        /** See {@link Message#senderName()}. */
        public Builder senderName(String value) {
            senderName = Optional.of(value);
            return this;
        }

        /** See {@link Message#order()}. */
        public Builder order(long value) {
            order = OptionalLong.of(value);
            return this;
        }

        /** See {@link Message#type()}; {@link MessageType#TEXT} unless set. */
        public Builder type(MessageType value) {
            type = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link Message#text()}. */
        public Builder text(String value) {
            text = Optional.of(value);
            return this;
        }

        /** See {@link Message#quotedId()}. */
        public Builder quotedId(String value) {
            quotedId = Optional.of(value);
            return this;
        }

        /** See {@link Message#editedAt()}. */
        public Builder editedAt(Instant value) {
            editedAt = Optional.of(value);
            return this;
        }

        /** See {@link Message#deleted()}. */
        public Builder deleted(boolean value) {
            deleted = value;
            return this;
        }

        /** See {@link Message#starred()}. */
        public Builder starred(boolean value) {
            starred = value;
            return this;
        }

        /** See {@link Message#status()}. */
        public Builder status(MessageStatus value) {
            status = Optional.of(value);
            return this;
        }

        /** See {@link Message#reactions()}. */
        public Builder reactions(List<Reaction> value) {
            reactions = List.copyOf(value);
            return this;
        }

        /** See {@link Message#media()}. */
        public Builder media(Media value) {
            media = Optional.of(value);
            return this;
        }

        /**
         * See {@link Message#precision()}; {@link Duration#ZERO} unless set.
         *
         * @param value kept to the millisecond; at most {@code Long.MAX_VALUE} of them
         * @throws IllegalArgumentException if it is negative
         */
        public Builder precision(Duration value) {
            precision = Millis.of(value, "a precision");
            return this;
        }

        /** See {@link Message#duplicateOf()}; what a source says of it, a store passes over. */
        public Builder duplicateOf(String value) {
            duplicateOf = Optional.of(value);
            return this;
        }

        /** The value. */
        public Message build() {
            return new Message(this);
        }
    }
}
