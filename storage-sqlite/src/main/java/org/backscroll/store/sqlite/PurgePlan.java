package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.store.Retention.RetentionRule.Newest;
import org.backscroll.api.store.Retention.RetentionRule.OlderThan;

/** Which messages of an account are to go, as seen in one transaction. */
final class PurgePlan {
    private final Session session;
    private final long account;
    private final Optional<Long> chat;
    private final List<Target> targets = new ArrayList<>();

    /**
     * A plan that takes nothing yet.
     *
     * @param chat the canonical address of the only one to look at; empty for all
     */
    PurgePlan(Session session, long account, Optional<Long> chat) {
        this.session = session;
        this.account = account;
        this.chat = chat;
    }

    /**
     * A chat of which messages go.
     *
     * @param id its number now; a link may make another chat of it
     * @param address by which it is found again
     * @param floor what lies below goes; empty for everything
     * @param messages how many that is now
     */
    record Target(long id, long address, Optional<Floor> floor, long messages) {}

    List<Target> targets() {
        return List.copyOf(targets);
    }

    long messages() {
        return targets.stream().mapToLong(Target::messages).sum();
    }

    private record Chat(long id, long address, long messages) {}

    private List<Chat> chats() throws SQLException {
        Session.Row<Chat> row = r -> new Chat(r.getLong(1), r.getLong(2), r.getLong(3));
        return chat.isPresent()
                ? session.list(RetentionSql.CHAT, row, account, chat.get())
                : session.list(RetentionSql.CHATS, row, account);
    }

    /** Takes everything. */
    PurgePlan addAll() throws SQLException {
        for (Chat one : chats()) {
            targets.add(new Target(one.id(), one.address(), Optional.empty(), one.messages()));
        }
        return this;
    }

    /** Takes what is older. */
    PurgePlan add(OlderThan rule) throws SQLException {
        for (Chat one : chats()) {
            add(one, Floor.before(rule.time()));
        }
        return this;
    }

    /** Takes what has so many newer ones. */
    PurgePlan add(Newest rule) throws SQLException {
        for (Chat one : chats()) {
            if (one.messages() > rule.perChat()) {
                add(one, Floor.at(fromEnd(one.id(), rule.perChat() - 1)));
            }
        }
        return this;
    }

    private Place fromEnd(long id, long newer) throws SQLException {
        return session.first(
                        RetentionSql.PLACE_FROM_END,
                        row ->
                                new Place(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getObject(4)),
                        id,
                        newer)
                .orElseThrow();
    }

    private void add(Chat one, Floor floor) throws SQLException {
        long messages;
        if (floor.place().isPresent()) {
            Place place = floor.place().get();
            messages =
                    session.number(
                            RetentionSql.COUNT_BELOW,
                            0,
                            one.id(),
                            place.sort(),
                            place.order(),
                            place.author(),
                            place.mid());
        } else {
            messages = session.number(RetentionSql.COUNT_BEFORE, 0, one.id(), floor.before());
        }
        if (messages > 0) {
            targets.add(new Target(one.id(), one.address(), Optional.of(floor), messages));
        }
    }
}
