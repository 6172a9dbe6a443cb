package org.backscroll.tck;

import java.util.List;
import java.util.Optional;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.store.HistoryStore;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the rules for stores have in common: a store of their own, and somebody who writes. The
 * rules are one chain of classes, so that all their tests belong to the class of who extends the
 * last one.
 */
abstract class StoreRules {
    HistoryStore store;
    Worker worker;

    StoreRules() {}

    /** Opens a new, empty store. */
    protected abstract HistoryStore open() throws Exception;

    /** Closes a store; maybe for the second time. */
    protected void close(HistoryStore closing) throws Exception {}

    /**
     * Opens the data of a store again, after {@link #close}, as the next process does.
     *
     * @return the store over the same data; empty if they end with the store
     */
    protected Optional<HistoryStore> reopen(HistoryStore closed) throws Exception {
        return Optional.empty();
    }

    /** An optional service of a store: the store itself, if it is one. */
    protected <T> Optional<T> service(HistoryStore of, Class<T> type) {
        return type.isInstance(of) ? Optional.of(type.cast(of)) : Optional.empty();
    }

    /** How many histories are told in different orders; for a slow store maybe fewer than 200. */
    protected int histories() {
        return 200;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
        worker = Worker.on(store);
    }

    @AfterEach
    void closeStore() throws Exception {
        if (store != null) {
            close(store);
        }
    }

    <T> T service(Class<T> type) {
        Optional<T> service = service(store, type);
        Assumptions.assumeTrue(
                service.isPresent(), "this store does not offer " + type.getSimpleName());
        return service.orElseThrow();
    }

    List<Message> messages(Jid chat) throws StoreException {
        return Dump.messages(store, Said.ACCOUNT, chat, false, 1000);
    }

    /** The only message with an id in the group. */
    Message message(String id) throws StoreException {
        List<Message> found = store.find(Said.ACCOUNT, Said.GROUP, id);
        if (found.size() != 1) {
            throw new AssertionError(
                    "one message was told with the id " + id + ", and found were " + found);
        }
        return found.get(0);
    }

    List<Conversation> chats() throws StoreException {
        return Dump.chats(store, Said.ACCOUNT, 1000);
    }

    ConversationInfo chat(Jid jid) throws StoreException {
        return store.conversation(Said.ACCOUNT, jid)
                .orElseThrow(() -> new AssertionError("the chat " + jid + " is unknown"));
    }
}
