package org.backscroll.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.PersonName;

/** The reading half of a store, in memory, with pages of two so that paging shows. */
final class MemoryReads implements HistoryReads {
    private static final int PAGE = 2;

    private final List<ConversationInfo> chats = new ArrayList<>();
    private final Map<Jid, List<Message>> messages = new TreeMap<>();
    private final List<PersonName> names = new ArrayList<>();

    MemoryReads chat(ConversationInfo chat, Message... its) {
        chats.add(chat);
        List<Message> sorted = new ArrayList<>(List.of(its));
        sorted.sort(Comparator.comparing(Message::timestamp));
        messages.put(chat.conversation().jid(), sorted);
        return this;
    }

    MemoryReads name(PersonName name) {
        names.add(name);
        names.sort(Comparator.comparing(PersonName::jid));
        return this;
    }

    @Override
    public List<AccountId> accounts() {
        return chats.stream().map(chat -> chat.conversation().account()).distinct().toList();
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query) {
        return page(chats, query.before()).map(ConversationInfo::conversation);
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat) {
        return chats.stream().filter(c -> c.conversation().jid().equals(chat)).findFirst();
    }

    @Override
    public Page<Message> messages(AccountId account, MessageQuery query) {
        return page(messages.get(query.chat()), query.from());
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after) {
        return page(names, after);
    }

    private static <T> Page<T> page(List<T> all, Optional<String> cursor) {
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = Math.min(all.size(), from + PAGE);
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
    }

    @Override
    public List<Message> find(AccountId account, Jid chat, String id) {
        return messages.get(chat).stream().filter(m -> m.id().equals(id)).toList();
    }

    @Override
    public List<Coverage> coverage(AccountId account, Optional<Jid> chat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobState> jobs() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<LaneState> lanes(JobKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<JobKey> keys() {
        throw new UnsupportedOperationException();
    }
}
