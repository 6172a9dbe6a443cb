package org.backscroll.api.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.Participant;

/**
 * One thing a source tells. Entries may come in any order and any number of times; a store merges
 * them so that the result is always the same. More kinds may be added: a store skips those it does
 * not know.
 */
public sealed interface Entry {

    /** An entry of which the newest wins, with how new it is. */
    sealed interface Dated extends Entry {
        /** How new it is. */
        AsOf asOf();

        /** The same, as of another time. */
        Dated withAsOf(AsOf value);
    }

    /**
     * A message, with everything the source knows of it now.
     *
     * <p>Absent parts add nothing. Set {@link Message#deleted()} or {@link Message#editedAt()} if
     * the source shows only the outcome; reactions listed stand for themselves and remove none.
     */
    record MessageEntry(Message message) implements Entry {
        /** All parts are required. */
        public MessageEntry {
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A message's text or caption was replaced. Counts only if its target's author is the editor.
     *
     * @param target which message; its author is who edits
     * @param text the new text
     * @param quotedId a quote the edit brings along; empty leaves the message's own
     * @param at when; the newest edit wins
     */
    record Edit(MessageKey target, String text, Optional<String> quotedId, Instant at)
            implements Entry {
        /** All parts are required. */
        public Edit {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(quotedId, "quotedId");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A message was deleted for everybody. Sticky, also when it comes before its message.
     *
     * @param target which message
     * @param by who did it: counts if it is the author or {@code vouched}
     * @param vouched whether the source knows that this person may (a group's admin)
     * @param at when
     */
    record Revocation(MessageKey target, MessageKey.Author by, boolean vouched, Instant at)
            implements Entry {
        /** All parts are required. */
        public Revocation {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * Somebody reacted to a message, or took it back.
     *
     * @param target which message
     * @param by who reacted
     * @param emoji what with; empty removes this person's reaction
     * @param at when; this person's newest wins
     */
    record Reacted(MessageKey target, MessageKey.Author by, String emoji, Instant at)
            implements Entry {
        /** All parts are required. */
        public Reacted {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(emoji, "emoji");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * A message has come further; the greatest status wins.
     *
     * @param target which message
     * @param status how far
     */
    record Receipt(MessageKey target, MessageStatus status) implements Entry {
        /** All parts are required. */
        public Receipt {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * A snapshot of a chat's attributes. What is empty says nothing; an empty name never replaces
     * one.
     *
     * @param chat which
     * @param asOf how new the snapshot is
     * @param name the chat's own name
     * @param unreadCount how many messages are unread
     * @param archived whether it is in the archive
     * @param markedUnread whether it is marked as unread by hand
     * @param mutedUntil until when it is silenced: {@link Instant#EPOCH} for not at all, {@link
     *     Instant#MAX} for good
     * @param pinned whether it is pinned
     * @param description a group's description
     * @param created when a group was made
     * @param createdBy who made it
     * @param readOnly whether the account may not write there, or no longer
     * @param disappearingTimer how long new messages stay before they disappear: {@link
     *     Duration#ZERO} for as long as they like; kept to the millisecond, at most {@code
     *     Long.MAX_VALUE} of them
     */
    record ChatSnapshot(
            Jid chat,
            AsOf asOf,
            Optional<String> name,
            OptionalInt unreadCount,
            Optional<Boolean> archived,
            Optional<Boolean> markedUnread,
            Optional<Instant> mutedUntil,
            Optional<Boolean> pinned,
            Optional<String> description,
            Optional<Instant> created,
            Optional<Jid> createdBy,
            Optional<Boolean> readOnly,
            Optional<Duration> disappearingTimer)
            implements Dated {
        private static final Duration MOST = Duration.ofMillis(Long.MAX_VALUE);

        /**
         * All parts are required; a {@link #builder} is easier to read.
         *
         * @throws IllegalArgumentException if the timer is negative
         */
        public ChatSnapshot {
            Objects.requireNonNull(chat, "chat");
            Objects.requireNonNull(asOf, "asOf");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(unreadCount, "unreadCount");
            Objects.requireNonNull(archived, "archived");
            Objects.requireNonNull(markedUnread, "markedUnread");
            Objects.requireNonNull(mutedUntil, "mutedUntil");
            Objects.requireNonNull(pinned, "pinned");
            Objects.requireNonNull(description, "description");
            Objects.requireNonNull(created, "created");
            Objects.requireNonNull(createdBy, "createdBy");
            Objects.requireNonNull(readOnly, "readOnly");
            if (disappearingTimer.filter(Duration::isNegative).isPresent()) {
                throw new IllegalArgumentException("a timer is not negative");
            }
            disappearingTimer =
                    disappearingTimer.map(
                            timer ->
                                    timer.compareTo(MOST) > 0
                                            ? MOST
                                            : timer.truncatedTo(ChronoUnit.MILLIS));
        }

        /** A builder for a snapshot that says nothing yet. */
        public static Builder builder(Jid chat, AsOf asOf) {
            return new Builder(chat, asOf);
        }

        @Override
        public ChatSnapshot withAsOf(AsOf value) {
            return new ChatSnapshot(
                    chat,
                    value,
                    name,
                    unreadCount,
                    archived,
                    markedUnread,
                    mutedUntil,
                    pinned,
                    description,
                    created,
                    createdBy,
                    readOnly,
                    disappearingTimer);
        }

        /** Collects what is known. Not thread-safe. */
        public static final class Builder {
            private final Jid chat;
            private final AsOf asOf;
            private Optional<String> name = Optional.empty();
            private OptionalInt unreadCount = OptionalInt.empty();
            private Optional<Boolean> archived = Optional.empty();
            private Optional<Boolean> markedUnread = Optional.empty();
            private Optional<Instant> mutedUntil = Optional.empty();
            private Optional<Boolean> pinned = Optional.empty();
            private Optional<String> description = Optional.empty();
            private Optional<Instant> created = Optional.empty();
            private Optional<Jid> createdBy = Optional.empty();
            private Optional<Boolean> readOnly = Optional.empty();
            private Optional<Duration> disappearingTimer = Optional.empty();

            private Builder(Jid chat, AsOf asOf) {
                this.chat = Objects.requireNonNull(chat, "chat");
                this.asOf = Objects.requireNonNull(asOf, "asOf");
            }

            /** See {@link ChatSnapshot#name()}. */
            public Builder name(String value) {
                name = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#unreadCount()}. */
            public Builder unreadCount(int value) {
                unreadCount = OptionalInt.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#archived()}. */
            public Builder archived(boolean value) {
                archived = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#markedUnread()}. */
            public Builder markedUnread(boolean value) {
                markedUnread = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#mutedUntil()}. */
            public Builder mutedUntil(Instant value) {
                mutedUntil = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#pinned()}. */
            public Builder pinned(boolean value) {
                pinned = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#description()}. */
            public Builder description(String value) {
                description = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#created()}. */
            public Builder created(Instant value) {
                created = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#createdBy()}. */
            public Builder createdBy(Jid value) {
                createdBy = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#readOnly()}. */
            public Builder readOnly(boolean value) {
                readOnly = Optional.of(value);
                return this;
            }

            /** See {@link ChatSnapshot#disappearingTimer()}. */
            public Builder disappearingTimer(Duration value) {
                disappearingTimer = Optional.of(value);
                return this;
            }

            /**
             * The value.
             *
             * @throws IllegalArgumentException if the timer is negative
             */
            public ChatSnapshot build() {
                return new ChatSnapshot(
                        chat,
                        asOf,
                        name,
                        unreadCount,
                        archived,
                        markedUnread,
                        mutedUntil,
                        pinned,
                        description,
                        created,
                        createdBy,
                        readOnly,
                        disappearingTimer);
            }
        }
    }

    /**
     * The name of a person. The newest wins; an empty one never replaces one.
     *
     * @param jid whose
     * @param name what; not empty
     * @param asOf how new
     */
    record Name(Jid jid, String name, AsOf asOf) implements Dated {
        /**
         * @throws IllegalArgumentException if the name is empty
         */
        public Name {
            Objects.requireNonNull(jid, "jid");
            Objects.requireNonNull(asOf, "asOf");
            if (name.isBlank()) {
                throw new IllegalArgumentException("a name is not blank");
            }
        }

        @Override
        public Name withAsOf(AsOf value) {
            return new Name(jid, name, value);
        }
    }

    /**
     * The name of the account's owner. The newest wins, as with those of others.
     *
     * @param name what; not blank
     * @param asOf how new
     */
    record OwnName(String name, AsOf asOf) implements Dated {
        /**
         * @throws IllegalArgumentException if the name is blank
         */
        public OwnName {
            Objects.requireNonNull(asOf, "asOf");
            if (name.isBlank()) {
                throw new IllegalArgumentException("a name is not blank");
            }
        }

        @Override
        public OwnName withAsOf(AsOf value) {
            return new OwnName(name, value);
        }
    }

    /**
     * Two addresses belong to one person.
     *
     * @param phone the address by phone number, or the one that people know
     * @param alias the other one, for instance a LID
     */
    record Link(Jid phone, Jid alias) implements Entry {
        /** All parts are required. */
        public Link {
            Objects.requireNonNull(phone, "phone");
            Objects.requireNonNull(alias, "alias");
        }
    }

    /**
     * Somebody's part in a group.
     *
     * @param chat the group
     * @param jid who
     * @param role in what capacity
     * @param left when they left or were removed
     * @param asOf how new
     */
    record Membership(Jid chat, Jid jid, Participant.Role role, Optional<Instant> left, AsOf asOf)
            implements Dated {
        /** All parts are required. */
        public Membership {
            Objects.requireNonNull(chat, "chat");
            Objects.requireNonNull(jid, "jid");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(asOf, "asOf");
        }

        @Override
        public Membership withAsOf(AsOf value) {
            return new Membership(chat, jid, role, left, value);
        }
    }
}
