package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.lid;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.Page;
import org.backscroll.api.source.Entry;

/** Whatever is written between two pages, what did not move is neither dropped nor repeated. */
class PagingWhileWritingTest {
    private static final Jid CHAT = lid("chat");
    private static final Jid ALIAS = jid("chat");
    private static final List<Author> AUTHORS =
            List.of(Author.ME, Author.UNKNOWN, Author.of(jid("1")), Author.of(jid("2")));

    private static Memory memory;
    private static SqliteStore store;
    private static int accounts;

    @BeforeContainer
    static void open() throws Exception {
        memory = new Memory();
        store = SqliteStore.open(Fixture.database(memory.folder), Clock.systemUTC());
    }

    @AfterContainer
    static void close() throws Exception {
        store.close();
        memory.close();
    }

    private static Feed feed() throws Exception {
        return new Feed(store, AccountId.of("case" + ++accounts));
    }

    /** A message of few times, so that there are many ties. */
    private static Entry told(Feed feed, String id, int time) {
        Author author = AUTHORS.get(Math.floorMod(id.hashCode(), AUTHORS.size()));
        MessageKey key = new MessageKey(feed.account, CHAT, author, id);
        return new Entry.MessageEntry(Message.builder(key, at(time)).text("as sent").build());
    }

    private static MessageKey key(Feed feed, String id) {
        Author author = AUTHORS.get(Math.floorMod(id.hashCode(), AUTHORS.size()));
        return new MessageKey(feed.account, CHAT, author, id);
    }

    /** New messages anywhere, and changes that move nothing; now and then the chat's other name. */
    private static void disturb(Feed feed, Random random, int known, int round) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            entries.add(told(feed, "new" + round + "-" + i, random.nextInt(7)));
        }
        String old = "m" + random.nextInt(known);
        switch (random.nextInt(5)) {
            case 0 ->
                    entries.add(
                            new Entry.Edit(key(feed, old), "edited", Optional.empty(), at(round)));
            case 1 -> entries.add(new Entry.Revocation(key(feed, old), Author.ME, true, at(round)));
            case 2 -> entries.add(new Entry.Reacted(key(feed, old), Author.ME, "+", at(round)));
            case 3 -> entries.add(new Entry.Link(ALIAS, CHAT));
            default ->
                    entries.add(
                            Fixture.snapshot(CHAT, Fixture.asOf(round), "Name " + round, round));
        }
        feed.apply(entries);
    }

    private static Feed filled(List<Integer> times) throws Exception {
        Feed feed = feed();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            entries.add(told(feed, "m" + i, times.get(i)));
        }
        // Under its other name the chat has something of its own, which a link brings in.
        MessageKey other = new MessageKey(feed.account, ALIAS, Author.ME, "other");
        entries.add(new Entry.MessageEntry(Message.builder(other, at(3)).build()));
        feed.apply(entries);
        return feed;
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream().map(Message::id).filter(id -> id.startsWith("m")).toList();
    }

    /** The rest of a list, with something written before each page. */
    private static List<Message> goOn(
            Feed feed, MessageQuery query, Optional<String> from, Random random, int known)
            throws Exception {
        List<Message> all = new ArrayList<>();
        Optional<String> next = from;
        for (int round = 1; next.isPresent(); round++) {
            disturb(feed, random, known, round);
            MessageQuery asked = query.from(next.get());
            if (random.nextInt(3) == 0 && hasLink(feed)) {
                asked =
                        new MessageQuery(
                                ALIAS, asked.limit(), asked.direction(), next, Optional.empty());
            }
            Page<Message> page = store.messages(feed.account, asked);
            all.addAll(page.items());
            next = page.next();
        }
        return all;
    }

    private static boolean hasLink(Feed feed) throws Exception {
        return store.conversation(feed.account, CHAT).orElseThrow().aliases().size() > 0;
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
    void pagesOfMessages(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 6) Integer> times,
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll boolean newest,
            @ForAll long seed)
            throws Exception {
        Feed feed = filled(times);
        MessageQuery query =
                newest ? MessageQuery.newest(CHAT, size) : MessageQuery.oldest(CHAT, size);
        List<String> before = inOrder(feed, newest);

        Page<Message> first = store.messages(feed.account, query);
        List<Message> all = new ArrayList<>(first.items());
        all.addAll(goOn(feed, query, first.next(), new Random(seed), times.size()));

        assertThat(ids(all)).isEqualTo(before);
        assertThat(all).extracting(Message::id).doesNotHaveDuplicates();
        List<String> now = new ArrayList<>(inOrder(feed, newest));
        assertThat(now).as("nothing has moved").isEqualTo(before);
        feed.end();
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
    void pagesAroundAMessage(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 6) Integer> times,
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll boolean newest,
            @ForAll @IntRange(max = 39) int which,
            @ForAll long seed)
            throws Exception {
        Feed feed = filled(times);
        MessageQuery query =
                newest ? MessageQuery.newest(CHAT, size) : MessageQuery.oldest(CHAT, size);
        List<String> before = inOrder(feed, newest);
        String target = "m" + which % times.size();

        Page<Message> first = store.messages(feed.account, query.around(target));
        List<Message> all = new ArrayList<>(first.items());
        all.addAll(goOn(feed, query, first.next(), new Random(seed), times.size()));

        int begin = before.indexOf(ids(first.items()).get(0));
        assertThat(begin).isBetween(before.indexOf(target) - size, before.indexOf(target));
        assertThat(ids(all)).isEqualTo(before.subList(begin, before.size()));
        assertThat(all).extracting(Message::id).doesNotHaveDuplicates();
        feed.end();
    }

    private static List<String> inOrder(Feed feed, boolean newest) throws Exception {
        List<String> ids =
                new ArrayList<>(
                        ids(store.messages(feed.account, MessageQuery.oldest(CHAT, 1000)).items()));
        if (newest) {
            Collections.reverse(ids);
        }
        return ids;
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
    void pagesOfConversations(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 6) Integer> times,
            @ForAll @IntRange(min = 1, max = 7) int size,
            @ForAll long seed)
            throws Exception {
        Feed feed = feed();
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            entries.add(last(feed, group("c" + i), times.get(i)));
        }
        feed.apply(entries);
        Set<Jid> moved = new HashSet<>();
        List<Jid> seen = new ArrayList<>();
        ConversationQuery query = ConversationQuery.first(size);
        while (true) {
            Page<Conversation> page = store.conversations(feed.account, query);
            page.items().forEach(chat -> seen.add(chat.jid()));
            if (page.next().isEmpty()) {
                break;
            }
            query = new ConversationQuery(size, page.next());
            // One that goes to the top, a new one somewhere, and changes that move nothing.
            Jid goes = group("c" + random.nextInt(times.size()));
            moved.add(goes);
            feed.apply(
                    List.of(
                            last(feed, goes, 7 + random.nextInt(3)),
                            last(feed, group("new" + random.nextInt(20)), random.nextInt(7)),
                            last(feed, group("c" + random.nextInt(times.size())), -5),
                            Fixture.snapshot(group("c0"), Fixture.asOf(1), "Name", 3)));
        }
        List<Jid> still = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            if (!moved.contains(group("c" + i))) {
                still.add(group("c" + i));
            }
        }
        assertThat(seen).containsAll(still);
        seen.removeAll(moved);
        assertThat(seen).doesNotHaveDuplicates();
        feed.end();
    }

    private static Entry last(Feed feed, Jid chat, int time) {
        MessageKey key = new MessageKey(feed.account, chat, Author.ME, "at" + time);
        return new Entry.MessageEntry(Message.builder(key, at(time)).build());
    }
}
