package org.backscroll.tck;

import java.time.Instant;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;

/** Words for entries: who says what, where and when. */
final class Said {
    static final AccountId ACCOUNT = AccountId.of("tck");
    static final Instant T0 = Instant.parse("2020-01-01T00:00:00Z");
    static final Jid ANA = Jid.of("4911@s.whatsapp.net");
    static final Jid BEN = Jid.of("4922@s.whatsapp.net");
    static final Jid CLEO = Jid.of("cleo@example.org");

    /** Another address of Ana's. */
    static final Jid ANA_TOO = Jid.of("77@lid");

    static final Jid GROUP = Jid.of("friends@g.us");

    private Said() {}

    static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    static AsOf asOf(long seconds) {
        return new AsOf(at(seconds), 0);
    }

    static MessageKey key(Jid chat, Author author, String id) {
        return new MessageKey(ACCOUNT, chat, author, id);
    }

    static MessageKey key(Jid chat, Jid author, String id) {
        return key(chat, Author.of(author), id);
    }

    static Message.Builder draft(Jid chat, Jid author, String id, long seconds) {
        return Message.builder(key(chat, author, id), at(seconds));
    }

    static Entry told(Message.Builder message) {
        return new Entry.MessageEntry(message.build());
    }

    static Entry text(Jid chat, Jid author, String id, long seconds, String text) {
        return told(draft(chat, author, id, seconds).text(text));
    }

    /** A message of Ana's in the group. */
    static Entry text(String id, long seconds, String text) {
        return text(GROUP, ANA, id, seconds, text);
    }

    /** Ana edits a message of hers in the group. */
    static Entry edit(String id, long seconds, String text) {
        return new Entry.Edit(key(GROUP, ANA, id), text, Optional.empty(), at(seconds));
    }

    static Entry revoked(String id, Jid by, boolean vouched, long seconds) {
        return new Entry.Revocation(key(GROUP, ANA, id), Author.of(by), vouched, at(seconds));
    }

    /** Somebody reacts to a message of Ana's in the group. */
    static Entry reacted(String id, Jid by, String emoji, long seconds) {
        return new Entry.Reacted(key(GROUP, ANA, id), Author.of(by), emoji, at(seconds));
    }

    static Entry.ChatSnapshot.Builder snapshot(Jid chat, AsOf asOf) {
        return Entry.ChatSnapshot.builder(chat, asOf);
    }

    /** Says the same of everything that is or is not so. */
    static Entry.ChatSnapshot.Builder flags(Entry.ChatSnapshot.Builder chat, boolean value) {
        return chat.archived(value).markedUnread(value).pinned(value).readOnly(value);
    }
}
