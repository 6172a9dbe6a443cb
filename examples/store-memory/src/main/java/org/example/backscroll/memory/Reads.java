package org.example.backscroll.memory;

import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Coverage;
import org.backscroll.api.store.HistoryReads;
import org.backscroll.api.store.JobKey;
import org.backscroll.api.store.JobState;
import org.backscroll.api.store.LaneState;
import org.backscroll.api.store.PersonName;
import org.backscroll.api.store.Snapshots;
import org.backscroll.api.store.StoreException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Answers from what a state knows: the newest one, or for a snapshot always the same. */
class Reads implements HistoryReads {
    /** Gives the state to answer from. */
    interface Now {
        State get() throws StoreException;
    }

    private final Now now;

    Reads(Now now) {
        this.now = now;
    }

    /** Answers from one state for good. */
    static final class Frozen extends Reads implements Snapshots.Snapshot {
        Frozen(State state) {
            super(() -> state);
        }

        @Override
        public void close() {
            // nothing is held but memory
        }
    }

    @Override
    public List<AccountId> accounts() throws StoreException {
        return now.get().accounts().keySet().stream().sorted().toList();
    }

    private History history(AccountId account) throws StoreException {
        return now.get().account(account).history();
    }

    @Override
    public Page<Conversation> conversations(AccountId account, ConversationQuery query)
            throws StoreException {
        String[] key =
                query.before().map(c -> Pages.key("chats", 2, c)).orElse(new String[] {"", ""});
        Comparator<Conversation> order =
                Comparator.comparing(Conversation::sortTime)
                        .reversed()
                        .thenComparing(Conversation::jid);
        Optional<Conversation> last =
                query.before().map(c -> listedAt(account, Long.parseLong(key[0]), key[1]));
        return Pages.page(
                history(account).conversations,
                chat -> last.isEmpty() || order.compare(chat, last.get()) > 0,
                query.limit(),
                chat -> Pages.cursor("chats", chat.sortTime().toEpochMilli(), chat.jid()));
    }

    /** A chat that would stand in the list's order where a page ended. */
    private static Conversation listedAt(AccountId account, long time, String jid) {
        Jid chat = Jid.of(jid);
        MessageKey key = new MessageKey(account, chat, Author.ME, "-");
        return Conversation.builder(account, chat)
                .lastMessage(Message.builder(key, Instant.ofEpochMilli(time)).build())
                .build();
    }

    @Override
    public Optional<ConversationInfo> conversation(AccountId account, Jid chat)
            throws StoreException {
        State.Account known = now.get().account(account);
        History history = known.history();
        return history.listed(chat)
                .map(
                        one ->
                                one.info(
                                        account,
                                        history.people,
                                        history.names,
                                        known.ledger().ofChat(one.jid, history.people::of)));
    }

    @Override
    public Page<Message> messages(AccountId account, MessageQuery query) throws StoreException {
        boolean newestFirst = query.direction() == MessageQuery.Direction.NEWEST_FIRST;
        Comparator<Message> order = newestFirst ? Merged.ORDER.reversed() : Merged.ORDER;
        Optional<Message> last = query.from().map(c -> at(account, query.chat(), c));
        List<Message> rows =
                new ArrayList<>(
                        history(account)
                                .listed(query.chat())
                                .map(c -> c.messages)
                                .orElse(List.of()));
        if (newestFirst) {
            Collections.reverse(rows);
        }
        if (query.around().isPresent()) {
            int place = place(rows, query.around().get());
            rows =
                    place < 0
                            ? List.of()
                            : rows.subList(Math.max(0, place - query.limit() / 2), rows.size());
        }
        return Pages.page(
                rows,
                message -> last.isEmpty() || order.compare(message, last.get()) > 0,
                query.limit(),
                Reads::cursor);
    }

    private static int place(List<Message> rows, String id) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static String cursor(Message m) {
        Author author = m.key().author();
        return Pages.cursor(
                "messages",
                m.timestamp().toEpochMilli(),
                m.order().orElse(0),
                author.fromMe() ? "me" : author.jid().map(Jid::value).orElse("?"),
                m.id());
    }

    /** A message that would stand in a chat's order where a page ended. */
    private static Message at(AccountId account, Jid chat, String cursor) {
        String[] key = Pages.key("messages", 4, cursor);
        Author author =
                switch (key[2]) {
                    case "me" -> Author.ME;
                    case "?" -> Author.UNKNOWN;
                    default -> Author.of(Jid.of(key[2]));
                };
        return Message.builder(
                        new MessageKey(account, chat, author, key[3]),
                        Instant.ofEpochMilli(Long.parseLong(key[0])))
                .order(Long.parseLong(key[1]))
                .build();
    }

    @Override
    public List<Message> find(AccountId account, Jid chat, String id) throws StoreException {
        return history(account).listed(chat).map(c -> c.messages).orElse(List.of()).stream()
                .filter(message -> message.id().equals(id))
                .toList();
    }

    @Override
    public Page<PersonName> names(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        Optional<String> last = after.map(c -> Pages.key("names", 1, c)[0]);
        return Pages.page(
                history(account).names.all(),
                name -> last.isEmpty() || name.jid().value().compareTo(last.get()) > 0,
                limit,
                name -> Pages.cursor("names", name.jid()));
    }

    @Override
    public Optional<Entry.OwnName> ownName(AccountId account) throws StoreException {
        return history(account).names.own();
    }

    @Override
    public Page<Entry.Link> links(AccountId account, int limit, Optional<String> after)
            throws StoreException {
        People people = history(account).people;
        List<Jid> persons = people.after(after.map(c -> Pages.key("links", 1, c)[0]));
        List<Entry.Link> links = new ArrayList<>();
        for (Jid person : persons.subList(0, Math.min(limit, persons.size()))) {
            people.aliases(person).forEach(alias -> links.add(new Entry.Link(person, alias)));
        }
        return new Page<>(
                links,
                persons.size() > limit
                        ? Optional.of(Pages.cursor("links", persons.get(limit - 1)))
                        : Optional.empty());
    }

    @Override
    public List<Coverage> coverage(AccountId account, Optional<Jid> chat) throws StoreException {
        State.Account known = now.get().account(account);
        return known.ledger().of(chat, known.history().people::of);
    }

    @Override
    public List<JobState> jobs() throws StoreException {
        return now.get().jobs().values().stream()
                .map(State.Job::state)
                .sorted(Comparator.comparing(JobState::created).thenComparing(JobState::id))
                .toList();
    }

    @Override
    public List<LaneState> lanes(JobKey key) throws StoreException {
        return List.copyOf(new TreeMap<>(now.get().lanes().getOrDefault(key, Map.of())).values());
    }

    @Override
    public List<JobKey> keys() throws StoreException {
        return now.get().lanes().keySet().stream().sorted().toList();
    }
}
