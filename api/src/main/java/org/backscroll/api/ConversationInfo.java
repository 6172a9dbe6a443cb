package org.backscroll.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All that is known of one chat. */
public final class ConversationInfo {
    private final Conversation conversation;
    private final List<Participant> participants;
    private final Optional<String> description;
    private final Optional<Instant> created;
    private final Optional<Jid> createdBy;
    private final Optional<Instant> mutedUntil;
    private final Optional<Boolean> readOnly;
    private final Optional<Duration> disappearingTimer;
    private final List<Jid> aliases;
    private final ChatCoverage coverage;

    private ConversationInfo(Builder builder) {
        conversation = builder.conversation;
        participants = List.copyOf(builder.participants);
        description = builder.description;
        created = builder.created;
        createdBy = builder.createdBy;
        mutedUntil = builder.mutedUntil;
        readOnly = builder.readOnly;
        disappearingTimer = builder.disappearingTimer;
        aliases = List.copyOf(builder.aliases);
        coverage = builder.coverage;
    }

    /** A builder for a chat of which nothing else is known. */
    public static Builder builder(Conversation conversation) {
        return new Builder(conversation);
    }

    /** The chat as in a list. */
    public Conversation conversation() {
        return conversation;
    }

    /** A group's members, present and past, ordered by JID; empty when none are known. */
    public List<Participant> participants() {
        return participants;
    }

    /** A group's description. */
    public Optional<String> description() {
        return description;
    }

    /** When a group was made. */
    public Optional<Instant> created() {
        return created;
    }

    /** Who made a group. */
    public Optional<Jid> createdBy() {
        return createdBy;
    }

    /** Until when it is silenced; {@link Conversation#muted()} without this means for good. */
    public Optional<Instant> mutedUntil() {
        return mutedUntil;
    }

    /** Whether the account may not write there, or no longer; empty when nobody said. */
    public Optional<Boolean> readOnly() {
        return readOnly;
    }

    /**
     * How long new messages stay before they disappear: {@link Duration#ZERO} for as long as they
     * like; empty when nobody said.
     */
    public Optional<Duration> disappearingTimer() {
        return disappearingTimer;
    }

    /** The other addresses of the same chat, ordered; asking by any of them gives this chat. */
    public List<Jid> aliases() {
        return aliases;
    }

    /** What of it is complete. */
    public ChatCoverage coverage() {
        return coverage;
    }

    @Override
    public String toString() {
        return "ConversationInfo[" + conversation.jid() + "]";
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private final Conversation conversation;
        private List<Participant> participants = List.of();
        private Optional<String> description = Optional.empty();
        private Optional<Instant> created = Optional.empty();
        private Optional<Jid> createdBy = Optional.empty();
        private Optional<Instant> mutedUntil = Optional.empty();
        private Optional<Boolean> readOnly = Optional.empty();
        private Optional<Duration> disappearingTimer = Optional.empty();
        private List<Jid> aliases = List.of();
        private ChatCoverage coverage = ChatCoverage.NONE;

        private Builder(Conversation conversation) {
            this.conversation = Objects.requireNonNull(conversation, "conversation");
        }

        /** See {@link ConversationInfo#participants()}. */
        public Builder participants(List<Participant> value) {
            participants = List.copyOf(value);
            return this;
        }

        /** See {@link ConversationInfo#description()}. */
        public Builder description(String value) {
            description = Optional.of(value);
            return this;
        }

        /** See {@link ConversationInfo#created()}. */
        public Builder created(Instant value) {
            created = Optional.of(value);
            return this;
        }

        /** See {@link ConversationInfo#createdBy()}. */
        public Builder createdBy(Jid value) {
            createdBy = Optional.of(value);
            return this;
        }

        /** See {@link ConversationInfo#mutedUntil()}. */
        public Builder mutedUntil(Instant value) {
            mutedUntil = Optional.of(value);
            return this;
        }

        /** See {@link ConversationInfo#readOnly()}. */
        public Builder readOnly(boolean value) {
            readOnly = Optional.of(value);
            return this;
        }

        /**
         * See {@link ConversationInfo#disappearingTimer()}.
         *
         * @param value kept to the millisecond; at most {@code Long.MAX_VALUE} of them
         * @throws IllegalArgumentException if it is negative
         */
        public Builder disappearingTimer(Duration value) {
            disappearingTimer = Optional.of(Millis.of(value, "a timer"));
            return this;
        }

        /** See {@link ConversationInfo#aliases()}. */
        public Builder aliases(List<Jid> value) {
            aliases = List.copyOf(value);
            return this;
        }

        /** See {@link ConversationInfo#coverage()}. */
        public Builder coverage(ChatCoverage value) {
            coverage = Objects.requireNonNull(value);
            return this;
        }

        /** The value. */
        public ConversationInfo build() {
            return new ConversationInfo(this);
        }
    }
}
