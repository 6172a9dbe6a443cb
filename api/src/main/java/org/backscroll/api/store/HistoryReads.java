package org.backscroll.api.store;

import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.osgi.annotation.versioning.ConsumerType;

/** The reading half of a store. Thread-safe; each call sees what was committed before it began. */
@ConsumerType
public interface HistoryReads {
    /** The accounts of which anything is stored, ordered. */
    List<AccountId> accounts() throws StoreException;

    /**
     * The chats of an account by (time of the last message descending, JID ascending).
     *
     * @throws IllegalArgumentException if the cursor is mangled
     */
    Page<Conversation> conversations(AccountId account, ConversationQuery query)
            throws StoreException;

    /** All that is known of a chat, by any of its addresses. */
    Optional<ConversationInfo> conversation(AccountId account, Jid chat) throws StoreException;

    /**
     * The messages of a chat in its order.
     *
     * @throws IllegalArgumentException if the cursor is mangled
     */
    Page<Message> messages(AccountId account, MessageQuery query) throws StoreException;

    /**
     * The messages of a chat with an id: one, unless several people used the same. Ordered. Where
     * that id is certainly another message's, told less exactly, it is that other message.
     */
    List<Message> find(AccountId account, Jid chat, String id) throws StoreException;

    /**
     * The names that are known, ordered by JID.
     *
     * @param limit how many at most, at least 1
     * @param after the {@link Page#next()} of the page before; empty for the first
     */
    Page<PersonName> names(AccountId account, int limit, Optional<String> after)
            throws StoreException;

    /** The name of the account's owner; empty when unknown. */
    default Optional<Entry.OwnName> ownName(AccountId account) throws StoreException {
        return Optional.empty();
    }

    /**
     * Which addresses belong to one person: links that, told to an empty store, give the same
     * people, known by the same addresses. Ordered by the person's canonical JID; equal for equal
     * people. A page ends behind all links of a person.
     *
     * @param limit how many people at most, at least 1
     * @param after the {@link Page#next()} of the page before; empty for the first
     */
    default Page<Entry.Link> links(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        return new Page<>(List.of(), Optional.empty());
    }

    /**
     * The ledger of what is complete, ordered by source, lane and position.
     *
     * @param chat only what names this chat; empty for what speaks of whole lanes
     */
    List<Coverage> coverage(AccountId account, Optional<Jid> chat) throws StoreException;

    /** The jobs, finished ones included as far as they are kept, oldest first. */
    List<JobState> jobs() throws StoreException;

    /** A job. */
    default Optional<JobState> job(String id) throws StoreException {
        return jobs().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** How far the syncs of a key have come with the lanes they read, ordered by lane. */
    List<LaneState> lanes(JobKey key) throws StoreException;

    /** The keys of which {@link #lanes} knows anything, ordered. */
    List<JobKey> keys() throws StoreException;
}
