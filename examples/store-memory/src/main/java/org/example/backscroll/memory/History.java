package org.example.backscroll.memory;

import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.source.Entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What follows from the set of entries that was told of an account. It is made of the set as a
 * whole, so neither the order nor the number of times that something was told can matter.
 */
final class History {
    final AccountId account;
    final People people;
    final Names names;
    final Map<Jid, Chat> chats = new TreeMap<>();

    /** Newest first. */
    final List<Conversation> conversations;

    final Map<MessageKey, Message> messages = new LinkedHashMap<>();

    History(AccountId account, Collection<Entry> entries) {
        this.account = account;
        people =
                new People(
                        entries.stream()
                                .filter(Entry.Link.class::isInstance)
                                .map(Entry.Link.class::cast)
                                .toList());
        names = new Names(people, entries);
        Map<MessageKey, Merged> merged = new LinkedHashMap<>();
        for (Entry entry : entries) {
            target(entry)
                    .map(people::of)
                    .ifPresent(
                            key ->
                                    merged.computeIfAbsent(key, k -> new Merged(people, k))
                                            .add(entry));
            if (entry instanceof Entry.ChatSnapshot snapshot) {
                chat(snapshot.chat()).add(snapshot, people);
            } else if (entry instanceof Entry.Membership member) {
                chat(member.chat()).add(member, people);
            }
        }
        merged.forEach((key, all) -> all.message(names).ifPresent(m -> messages.put(key, m)));
        for (Message message : messages.values()) {
            Chat chat = chat(message.chat());
            chat.messages.add(message);
            chat.listed = true;
        }
        chats.values().forEach(chat -> chat.messages.sort(Merged.ORDER));
        List<Conversation> list = new ArrayList<>();
        chats.values().stream()
                .filter(chat -> chat.listed)
                .forEach(chat -> list.add(chat.conversation(account, names)));
        list.sort(
                Comparator.comparing(Conversation::sortTime)
                        .reversed()
                        .thenComparing(Conversation::jid));
        conversations = List.copyOf(list);
    }

    private Chat chat(Jid jid) {
        return chats.computeIfAbsent(people.of(jid), Chat::new);
    }

    /** The chat with an address, if it is listed. */
    Optional<Chat> listed(Jid jid) {
        return Optional.ofNullable(chats.get(people.of(jid))).filter(chat -> chat.listed);
    }

    /** The message an entry is about. */
    static Optional<MessageKey> target(Entry entry) {
        if (entry instanceof Entry.MessageEntry told) {
            return Optional.of(told.message().key());
        } else if (entry instanceof Entry.Edit edit) {
            return Optional.of(edit.target());
        } else if (entry instanceof Entry.Revocation revocation) {
            return Optional.of(revocation.target());
        } else if (entry instanceof Entry.Reacted reacted) {
            return Optional.of(reacted.target());
        } else if (entry instanceof Entry.Receipt receipt) {
            return Optional.of(receipt.target());
        }
        return Optional.empty();
    }
}
