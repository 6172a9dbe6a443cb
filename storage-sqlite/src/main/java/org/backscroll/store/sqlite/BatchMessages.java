package org.backscroll.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.Entry;
import org.backscroll.store.sqlite.ChatTable.Chat;

/**
 * What a batch tells of messages: gathered and joined in memory first, so that each message is
 * written at most once, then merged into what is stored.
 */
final class BatchMessages {
    private final Session session;
    private final MessageTable table;
    private final ChatTable chats;
    private final Addresses addresses;
    private final Presence presence;
    private final FloorTable floors;
    private final Twins twins;
    private final long account;

    private final Map<Key, MessageState> states = new LinkedHashMap<>();
    private final Map<ReactionKey, ReactionValue> reactions = new LinkedHashMap<>();
    private final Set<ReactionKey> claims = new HashSet<>();
    private final Set<Long> changed = new HashSet<>();
    private final Map<Key, Long> earliest = new HashMap<>();
    private final Set<Key> purged = new HashSet<>();
    private long lastRow;
    private boolean anyPending;
    private int inserted;

    /** A message's key; the id as it was given. */
    private record Key(Chat chat, long author, String id) {}

    /** Something that somebody did to a message. */
    private record ReactionKey(Key target, long by) {}

    private record ReactionValue(long at, String emoji) {
        boolean isAfter(ReactionValue other) {
            return at != other.at ? at > other.at : emoji.compareTo(other.emoji) > 0;
        }
    }

    BatchMessages(
            Session session,
            MessageTable table,
            ChatTable chats,
            Addresses addresses,
            Presence presence,
            Twins twins,
            long account) {
        this.session = session;
        this.table = table;
        this.chats = chats;
        this.addresses = addresses;
        this.presence = presence;
        this.twins = twins;
        this.account = account;
        floors = new FloorTable(session, account);
    }

    /** How many messages were not stored before. */
    int inserted() {
        return inserted;
    }

    /** How many messages that were stored before have changed. */
    int changed() {
        return changed.size();
    }

    /** Takes in a message. */
    Chat add(Message message) throws SQLException {
        Key key = key(message.key());
        MessageState state = new MessageState();
        state.present = true;
        state.timestamp = message.timestamp().toEpochMilli();
        state.precision = message.precision().toMillis();
        state.hasOrder = message.order().isPresent();
        state.order = message.order().orElse(0);
        state.type = message.type().name();
        state.text = message.text().orElse(null);
        state.quoted = message.quotedId().orElse(null);
        state.edited = message.editedAt().isPresent();
        state.editedAt = message.editedAt().map(Stored::millis).orElse(0L);
        state.deleted = message.deleted();
        state.starred = message.starred();
        state.status = message.status().map(Stored::code).orElse(0);
        state.media = message.media().orElse(null);
        join(key, state);
        for (Reaction reaction : message.reactions()) {
            react(
                    key,
                    addresses.author(account, reaction.author()),
                    Stored.millis(reaction.timestamp()),
                    reaction.emoji());
        }
        key.chat().list();
        return key.chat();
    }

    Chat add(Entry.Edit edit) throws SQLException {
        Key key = key(edit.target(), edit.at());
        join(
                key,
                MessageState.edit(
                        Stored.millis(edit.at()), edit.text(), edit.quotedId().orElse(null)));
        return key.chat();
    }

    Chat add(Entry.Revocation revocation) throws SQLException {
        Key key = key(revocation.target(), revocation.at());
        long by = addresses.author(account, revocation.by());
        boolean author = by == key.author() && by != Addresses.UNKNOWN;
        if (revocation.vouched() || author) {
            join(key, MessageState.tombstone());
        } else if (by > Addresses.ME && key.author() > Addresses.ME) {
            presence.add(by, key.chat().id);
            claims.add(new ReactionKey(key, by));
        }
        return key.chat();
    }

    Chat add(Entry.Reacted reacted) throws SQLException {
        Key key = key(reacted.target(), reacted.at());
        long by = addresses.author(account, reacted.by());
        react(key, by, Stored.millis(reacted.at()), reacted.emoji());
        return key.chat();
    }

    Chat add(Entry.Receipt receipt) throws SQLException {
        Key key = key(receipt.target());
        join(key, MessageState.receipt(Stored.code(receipt.status())));
        return key.chat();
    }

    private Key key(MessageKey key) throws SQLException {
        Chat chat = chats.get(key.chat());
        long author = addresses.author(account, key.author());
        presence.add(author, chat.id);
        return new Key(chat, author, key.id());
    }

    /** The key of a message to which something was done at a time. */
    private Key key(MessageKey target, Instant at) throws SQLException {
        Key key = key(target);
        if (floors.any()) {
            earliest.merge(key, Stored.millis(at), Math::min);
        }
        return key;
    }

    private void join(Key key, MessageState state) {
        MessageState before = states.putIfAbsent(key, state);
        if (before != null) {
            before.join(state);
        }
    }

    private void react(Key key, long by, long at, String emoji) throws SQLException {
        presence.add(by, key.chat().id);
        ReactionValue value = new ReactionValue(at, emoji);
        reactions.merge(new ReactionKey(key, by), value, (a, b) -> b.isAfter(a) ? b : a);
    }

    /** Merges all that was taken in into what is stored, save for what was purged. */
    void flush() throws SQLException {
        lastRow = table.lastRow();
        anyPending = table.anyPending();
        List<Map.Entry<Key, MessageState>> whole = new ArrayList<>(states.size());
        List<Map.Entry<Key, MessageState>> partial = new ArrayList<>();
        for (Map.Entry<Key, MessageState> entry : states.entrySet()) {
            if (entry.getValue().present) {
                if (anyPending) {
                    takePending(entry.getKey(), entry.getValue());
                }
                if (below(entry.getKey(), entry.getValue())) {
                    mergeOrPurge(entry.getKey(), entry.getValue());
                } else {
                    whole.add(entry);
                }
            } else {
                partial.add(entry);
            }
        }
        insert(whole);
        for (Key key : earliest.keySet()) {
            purgeIfEarly(key);
        }
        for (Map.Entry<Key, MessageState> entry : partial) {
            Key key = entry.getKey();
            if (!purged.contains(key) && !merge(key, entry.getValue())) {
                table.joinPending(
                        key.chat().id, Stored.id(key.id()), key.author(), entry.getValue());
            }
        }
        flushReactions();
        for (ReactionKey claim : claims) {
            Key key = claim.target();
            if (purged.contains(key)) {
                continue;
            }
            session.update(
                    Sql.CLAIM_PUT, key.chat().id, Stored.id(key.id()), key.author(), claim.by());
        }
    }

    private boolean below(Key key, MessageState state) throws SQLException {
        return floors.any()
                && floors.of(key.chat().id)
                        .covers(
                                new Place(
                                        state.sort(),
                                        state.order,
                                        key.author(),
                                        Stored.id(key.id())));
    }

    /** A message below the floor is not stored; one that still is there takes in what is told. */
    private void mergeOrPurge(Key key, MessageState state) throws SQLException {
        if (!merge(key, state)) {
            purged.add(key);
        }
    }

    /** What was done before a floor was done to a message below it, also if that never came. */
    private void purgeIfEarly(Key key) throws SQLException {
        Object mid = Stored.id(key.id());
        if (floors.of(key.chat().id).coversAllUntil(earliest.get(key))
                && table.row(key.chat().id, mid, key.author()).isEmpty()) {
            purged.add(key);
            if (anyPending) {
                table.deletePending(key.chat().id, mid, key.author());
            }
        }
    }

    private void takePending(Key key, MessageState state) throws SQLException {
        Object mid = Stored.id(key.id());
        Optional<MessageState> pending = table.pending(key.chat().id, mid, key.author());
        if (pending.isPresent()) {
            state.join(pending.get());
            table.deletePending(key.chat().id, mid, key.author());
        }
    }

    private void insert(List<Map.Entry<Key, MessageState>> whole) throws SQLException {
        if (whole.isEmpty()) {
            return;
        }
        PreparedStatement statement = session.prepare(Sql.MESSAGE_INSERT);
        long row = lastRow;
        for (Map.Entry<Key, MessageState> entry : whole) {
            Key key = entry.getKey();
            row++;
            table.addInsert(
                    statement,
                    row,
                    key.chat().id,
                    key.author(),
                    Stored.id(key.id()),
                    entry.getValue());
        }
        int[] counts = statement.executeBatch();
        for (int i = 0; i < counts.length; i++) {
            Key key = whole.get(i).getKey();
            MessageState state = whole.get(i).getValue();
            if (counts[i] == 1) {
                table.insertBeside(lastRow + 1 + i, key.chat().id, state);
                twins.touch(key.chat().id, state.sort());
                key.chat().count();
                key.chat().reach(state.sort());
                inserted++;
            } else {
                merge(key, state);
            }
        }
        if (inserted > 0) {
            session.update(WordSql.WORDS_ADD_AFTER, lastRow);
        }
    }

    /** Into the stored message, if there is one. */
    private boolean merge(Key key, MessageState state) throws SQLException {
        Optional<MessageTable.Row> stored =
                table.find(key.chat().id, Stored.id(key.id()), key.author());
        if (stored.isEmpty()) {
            return false;
        }
        MessageState after = stored.get().state().copy();
        if (after.join(state)) {
            table.update(stored.get().id(), key.chat().id, stored.get().state(), after);
            twins.touch(key.chat().id, stored.get().state().sort());
            twins.touch(key.chat().id, after.sort());
            key.chat().reach(after.sort());
            changed.add(stored.get().id());
        }
        return true;
    }

    private void flushReactions() throws SQLException {
        for (Map.Entry<ReactionKey, ReactionValue> entry : reactions.entrySet()) {
            Key key = entry.getKey().target();
            if (purged.contains(key)) {
                continue;
            }
            Object mid = Stored.id(key.id());
            int rows =
                    session.update(
                            Sql.REACTION_PUT,
                            key.chat().id,
                            mid,
                            key.author(),
                            entry.getKey().by(),
                            entry.getValue().at(),
                            entry.getValue().emoji());
            if (rows > 0) {
                table.row(key.chat().id, mid, key.author())
                        .filter(row -> row <= lastRow)
                        .ifPresent(changed::add);
            }
        }
    }
}
