package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.backscroll.api.Jid;

/**
 * Rewrites what is stored under addresses that people are no longer known by: two chats of one
 * person become one, and a message stored under both addresses becomes one by {@link
 * MessageState#join}. A pair of addresses is rewritten once; whatever comes later finds the link.
 */
final class Rewrite {
    private final Session session;
    private final MessageTable table;
    private final Addresses addresses;
    private final Presence presence;
    private final CoverageLedger coverage;
    private final LaneDescriptions lanes;
    private final FloorTable floors;
    private final Twins twins;
    private final long account;

    Rewrite(
            Session session,
            MessageTable table,
            Addresses addresses,
            Presence presence,
            Twins twins,
            long account) {
        this.session = session;
        this.table = table;
        this.addresses = addresses;
        this.presence = presence;
        this.twins = twins;
        this.account = account;
        coverage = new CoverageLedger(session);
        lanes = new LaneDescriptions(session);
        floors = new FloorTable(session, account);
    }

    private record Chat(long id, boolean listed) {}

    private record Name(String name, long at, long seq) {}

    private record Keyed(Object mid, long author) {}

    private record Done(Keyed target, long by, long at, String emoji) {}

    private record Row(long id, Keyed key) {}

    private record Part(long address, String role, Long left, long at, long seq) {}

    /**
     * @param moved each address that is given up, with the one that takes its place
     */
    void run(Map<Long, Long> moved) throws SQLException {
        Map<Long, Long> merged = new LinkedHashMap<>();
        Set<Long> affected = new TreeSet<>();
        for (Map.Entry<Long, Long> move : moved.entrySet()) {
            long from = move.getKey();
            long to = move.getValue();
            moveName(from, to);
            coverage.move(account, from, to);
            lanes.move(account, from, to);
            moveChat(from, to, merged);
            affected.addAll(session.list(Sql.PRESENCE, row -> row.getLong(1), from, account));
        }
        affected.addAll(merged.keySet());
        for (long chat : affected) {
            long to = merged.getOrDefault(chat, chat);
            messages(chat, to, moved);
            pending(chat, to, moved);
            reactions(chat, to, moved);
            claims(chat, to, moved);
            participants(chat, to, moved);
            floors.move(chat, to, moved);
            twins.touch(to);
        }
        for (Map.Entry<Long, Long> entry : merged.entrySet()) {
            dropChat(entry.getKey(), entry.getValue());
        }
        for (long chat : affected) {
            session.update(Sql.CHAT_RECOUNT, merged.getOrDefault(chat, chat));
        }
        presence.flush();
    }

    private void moveName(long from, long to) throws SQLException {
        String old = addresses.jid(from).value();
        Optional<Name> name =
                session.first(
                        Sql.NAME,
                        row -> new Name(row.getString(1), row.getLong(2), row.getLong(3)),
                        account,
                        old);
        if (name.isPresent()) {
            session.update(
                    Sql.NAME_PUT,
                    account,
                    addresses.jid(to).value(),
                    name.get().name(),
                    name.get().at(),
                    name.get().seq());
            session.update(Sql.NAME_DELETE, account, old);
            twins.touchPerson(addresses.jid(to).value());
        }
    }

    private Optional<Chat> chat(long address) throws SQLException {
        return session.first(
                Sql.CHAT, row -> new Chat(row.getLong(1), row.getInt(3) == 1), account, address);
    }

    /** A chat alone takes the new address; of two, one will be emptied into the other. */
    private void moveChat(long from, long to, Map<Long, Long> merged) throws SQLException {
        Optional<Chat> old = chat(from);
        if (old.isEmpty()) {
            return;
        }
        Optional<Chat> target = chat(to);
        if (target.isEmpty()) {
            Jid jid = addresses.jid(to);
            session.update(Sql.CHAT_READDRESS, to, jid.value(), old.get().id());
            return;
        }
        merged.put(old.get().id(), target.get().id());
        if (old.get().listed()) {
            session.update(Sql.CHAT_LIST, target.get().id());
        }
    }

    private static long now(long address, Map<Long, Long> moved) {
        return moved.getOrDefault(address, address);
    }

    private void messages(long chat, long to, Map<Long, Long> moved) throws SQLException {
        List<Row> rows =
                session.list(
                        Sql.MESSAGES_OF_CHAT,
                        row ->
                                to == chat && !moved.containsKey(row.getLong(2))
                                        ? null
                                        : new Row(
                                                row.getLong(1),
                                                new Keyed(row.getObject(3), row.getLong(2))),
                        chat);
        for (Row row : rows) {
            if (row != null) {
                move(row, to, now(row.key().author(), moved));
            }
        }
    }

    private void move(Row row, long chat, long author) throws SQLException {
        presence.add(author, chat);
        Optional<MessageTable.Row> there = table.find(chat, row.key().mid(), author);
        if (there.isEmpty()) {
            session.update(Sql.MESSAGE_MOVE, chat, author, row.id());
            session.update(TwinSql.MOVE, chat, row.id());
            return;
        }
        MessageState old = table.find(row.id()).orElseThrow().state();
        MessageState joined = there.get().state().copy();
        table.delete(row.id(), old);
        if (joined.join(old)) {
            table.update(there.get().id(), chat, there.get().state(), joined);
        }
    }

    private void pending(long chat, long to, Map<Long, Long> moved) throws SQLException {
        List<Keyed> keys =
                session.list(
                        Sql.PENDING_OF_CHAT,
                        row -> new Keyed(row.getObject(1), row.getLong(2)),
                        chat);
        for (Keyed key : keys) {
            if (to != chat || moved.containsKey(key.author())) {
                MessageState state = table.pending(chat, key.mid(), key.author()).orElseThrow();
                table.deletePending(chat, key.mid(), key.author());
                long author = now(key.author(), moved);
                presence.add(author, to);
                table.joinPending(to, key.mid(), author, state);
            }
        }
        for (Keyed key :
                session.list(
                        Sql.PENDING_OF_CHAT,
                        row -> new Keyed(row.getObject(1), row.getLong(2)),
                        to)) {
            settle(to, key);
        }
    }

    /** What waited under one address may find its message under the other. */
    private void settle(long chat, Keyed key) throws SQLException {
        Optional<MessageTable.Row> message = table.find(chat, key.mid(), key.author());
        if (message.isPresent()) {
            MessageState joined = message.get().state().copy();
            if (joined.join(table.pending(chat, key.mid(), key.author()).orElseThrow())) {
                table.update(message.get().id(), chat, message.get().state(), joined);
            }
            table.deletePending(chat, key.mid(), key.author());
        }
    }

    private void reactions(long chat, long to, Map<Long, Long> moved) throws SQLException {
        List<Done> all =
                session.list(
                        Sql.REACTIONS_OF_CHAT,
                        row ->
                                new Done(
                                        new Keyed(row.getObject(1), row.getLong(2)),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getString(5)),
                        chat);
        for (Done done : all) {
            long author = done.target().author();
            if (to != chat || moved.containsKey(author) || moved.containsKey(done.by())) {
                Object mid = done.target().mid();
                session.update(Sql.REACTION_DELETE, chat, mid, author, done.by());
                long by = now(done.by(), moved);
                presence.add(by, to);
                presence.add(now(author, moved), to);
                session.update(
                        Sql.REACTION_PUT, to, mid, now(author, moved), by, done.at(), done.emoji());
            }
        }
    }

    /** A revocation by somebody else counts once that one turns out to be the author. */
    private void claims(long chat, long to, Map<Long, Long> moved) throws SQLException {
        List<Done> all =
                session.list(
                        Sql.CLAIMS_OF_CHAT,
                        row ->
                                new Done(
                                        new Keyed(row.getObject(1), row.getLong(2)),
                                        row.getLong(3),
                                        0,
                                        ""),
                        chat);
        for (Done done : all) {
            Object mid = done.target().mid();
            long author = now(done.target().author(), moved);
            long by = now(done.by(), moved);
            session.update(Sql.CLAIM_DELETE, chat, mid, done.target().author(), done.by());
            presence.add(by, to);
            presence.add(author, to);
            if (by == author) {
                table.joinPending(to, mid, author, MessageState.tombstone());
                settle(to, new Keyed(mid, author));
            } else {
                session.update(Sql.CLAIM_PUT, to, mid, author, by);
            }
        }
    }

    private void participants(long chat, long to, Map<Long, Long> moved) throws SQLException {
        List<Part> all =
                session.list(
                        Sql.PARTICIPANTS_RAW,
                        row ->
                                new Part(
                                        row.getLong(1),
                                        row.getString(2),
                                        Session.optionalLong(row, 3).orElse(null),
                                        row.getLong(4),
                                        row.getLong(5)),
                        chat);
        for (Part part : all) {
            if (to != chat || moved.containsKey(part.address())) {
                session.update(Sql.PARTICIPANT_DELETE, chat, part.address());
                long address = now(part.address(), moved);
                presence.add(address, to);
                session.update(
                        Sql.PARTICIPANT_PUT,
                        to,
                        address,
                        part.role(),
                        part.left(),
                        part.at(),
                        part.seq());
            }
        }
    }

    private void dropChat(long chat, long into) throws SQLException {
        session.update(Sql.ATTRIBUTES_MOVE, into, chat);
        session.update(Sql.ATTRIBUTES_DELETE, chat);
        session.update(JobSql.JOB_CHATS_MOVE, into, chat);
        session.update(JobSql.JOB_CHATS_FORGET, chat);
        session.update(Sql.PRESENCE_FORGET, chat);
        session.update(Sql.CHAT_DELETE, chat);
    }
}
