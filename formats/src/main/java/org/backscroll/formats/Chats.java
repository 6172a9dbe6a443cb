package org.backscroll.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.StoreException;

/** Goes through an account as exports do: page by page, so that little is in memory at once. */
final class Chats {
    static final int PAGE = 1000;

    private final HistoryReads reads;
    private final AccountId account;

    Chats(HistoryReads reads, AccountId account) {
        this.reads = reads;
        this.account = account;
    }

    /** What is done with one thing. */
    @FunctionalInterface
    interface Each<T> {
        void accept(T one) throws IOException, StoreException;
    }

    /** The addresses of the chats, ordered: of all, or of the only one asked for. */
    List<Jid> addresses(Optional<Jid> only) throws IOException, StoreException {
        if (only.isPresent()) {
            return List.of(only.get());
        }
        List<Jid> chats = new ArrayList<>();
        newestFirst(chat -> chats.add(chat.jid()));
        Collections.sort(chats);
        return chats;
    }

    void newestFirst(Each<Conversation> each) throws IOException, StoreException {
        ConversationQuery query = ConversationQuery.first(PAGE);
        while (true) {
            Page<Conversation> page = reads.conversations(account, query);
            for (Conversation chat : page.items()) {
                each.accept(chat);
            }
            if (page.next().isEmpty()) {
                return;
            }
            query = new ConversationQuery(PAGE, page.next());
        }
    }

    /** The messages of a chat, oldest first. Returns how many there were. */
    long messages(Jid chat, Each<Message> each) throws IOException, StoreException {
        return messages(MessageQuery.oldest(chat, PAGE), each);
    }

    /** The same with all that lists leave out because it is told more exactly by another one. */
    long allMessages(Jid chat, Each<Message> each) throws IOException, StoreException {
        return messages(MessageQuery.oldest(chat, PAGE).withDuplicates(), each);
    }

    private long messages(MessageQuery first, Each<Message> each)
            throws IOException, StoreException {
        long count = 0;
        MessageQuery query = first;
        while (true) {
            Page<Message> page = reads.messages(account, query);
            for (Message message : page.items()) {
                each.accept(message);
                count++;
            }
            if (page.next().isEmpty()) {
                return count;
            }
            query = query.from(page.next().get());
        }
    }
}
