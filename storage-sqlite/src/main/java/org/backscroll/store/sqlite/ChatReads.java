package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Page;
import org.backscroll.api.Participant;
import org.backscroll.store.sqlite.MessageRows.Placed;

/** Reads chats on one session, within a transaction its caller has begun. */
final class ChatReads {
    private final Session session;
    private final Reads reads;

    ChatReads(Session session) {
        this.session = session;
        reads = new Reads(session);
    }

    private record Line(long id, Jid jid, long listing, long messages) {}

    Page<Conversation> conversations(AccountId account, ConversationQuery query)
            throws SQLException {
        Optional<PageCursor> before =
                query.before()
                        .map(t -> PageCursor.decode(t, PageCursor.CONVERSATIONS, account.value()));
        Optional<Long> number = reads.account(account);
        if (number.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        int limit = query.limit();
        List<Line> lines =
                before.isEmpty()
                        ? lines(Sql.CONVERSATIONS, number.get(), limit + 1)
                        : lines(
                                Sql.CONVERSATIONS_AFTER,
                                number.get(),
                                before.get().first(),
                                before.get().last(),
                                limit + 1);
        Optional<String> next = Optional.empty();
        if (lines.size() > limit) {
            lines = lines.subList(0, limit);
            Line last = lines.get(limit - 1);
            next =
                    Optional.of(
                            new PageCursor(
                                            PageCursor.CONVERSATIONS,
                                            account.value(),
                                            "",
                                            last.listing(),
                                            0,
                                            0,
                                            last.jid().value())
                                    .encode());
        }
        List<Conversation> page = new ArrayList<>(lines.size());
        for (Line line : lines) {
            page.add(conversation(account, number.get(), line, attributes(line.id())));
        }
        return new Page<>(page, next);
    }

    private List<Line> lines(String sql, Object... values) throws SQLException {
        return session.list(
                sql,
                row ->
                        new Line(
                                row.getLong(1),
                                Jid.of(row.getString(2)),
                                row.getLong(3),
                                row.getLong(4)),
                values);
    }

    private Map<Attribute, Object> attributes(long chat) throws SQLException {
        Map<Attribute, Object> attributes = new EnumMap<>(Attribute.class);
        session.list(
                Sql.ATTRIBUTES,
                row ->
                        attributes.put(
                                Attribute.values()[row.getInt(1) - 1],
                                row.getObject(2) instanceof Number
                                        ? row.getLong(2)
                                        : row.getString(2)),
                chat);
        return attributes;
    }

    private Conversation conversation(
            AccountId account, long number, Line line, Map<Attribute, Object> attributes)
            throws SQLException {
        Conversation.Builder chat =
                Conversation.builder(account, line.jid())
                        .unreadCount((int) number(attributes, Attribute.UNREAD))
                        .archived(number(attributes, Attribute.ARCHIVED) != 0)
                        .markedUnread(number(attributes, Attribute.MARKED_UNREAD) != 0)
                        .muted(number(attributes, Attribute.MUTED_UNTIL) != 0)
                        .pinned(number(attributes, Attribute.PINNED) != 0)
                        .messageCount(line.messages());
        String name = (String) attributes.get(Attribute.NAME);
        if (name == null) {
            name =
                    session.first(Sql.NAME, row -> row.getString(1), number, line.jid().value())
                            .orElse(null);
        }
        if (name != null) {
            chat.name(name);
        }
        List<Placed> last =
                new MessageRows(session, account, line.id(), line.jid())
                        .list(Sql.NEWEST, number, line.id(), 1);
        if (!last.isEmpty()) {
            chat.lastMessage(last.get(0).message());
        }
        return chat.build();
    }

    private static long number(Map<Attribute, Object> attributes, Attribute attribute) {
        return (Long) attributes.getOrDefault(attribute, 0L);
    }

    Optional<ConversationInfo> conversation(AccountId account, Jid jid) throws SQLException {
        Optional<Reads.Chat> found = reads.chat(account, jid);
        if (found.isEmpty() || !found.get().listed()) {
            return Optional.empty();
        }
        Reads.Chat chat = found.get();
        Line line =
                session.first(
                                Sql.CHAT,
                                row ->
                                        new Line(
                                                chat.id(),
                                                chat.jid(),
                                                row.getLong(4),
                                                row.getLong(5)),
                                chat.account(),
                                chat.address())
                        .orElseThrow();
        Map<Attribute, Object> attributes = attributes(chat.id());
        ConversationInfo.Builder info =
                ConversationInfo.builder(conversation(account, chat.account(), line, attributes))
                        .participants(participants(chat))
                        .aliases(aliases(chat))
                        .coverage(new ChatCompleteness(session).of(chat));
        if (attributes.containsKey(Attribute.DESCRIPTION)) {
            info.description((String) attributes.get(Attribute.DESCRIPTION));
        }
        if (attributes.containsKey(Attribute.CREATED)) {
            info.created(Stored.instant(number(attributes, Attribute.CREATED)));
        }
        if (attributes.containsKey(Attribute.CREATED_BY)) {
            info.createdBy(canonical(chat, (String) attributes.get(Attribute.CREATED_BY)));
        }
        if (attributes.containsKey(Attribute.READ_ONLY)) {
            info.readOnly(number(attributes, Attribute.READ_ONLY) != 0);
        }
        if (attributes.containsKey(Attribute.DISAPPEARING_TIMER)) {
            info.disappearingTimer(
                    Duration.ofMillis(number(attributes, Attribute.DISAPPEARING_TIMER)));
        }
        long mutedUntil = number(attributes, Attribute.MUTED_UNTIL);
        if (mutedUntil != 0 && mutedUntil != Long.MAX_VALUE) {
            info.mutedUntil(Stored.instant(mutedUntil));
        }
        return Optional.of(info.build());
    }

    private Jid canonical(Reads.Chat chat, String jid) throws SQLException {
        Optional<Long> person = reads.person(chat.account(), Jid.of(jid));
        return person.isEmpty() ? Jid.of(jid) : new Addresses(session).jid(person.get());
    }

    private List<Participant> participants(Reads.Chat chat) throws SQLException {
        List<Participant> participants =
                session.list(
                        Sql.PARTICIPANTS,
                        row -> {
                            Jid jid = Jid.of(row.getString(1));
                            Optional<String> name = Optional.ofNullable(row.getString(2));
                            Participant.Role role = Participant.Role.valueOf(row.getString(3));
                            Optional<Instant> left =
                                    Session.optionalLong(row, 4).map(Stored::instant);
                            return new Participant(jid, name, role, left);
                        },
                        chat.account(),
                        chat.id());
        participants.sort(Comparator.comparing(Participant::jid));
        return participants;
    }

    private List<Jid> aliases(Reads.Chat chat) throws SQLException {
        List<Jid> jids =
                session.list(
                        Sql.IDENTITY_PERSON,
                        row -> Jid.of(row.getString(3)),
                        chat.account(),
                        chat.address());
        return jids.stream().filter(jid -> !jid.equals(chat.jid())).sorted().toList();
    }
}
