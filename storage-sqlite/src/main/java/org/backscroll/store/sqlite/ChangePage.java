package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.store.ChangesQuery;

/**
 * One page of what is new or changed: first what is noted of things, then messages as they came. A
 * message that changed before the reader has come to it is left for then.
 */
final class ChangePage {
    /** A page looks at no more than so many rows that are not asked for. */
    private static final int LOOKED_AT = 10_000;

    /** And holds about so many characters. */
    private static final long TEXT = 1L << 20;

    private static final int MESSAGE = 1;
    private static final int CHAT = 2;
    private static final int PARTICIPANT = 3;
    private static final int NAME = 4;
    private static final int PERSON = 5;

    private final Session session;
    private final ChangesQuery query;
    private final Revision head;
    private final Optional<Long> account;
    private final Optional<Long> onlyChat;
    private final ChangeEntries make;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Optional<Jid>> chats = new HashMap<>();
    private Revision reached;
    private long messages;
    private long text;

    ChangePage(
            Session session, AccountId account, ChangesQuery query, Revision since, Revision head)
            throws SQLException {
        this.session = session;
        this.query = query;
        this.head = head;
        Reads reads = new Reads(session);
        this.account = reads.account(account);
        onlyChat =
                query.chat().isEmpty()
                        ? Optional.empty()
                        : reads.chat(account, query.chat().get()).map(Reads.Chat::id);
        make = new ChangeEntries(session, account);
        reached = since;
    }

    /** Where a reader of everything is. */
    static Revision head(Session session) throws SQLException {
        return new Revision(
                session.number(ChangeSql.LAST_REVISION, 0), session.number(Sql.LAST_ROW, 0));
    }

    List<Entry> entries() {
        return entries;
    }

    /** How far the page goes. */
    Revision reached() {
        return reached;
    }

    boolean more() {
        return !reached.equals(head);
    }

    void fill() throws SQLException {
        if (account.isEmpty() || query.chat().isPresent() && onlyChat.isEmpty()) {
            reached = head;
            return;
        }
        noted();
        if (!isFull() && reached.noted() == head.noted()) {
            arrived();
        }
    }

    private boolean isFull() {
        return messages >= query.max() || entries.size() >= 3L * query.max() || text >= TEXT;
    }

    private record Note(long revision, int kind, Object thing, long part) {}

    private void noted() throws SQLException {
        int limit = Math.min(LOOKED_AT, 3 * query.max());
        List<Note> notes =
                session.list(
                        ChangeSql.NOTED,
                        row ->
                                new Note(
                                        row.getLong(1),
                                        row.getInt(2),
                                        row.getObject(3),
                                        row.getLong(4)),
                        account.orElseThrow(),
                        reached.noted(),
                        limit);
        for (Note note : notes) {
            if (isFull()) {
                return;
            }
            tell(note);
            reached = new Revision(note.revision(), reached.arrived());
        }
        if (notes.size() < limit) {
            reached = new Revision(head.noted(), reached.arrived());
        }
    }

    private void tell(Note note) throws SQLException {
        if (note.kind() == NAME) {
            if (query.kinds().contains(Kind.NAMES)) {
                make.name(account.orElseThrow(), (String) note.thing()).ifPresent(entries::add);
            }
            return;
        }
        long thing = ((Number) note.thing()).longValue();
        switch (note.kind()) {
            case MESSAGE -> {
                if (query.kinds().contains(Kind.MESSAGES) && thing <= reached.arrived()) {
                    Optional<Long> chat =
                            session.first(ChangeSql.CHAT_OF_MESSAGE, row -> row.getLong(1), thing);
                    if (chat.isPresent()) {
                        message(thing, chat.get());
                    }
                }
            }
            case CHAT -> {
                if (query.kinds().contains(Kind.CONVERSATIONS) && chat(thing).isPresent()) {
                    entries.addAll(make.chat(thing, chat(thing).get()));
                }
            }
            case PARTICIPANT -> {
                if (query.kinds().contains(Kind.PARTICIPANTS) && chat(thing).isPresent()) {
                    make.participant(thing, chat(thing).get(), note.part()).ifPresent(entries::add);
                }
            }
            case PERSON -> {
                if (query.kinds().contains(Kind.IDENTITIES)) {
                    entries.addAll(make.links(account.orElseThrow(), thing));
                }
            }
            default -> throw new SQLException("the table change has the kind " + note.kind());
        }
    }

    private void arrived() throws SQLException {
        if (!query.kinds().contains(Kind.MESSAGES)) {
            reached = head;
            return;
        }
        record Row(long id, long chat) {}

        // Of one account, mostly all; of one chat, few.
        int limit = onlyChat.isPresent() ? LOOKED_AT : (int) (query.max() - messages);
        List<Row> rows =
                session.list(
                        ChangeSql.ARRIVED,
                        row -> new Row(row.getLong(1), row.getLong(2)),
                        reached.arrived(),
                        limit);
        for (Row row : rows) {
            if (isFull()) {
                return;
            }
            message(row.id(), row.chat());
            reached = new Revision(reached.noted(), row.id());
        }
        if (rows.size() < limit) {
            reached = head;
        }
    }

    private void message(long row, long chat) throws SQLException {
        Optional<Jid> jid = chat(chat);
        if (jid.isPresent()) {
            text += make.message(row, chat, jid.get(), entries);
            messages++;
        }
    }

    /** The address of a chat that is asked for. */
    private Optional<Jid> chat(long chat) throws SQLException {
        Optional<Jid> known = chats.get(chat);
        if (known == null) {
            known =
                    onlyChat.isPresent() && onlyChat.get() != chat
                            ? Optional.empty()
                            : session.first(
                                    ChangeSql.CHAT,
                                    row -> Jid.of(row.getString(1)),
                                    chat,
                                    account.orElseThrow());
            chats.put(chat, known);
        }
        return known;
    }
}
