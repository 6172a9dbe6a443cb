package org.backscroll.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.backscroll.api.AccountId;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.Page;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.StoreException;

/**
 * Writes an account as NDJSON: a header, then chat by chat (ordered by JID) the chat and its
 * messages (oldest first), then the owner's name, who is who, and the names of people (ordered by
 * JID). What is written depends on what is stored and on nothing else, so that equal stores give
 * equal bytes; {@link NdjsonImport} makes an equal store of it.
 */
public final class NdjsonExport {
    private final HistoryReads reads;
    private final AccountId account;
    private final Optional<Jid> only;
    private final JsonGenerator json;

    /** Who occurs in the only chat that is asked for. */
    private final Set<Jid> people = new HashSet<>();

    private NdjsonExport(
            HistoryReads reads, AccountId account, Optional<Jid> only, JsonGenerator json) {
        this.reads = reads;
        this.account = account;
        this.only = only;
        this.json = json;
    }

    /** Writes an account: {@link #write(HistoryReads, AccountId, Optional, OutputStream)}. */
    public static Written write(HistoryReads reads, AccountId account, OutputStream out)
            throws IOException, StoreException {
        return write(reads, account, Optional.empty(), out);
    }

    /**
     * Writes an account, or one chat of it with those who occur there. Holds a page of messages and
     * the addresses of the chats in memory, or those of the people of the one chat.
     *
     * @param reads preferably a snapshot: a sync that goes on meanwhile would otherwise show in
     *     part
     * @param chat the only chat to write, by any of its addresses; empty for all
     * @param out is flushed, not closed
     */
    public static Written write(
            HistoryReads reads, AccountId account, Optional<Jid> chat, OutputStream out)
            throws IOException, StoreException {
        try (JsonGenerator json = Json.generator(out)) {
            Written written = new NdjsonExport(reads, account, chat, json).write();
            json.writeRaw('\n');
            return written;
        }
    }

    private Written write() throws IOException, StoreException {
        long conversations = 0;
        long messages = 0;
        json.writeStartObject();
        json.writeStringField(Ndjson.KIND, Ndjson.HEADER);
        json.writeNumberField("version", Ndjson.VERSION);
        Json.text(json, "account", account.value());
        json.writeEndObject();
        Chats chats = new Chats(reads, account);
        for (Jid chat : chats.addresses(only)) {
            Optional<ConversationInfo> info = reads.conversation(account, chat);
            if (info.isPresent()) {
                conversation(info.get());
                conversations++;
                messages += chats.allMessages(info.get().conversation().jid(), this::message);
            }
        }
        ownName();
        identities();
        return new Written(conversations, messages, names());
    }

    private void begin(String kind) throws IOException {
        json.writeStartObject();
        json.writeStringField(Ndjson.KIND, kind);
    }

    private void conversation(ConversationInfo info) throws IOException {
        begin(Ndjson.CONVERSATION);
        ConversationJson.fields(json, info.conversation());
        // Without the coverage: it tells how the history came here, not what it is.
        ConversationJson.details(json, info);
        json.writeEndObject();
        if (only.isPresent()) {
            people.add(info.conversation().jid());
            info.createdBy().ifPresent(people::add);
            info.participants().forEach(participant -> people.add(participant.jid()));
        }
    }

    private void message(Message message) throws IOException {
        begin(Ndjson.MESSAGE);
        MessageJson.fields(json, message);
        json.writeEndObject();
        if (message.starred()) {
            about(Ndjson.STARRED, message);
            json.writeEndObject();
        }
        for (Reaction reaction : message.reactions()) {
            // In a message's list it looks like one's own.
            if (reaction.author().equals(Author.UNKNOWN)) {
                about(Ndjson.UNKNOWN_REACTION, message);
                Json.text(json, "emoji", reaction.emoji());
                Json.time(json, "timestamp", reaction.timestamp());
                json.writeEndObject();
            }
        }
        if (!message.precision().isZero()) {
            about(Ndjson.PRECISION, message);
            json.writeNumberField("precision_ms", message.precision().toMillis());
            Json.text(json, "duplicate_of", message.duplicateOf());
            json.writeEndObject();
        }
        if (only.isPresent()) {
            message.sender().ifPresent(people::add);
            message.reactions().forEach(r -> r.author().jid().ifPresent(people::add));
        }
    }

    /** Begins a line about the message before it. */
    private void about(String kind, Message message) throws IOException {
        begin(kind);
        Json.text(json, "account", account.value());
        Json.text(json, "chat_jid", message.chat().value());
        Json.text(json, "id", message.id());
        Json.text(json, "sender_jid", message.sender().map(Jid::value));
        json.writeBooleanField("from_me", message.fromMe());
    }

    private void ownName() throws IOException, StoreException {
        Optional<Entry.OwnName> name = reads.ownName(account);
        if (name.isPresent()) {
            begin(Ndjson.OWN_NAME);
            Json.text(json, "account", account.value());
            Json.text(json, "name", name.get().name());
            asOf(name.get().asOf());
            json.writeEndObject();
        }
    }

    private void identities() throws IOException, StoreException {
        Optional<String> after = Optional.empty();
        do {
            Page<Entry.Link> page = reads.links(account, Chats.PAGE, after);
            for (Entry.Link link : page.items()) {
                // The first of a person's links names the address that people are known by.
                if (isWanted(link.phone()) || isWanted(link.alias())) {
                    if (only.isPresent()) {
                        people.add(link.phone());
                    }
                    begin(Ndjson.IDENTITY);
                    Json.text(json, "account", account.value());
                    Json.text(json, "jid", link.phone().value());
                    Json.text(json, "alias", link.alias().value());
                    json.writeEndObject();
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    private long names() throws IOException, StoreException {
        long written = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<PersonName> page = reads.names(account, Chats.PAGE, after);
            for (PersonName name : page.items()) {
                if (isWanted(name.jid())) {
                    begin(Ndjson.NAME);
                    Json.text(json, "account", account.value());
                    Json.text(json, "jid", name.jid().value());
                    Json.text(json, "name", name.name());
                    asOf(name.asOf());
                    json.writeEndObject();
                    written++;
                }
            }
            after = page.next();
        } while (after.isPresent());
        return written;
    }

    private boolean isWanted(Jid person) {
        return only.isEmpty() || people.contains(person);
    }

    private void asOf(AsOf asOf) throws IOException {
        Optional<AsOf> known = Optional.of(asOf).filter(time -> !time.equals(AsOf.UNKNOWN));
        Json.time(json, "as_of", known.map(AsOf::time));
        json.writeNumberField("sequence", asOf.sequence());
    }
}
