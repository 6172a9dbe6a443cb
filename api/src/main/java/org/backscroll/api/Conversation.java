package org.backscroll.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One chat as a list of chats shows it. Chats are listed by the time of their last message, newest
 * first, then by JID.
 */
public final class Conversation {
    private final AccountId account;
    private final Jid jid;
    private final Optional<String> name;
    private final int unreadCount;
    private final boolean archived;
    private final boolean muted;
    private final boolean markedUnread;
    private final boolean pinned;
    private final long messageCount;
    private final Optional<Message> lastMessage;

    private Conversation(Builder builder) {
        account = builder.account;
        jid = builder.jid;
        name = builder.name;
        unreadCount = builder.unreadCount;
        archived = builder.archived;
        muted = builder.muted;
        markedUnread = builder.markedUnread;
        pinned = builder.pinned;
        messageCount = builder.messageCount;
        lastMessage = builder.lastMessage;
    }

    /** A builder for a chat of which nothing else is known. */
    public static Builder builder(AccountId account, Jid jid) {
        return new Builder(account, jid);
    }

    /** The account whose chat it is. */
    public AccountId account() {
        return account;
    }

    /** The chat's canonical address. */
    public Jid jid() {
        return jid;
    }

    /** The chat's own name, else the contact's push name. */
    public Optional<String> name() {
        return name;
    }

    /** How many messages are unread; 0 when nothing was said about it. */
    public int unreadCount() {
        return unreadCount;
    }

    /** Whether it was put into the archive. */
    public boolean archived() {
        return archived;
    }

    /** Whether it was silenced, be it for a time that has passed. */
    public boolean muted() {
        return muted;
    }

    /** Whether it was marked as unread by hand. */
    public boolean markedUnread() {
        return markedUnread;
    }

    /** Whether it was pinned to the top. */
    public boolean pinned() {
        return pinned;
    }

    /** How many messages of it are stored, deleted ones included. */
    public long messageCount() {
        return messageCount;
    }

    /** The greatest message in the chat's order. */
    public Optional<Message> lastMessage() {
        return lastMessage;
    }

    /**
     * The time it is listed by: that of the last message, {@link Instant#EPOCH} when there is none
     * or its time is absurd.
     */
    public Instant sortTime() {
        return lastMessage.map(m -> Plausible.orEpoch(m.timestamp())).orElse(Instant.EPOCH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conversation that
                && account.equals(that.account)
                && jid.equals(that.jid)
                && name.equals(that.name)
                && unreadCount == that.unreadCount
                && archived == that.archived
                && muted == that.muted
                && markedUnread == that.markedUnread
                && pinned == that.pinned
                && messageCount == that.messageCount
                && lastMessage.equals(that.lastMessage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(account, jid);
    }

    @Override
    public String toString() {
        return "Conversation[" + account + " " + jid + "]";
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private final AccountId account;
        private final Jid jid;
        private Optional<String> name = Optional.empty();
        private int unreadCount;
        private boolean archived;
        private boolean muted;
        private boolean markedUnread;
        private boolean pinned;
        private long messageCount;
        private Optional<Message> lastMessage = Optional.empty();

        private Builder(AccountId account, Jid jid) {
            this.account = Objects.requireNonNull(account, "account");
            this.jid = Objects.requireNonNull(jid, "jid");
        }

        /** See {@link Conversation#name()}. */
        public Builder name(String value) {
            name = Optional.of(value);
            return this;
        }

        /** See {@link Conversation#unreadCount()}. */
        public Builder unreadCount(int value) {
            unreadCount = value;
            return this;
        }

        /** See {@link Conversation#archived()}. */
        public Builder archived(boolean value) {
            archived = value;
            return this;
        }

        /** See {@link Conversation#muted()}. */
        public Builder muted(boolean value) {
            muted = value;
            return this;
        }

        /** See {@link Conversation#markedUnread()}. */
        public Builder markedUnread(boolean value) {
            markedUnread = value;
            return this;
        }

        /** See {@link Conversation#pinned()}. */
        public Builder pinned(boolean value) {
            pinned = value;
            return this;
        }

        /** See {@link Conversation#messageCount()}. */
        public Builder messageCount(long value) {
            messageCount = value;
            return this;
        }

        /** See {@link Conversation#lastMessage()}. */
        public Builder lastMessage(Message value) {
            lastMessage = Optional.of(value);
            return this;
        }

        /** The value. */
        public Conversation build() {
            return new Conversation(this);
        }
    }
}
