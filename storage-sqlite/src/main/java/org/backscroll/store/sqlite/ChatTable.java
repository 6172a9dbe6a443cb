package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.backscroll.api.Jid;

/** The chats a batch meets: each is read once and written once, at the end. */
final class ChatTable {
    private final Session session;
    private final Addresses addresses;
    private final long account;
    private final Map<Long, Chat> byAddress = new HashMap<>();

    ChatTable(Session session, Addresses addresses, long account) {
        this.session = session;
        this.addresses = addresses;
        this.account = account;
    }

    /** A chat's row while a batch is at work on it. */
    static final class Chat {
        final long id;
        final Jid jid;
        private boolean listed;
        private long listing;
        private long messages;
        private boolean changed;

        private Chat(long id, Jid jid, boolean listed, long listing, long messages) {
            this.id = id;
            this.jid = jid;
            this.listed = listed;
            this.listing = listing;
            this.messages = messages;
        }

        /** It is a chat that people see. */
        void list() {
            changed |= !listed;
            listed = true;
        }

        void count() {
            messages++;
            changed = true;
        }

        /** A message of it has this sort time, which only ever grows. */
        void reach(long sort) {
            if (-sort < listing) {
                listing = -sort;
                changed = true;
            }
        }
    }

    /** The chat of an address, which is made if there is none. */
    Chat get(Jid jid) throws SQLException {
        long address = addresses.person(account, jid);
        Chat chat = byAddress.get(address);
        if (chat == null) {
            chat = load(address, jid);
            byAddress.put(address, chat);
        }
        return chat;
    }

    private Chat load(long address, Jid jid) throws SQLException {
        var stored =
                session.first(
                        Sql.CHAT,
                        row ->
                                new Chat(
                                        row.getLong(1),
                                        Jid.of(row.getString(2)),
                                        row.getInt(3) == 1,
                                        row.getLong(4),
                                        row.getLong(5)),
                        account,
                        address);
        if (stored.isPresent()) {
            return stored.get();
        }
        Jid canonical = addresses.find(jid).orElse(-1L) == address ? jid : addresses.jid(address);
        session.update(Sql.CHAT_INSERT, account, address, canonical.value());
        long id = session.number(Sql.CHAT, -1, account, address);
        return new Chat(id, canonical, false, 0, 0);
    }

    void flush() throws SQLException {
        for (Chat chat : byAddress.values()) {
            if (chat.changed) {
                session.update(Sql.CHAT_UPDATE, chat.listed, chat.listing, chat.messages, chat.id);
                chat.changed = false;
            }
        }
    }
}
