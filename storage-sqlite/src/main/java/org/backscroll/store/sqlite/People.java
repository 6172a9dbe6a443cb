package org.backscroll.store.sqlite;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.source.Entry;
import org.backscroll.store.sqlite.ChatTable.Chat;

/** What a batch tells of people: their names, and their parts in groups. */
final class People {
    /** Stands for the owner's address, which differs from device to device. */
    static final String OWNER = "me";

    private final Session session;
    private final Addresses addresses;
    private final Presence presence;
    private final Twins twins;
    private final long account;
    private final Map<String, Name> names = new HashMap<>();

    private record Name(String name, long at, long seq) {
        boolean isAfter(Name other) {
            if (at != other.at) {
                return at > other.at;
            }
            return seq != other.seq ? seq > other.seq : name.compareTo(other.name) > 0;
        }
    }

    People(Session session, Addresses addresses, Presence presence, Twins twins, long account) {
        this.session = session;
        this.addresses = addresses;
        this.presence = presence;
        this.twins = twins;
        this.account = account;
    }

    void add(Entry.Name name) throws SQLException {
        add(
                person(name.jid()),
                new Name(name.name(), Stored.millis(name.asOf().time()), name.asOf().sequence()));
    }

    void add(Entry.OwnName name) {
        add(
                OWNER,
                new Name(name.name(), Stored.millis(name.asOf().time()), name.asOf().sequence()));
    }

    /** A name that came with a message is as old as that message. */
    void add(Message message) throws SQLException {
        if (message.senderName().isEmpty() || message.senderName().get().isBlank()) {
            return;
        }
        Name name =
                new Name(
                        message.senderName().get(),
                        Stored.sort(message.timestamp().toEpochMilli()),
                        0);
        if (message.fromMe()) {
            add(OWNER, name);
        } else if (message.sender().isPresent()) {
            add(person(message.sender().get()), name);
        }
    }

    void add(Entry.Membership membership, Chat chat) throws SQLException {
        long person = addresses.person(account, membership.jid());
        presence.add(person, chat.id);
        session.update(
                Sql.PARTICIPANT_PUT,
                chat.id,
                person,
                membership.role().name(),
                membership.left().map(Stored::millis).orElse(null),
                Stored.millis(membership.asOf().time()),
                membership.asOf().sequence());
    }

    private String person(Jid jid) throws SQLException {
        long address = addresses.intern(jid);
        long canonical = addresses.canonical(account, address);
        return canonical == address ? jid.value() : addresses.jid(canonical).value();
    }

    private void add(String jid, Name name) {
        names.merge(jid, name, (a, b) -> b.isAfter(a) ? b : a);
    }

    void flush() throws SQLException {
        for (Map.Entry<String, Name> entry : names.entrySet()) {
            Name name = entry.getValue();
            String jid = entry.getKey();
            boolean known =
                    !twins.any()
                            || session.first(Sql.NAME, row -> row.getString(1), account, jid)
                                    .filter(name.name()::equals)
                                    .isPresent();
            int changed =
                    session.update(Sql.NAME_PUT, account, jid, name.name(), name.at(), name.seq());
            if (changed > 0 && !known) {
                twins.touchPerson(jid);
            }
        }
        names.clear();
    }
}
