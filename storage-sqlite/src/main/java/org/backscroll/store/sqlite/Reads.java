package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.store.sqlite.MessageRows.Placed;

/** Reads messages on one session, within a transaction its caller has begun. */
final class Reads {
    /** As messages stand in their chat, within one time, place and id: by author. */
    private static final Comparator<Placed> BY_AUTHOR =
            Comparator.comparingLong(Placed::sort)
                    .thenComparingLong(Placed::order)
                    .thenComparingLong(Placed::author);

    private final Session session;

    Reads(Session session) {
        this.session = session;
    }

    /**
     * A chat that is stored.
     *
     * @param address its canonical address's number
     */
    record Chat(long id, long account, long address, Jid jid, boolean listed) {}

    List<AccountId> accounts() throws SQLException {
        List<AccountId> accounts =
                session.list(Sql.ACCOUNTS, row -> AccountId.of(row.getString(1)));
        Collections.sort(accounts);
        return accounts;
    }

    Optional<Long> account(AccountId account) throws SQLException {
        return session.first(Sql.ACCOUNT, row -> row.getLong(1), account.value());
    }

    /** A chat by any of its addresses. */
    Optional<Chat> chat(AccountId account, Jid jid) throws SQLException {
        Optional<Long> number = account(account);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> address = person(number.get(), jid);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        return session.first(
                Sql.CHAT,
                row ->
                        new Chat(
                                row.getLong(1),
                                number.get(),
                                address.get(),
                                Jid.of(row.getString(2)),
                                row.getInt(3) == 1),
                number.get(),
                address.get());
    }

    /** The canonical number of an address, if it is known at all. */
    Optional<Long> person(long account, Jid jid) throws SQLException {
        Addresses addresses = new Addresses(session);
        Optional<Long> address = addresses.find(jid);
        return address.isEmpty()
                ? Optional.empty()
                : Optional.of(addresses.canonical(account, address.get()));
    }

    Page<Message> messages(AccountId account, MessageQuery query) throws SQLException {
        boolean newest = query.direction() == MessageQuery.Direction.NEWEST_FIRST;
        char kind = newest ? PageCursor.NEWEST_FIRST : PageCursor.OLDEST_FIRST;
        Optional<PageCursor> from =
                query.from().map(text -> PageCursor.decode(text, kind, account.value()));
        Optional<Chat> found = chat(account, query.chat());
        if (from.isPresent() && !sameChat(account, query.chat(), found, from.get().chat())) {
            throw new IllegalArgumentException(
                    "the cursor belongs to another chat; take the one that this chat's page before gave");
        }
        if (found.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        Chat chat = found.get();
        MessageRows rows = new MessageRows(session, account, chat.id(), chat.jid());
        if (query.around().isPresent()) {
            return around(rows, chat, query, kind);
        }
        List<Placed> page =
                from.isPresent()
                        ? after(rows, chat, query, newest, key(from.get()), query.limit() + 1)
                        : rows.list(
                                list(query, newest ? Sql.NEWEST : Sql.OLDEST),
                                chat.account(),
                                chat.id(),
                                query.limit() + 1);
        return page(page, query.limit(), account, chat, kind);
    }

    private static String list(MessageQuery query, String sql) {
        return query.duplicates() ? Sql.all(sql) : sql;
    }

    private boolean sameChat(AccountId account, Jid asked, Optional<Chat> found, String cursorChat)
            throws SQLException {
        if (asked.value().equals(cursorChat)) {
            return true;
        }
        // A link may have given the chat another address since.
        return found.isPresent()
                && chat(account, Jid.of(cursorChat)).map(Chat::id).equals(found.map(Chat::id));
    }

    private Page<Message> around(MessageRows rows, Chat chat, MessageQuery query, char kind)
            throws SQLException {
        List<Placed> targets = byId(rows, chat, query.around().orElseThrow());
        if (targets.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        Placed target = targets.get(0);
        if (!query.duplicates() && target.twin() != 0) {
            target = twin(rows, chat, target);
        }
        boolean newest = kind == PageCursor.NEWEST_FIRST;
        Object[] key = key(target);
        int ahead = query.limit() / 2;
        int behind = query.limit() - 1 - ahead;
        List<Placed> page = new ArrayList<>(after(rows, chat, query, !newest, key, behind));
        Collections.reverse(page);
        page.add(target);
        page.addAll(after(rows, chat, query, newest, key, ahead + 1));
        int limit = Math.min(page.size(), page.indexOf(target) + 1 + ahead);
        return page(page, limit, rows.account(), chat, kind);
    }

    private static List<Placed> after(
            MessageRows rows,
            Chat chat,
            MessageQuery query,
            boolean newest,
            Object[] key,
            int limit)
            throws SQLException {
        return rows.list(
                list(query, newest ? Sql.NEWEST_BEFORE : Sql.OLDEST_AFTER),
                chat.account(),
                chat.id(),
                key[0],
                key[1],
                key[2],
                key[3],
                limit);
    }

    private static Object[] key(Placed row) {
        return new Object[] {row.sort(), row.order(), row.author(), row.mid()};
    }

    private static Object[] key(PageCursor cursor) {
        return new Object[] {
            cursor.first(), cursor.second(), cursor.third(), Stored.id(cursor.last())
        };
    }

    private static Page<Message> page(
            List<Placed> rows, int limit, AccountId account, Chat chat, char kind) {
        Optional<String> next = Optional.empty();
        List<Placed> page = rows;
        if (rows.size() > limit) {
            page = rows.subList(0, limit);
            Placed last = page.get(limit - 1);
            next =
                    Optional.of(
                            new PageCursor(
                                            kind,
                                            account.value(),
                                            chat.jid().value(),
                                            last.sort(),
                                            last.order(),
                                            last.author(),
                                            Stored.id(last.mid()))
                                    .encode());
        }
        return new Page<>(page.stream().map(Placed::message).toList(), next);
    }

    List<Message> find(AccountId account, Jid jid, String id) throws SQLException {
        Optional<Chat> chat = chat(account, jid);
        if (chat.isEmpty()) {
            return List.of();
        }
        MessageRows rows = new MessageRows(session, account, chat.get().id(), chat.get().jid());
        return byId(rows, chat.get(), id).stream().map(Placed::message).toList();
    }

    private static List<Placed> byId(MessageRows rows, Chat chat, String id) throws SQLException {
        List<Placed> found =
                new ArrayList<>(
                        rows.list(Sql.MESSAGES_BY_ID, chat.account(), chat.id(), Stored.id(id)));
        for (Placed one : List.copyOf(found)) {
            if (one.certain()) {
                Placed twin = twin(rows, chat, one);
                found.remove(one);
                if (found.stream().noneMatch(other -> other.row() == twin.row())) {
                    found.add(twin);
                }
            }
        }
        found.sort(BY_AUTHOR);
        return found;
    }

    private static Placed twin(MessageRows rows, Chat chat, Placed of) throws SQLException {
        return rows.list(Sql.MESSAGE_BY_ROW, chat.account(), of.twin()).get(0);
    }
}
