package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StoreException;

/**
 * Writes an account as NDJSON: a header, then chat by chat (ordered by JID) the chat and its
 * messages (oldest first), then the names (ordered by JID). What is written depends on what is
 * stored and on nothing else, so that equal stores give equal bytes.
 */
public final class NdjsonExport {
    private static final int PAGE = 1000;

    private NdjsonExport() {}

    /**
     * How much was written.
     *
     * @param conversations chats
     * @param messages messages of all chats
     * @param names names
     */
    public record Written(long conversations, long messages, long names) {}

    /**
     * Writes an account. Holds a page of messages and the addresses of the chats in memory.
     *
     * @param reads preferably a snapshot: a sync that goes on meanwhile would otherwise show in
     *     part
     * @param out is flushed, not closed
     */
    public static Written write(HistoryReads reads, AccountId account, OutputStream out)
            throws IOException, StoreException {
        long conversations = 0;
        long messages = 0;
        long names;
        try (JsonGenerator json = Json.generator(out)) {
            header(json, account);
            for (Jid chat : chats(reads, account)) {
                Optional<ConversationInfo> info = reads.conversation(account, chat);
                if (info.isPresent()) {
                    conversation(json, info.get());
                    conversations++;
                    messages += messages(json, reads, account, chat);
                }
            }
            names = names(json, reads, account);
            json.writeRaw('\n');
        }
        return new Written(conversations, messages, names);
    }

    private static void header(JsonGenerator json, AccountId account) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", "backscroll-export");
        json.writeNumberField("version", 1);
        Json.text(json, "account", account.value());
        json.writeEndObject();
    }

    private static List<Jid> chats(HistoryReads reads, AccountId account) throws StoreException {
        List<Jid> chats = new ArrayList<>();
        ConversationQuery query = ConversationQuery.first(PAGE);
        while (true) {
            Page<Conversation> page = reads.conversations(account, query);
            page.items().forEach(chat -> chats.add(chat.jid()));
            if (page.next().isEmpty()) {
                Collections.sort(chats);
                return chats;
            }
            query = new ConversationQuery(PAGE, page.next());
        }
    }

    private static void conversation(JsonGenerator json, ConversationInfo info) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", "conversation");
        ConversationJson.fields(json, info.conversation());
        // Without the coverage: it tells how the history came here, not what it is.
        ConversationJson.details(json, info);
        json.writeEndObject();
    }

    private static long messages(
            JsonGenerator json, HistoryReads reads, AccountId account, Jid chat)
            throws IOException, StoreException {
        long written = 0;
        MessageQuery query = MessageQuery.oldest(chat, PAGE);
        while (true) {
            Page<Message> page = reads.messages(account, query);
            for (Message message : page.items()) {
                json.writeStartObject();
                json.writeStringField("kind", "message");
                MessageJson.fields(json, message);
                json.writeEndObject();
                written++;
            }
            if (page.next().isEmpty()) {
                return written;
            }
            query = query.from(page.next().get());
        }
    }

    private static long names(JsonGenerator json, HistoryReads reads, AccountId account)
            throws IOException, StoreException {
        long written = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<PersonName> page = reads.names(account, PAGE, after);
            for (PersonName name : page.items()) {
                json.writeStartObject();
                json.writeStringField("kind", "name");
                Json.text(json, "account", account.value());
                Json.text(json, "jid", name.jid().value());
                Json.text(json, "name", name.name());
                Json.time(
                        json,
                        "as_of",
                        Optional.of(name.asOf())
                                .filter(asOf -> !asOf.equals(AsOf.UNKNOWN))
                                .map(AsOf::time));
                json.writeEndObject();
                written++;
            }
            after = page.next();
        } while (after.isPresent());
        return written;
    }
}
