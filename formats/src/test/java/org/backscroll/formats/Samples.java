package org.backscroll.formats;

import java.time.Instant;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;

/** Values that several tests need. */
final class Samples {
    static final AccountId PHONE = AccountId.of("phone");
    static final Jid ALICE = Jid.of("1@s.whatsapp.net");
    static final Jid GROUP = Jid.of("7@g.us");

    private Samples() {}

    static Message.Builder message(Jid chat, Author author, String id, long millis) {
        return Message.builder(
                new MessageKey(PHONE, chat, author, id), Instant.ofEpochMilli(millis));
    }

    static Conversation.Builder chat(Jid jid) {
        return Conversation.builder(PHONE, jid);
    }
}
