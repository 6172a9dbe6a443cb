package org.backscroll.api.source;

import java.time.Instant;
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
            Optional<Jid> createdBy)
            implements Entry {
        /** All parts are required. */
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
        }
    }

    /**
     * The name of a person. The newest wins; an empty one never replaces one.
     *
     * @param jid whose
     * @param name what; not empty
     * @param asOf how new
     */
    record Name(Jid jid, String name, AsOf asOf) implements Entry {
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
    }

    /**
     * The name of the account's owner. The newest wins, as with those of others.
     *
     * @param name what; not blank
     * @param asOf how new
     */
    record OwnName(String name, AsOf asOf) implements Entry {
        /**
         * @throws IllegalArgumentException if the name is blank
         */
        public OwnName {
            Objects.requireNonNull(asOf, "asOf");
            if (name.isBlank()) {
                throw new IllegalArgumentException("a name is not blank");
            }
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
            implements Entry {
        /** All parts are required. */
        public Membership {
            Objects.requireNonNull(chat, "chat");
            Objects.requireNonNull(jid, "jid");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(asOf, "asOf");
        }
    }
}
