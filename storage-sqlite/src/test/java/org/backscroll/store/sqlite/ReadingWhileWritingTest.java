package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.text;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationQuery;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.Page;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Snapshots.Snapshot;
import org.backscroll.api.store.StoreCheck.Finding;
import org.junit.jupiter.api.Test;

/**
 * Eight threads read in every way there is while batches with edits, deletions and links are
 * written, for a minute ({@code -Dbackscroll.contention.seconds} for another time).
 */
class ReadingWhileWritingTest {
    private static final int READERS = 8;
    private static final int SETTLED = 1500;
    private static final int CHATS = 40;
    private static final Jid BUSY = group("busy");
    private static final long SECONDS = Long.getLong("backscroll.contention.seconds", 60);

    /** What a message's text and reactions are told to be in the same batch, always together. */
    private static final String TORN = "torn";

    private final AtomicBoolean over = new AtomicBoolean();
    private final Set<Reader> walks = ConcurrentHashMap.newKeySet();
    private SqliteStore store;

    private static String settled(int number) {
        return String.format("settled%05d", number);
    }

    /** A sync's first part, which stays as it is. */
    private void settle(Feed feed) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < SETTLED; i++) {
            Author author = List.of(Author.ME, Author.of(jid("1")), Author.UNKNOWN).get(i % 3);
            // Every time is shared by several, so that pages end in mid-tie.
            entries.add(text(BUSY, author, settled(i), 1000 + i / 7, "settled words"));
        }
        for (int i = 0; i < CHATS; i++) {
            entries.add(text(group("quiet" + i), Author.ME, "only", i, "quiet"));
        }
        feed.apply(entries);
    }

    private void write(Feed feed) throws Exception {
        Random random = new Random(1);
        for (int batch = 0; !over.get(); batch++) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int number = random.nextInt(3000);
                String id = "new" + number;
                Author author = Author.of(jid("" + number % 5));
                long time = 900 + number % 500;
                entries.add(text(BUSY, author, id, time, "moving words"));
                if (i % 4 == 0) {
                    entries.add(
                            new Entry.Edit(
                                    key(BUSY, author, id),
                                    "edit " + batch,
                                    Optional.empty(),
                                    at(batch)));
                }
                if (i % 9 == 0) {
                    entries.add(
                            new Entry.Revocation(key(BUSY, author, id), author, false, at(batch)));
                }
            }
            // Told together, so they must be seen together.
            Author torn = Author.of(jid("9"));
            entries.add(
                    new Entry.MessageEntry(message(BUSY, torn, TORN, 1100).text("at 0").build()));
            entries.add(
                    new Entry.Edit(
                            key(BUSY, torn, TORN), "at " + batch, Optional.empty(), at(batch)));
            entries.add(
                    new Entry.Reacted(key(BUSY, torn, TORN), Author.ME, "at " + batch, at(batch)));
            entries.add(new Entry.Receipt(key(BUSY, torn, TORN), MessageStatus.READ));
            // A person's two chats, which become one.
            String person = "p" + batch % 500;
            entries.add(text(jid(person), Author.of(jid(person)), "m" + batch, batch, "by phone"));
            entries.add(text(lid(person), Author.of(lid(person)), "m" + batch, batch, "by phone"));
            if (batch % 3 == 0) {
                entries.add(new Entry.Link(jid(person), lid(person)));
            }
            feed.apply(entries);
        }
    }

    @Test
    void eightThreadsReadWhatIsThereWhileASyncWrites() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
        CompletionService<Void> ends = new ExecutorCompletionService<>(threads);
        try (Memory memory = new Memory()) {
            try (SqliteStore opened =
                    SqliteStore.open(Fixture.database(memory.folder), Clock.systemUTC())) {
                store = opened;
                Feed feed = new Feed(store, ACCOUNT);
                settle(feed);
                List<Future<?>> all = new ArrayList<>();
                List<Reader> readers =
                        List.of(
                                random -> walk(MessageQuery.newest(BUSY, 1 + random.nextInt(90))),
                                random -> walk(MessageQuery.oldest(BUSY, 1 + random.nextInt(90))),
                                this::around,
                                random -> conversations(1 + random.nextInt(20)),
                                this::lookUp,
                                random -> search(),
                                random -> counts(),
                                random -> together());
                for (Reader reader : readers) {
                    Random random = new Random(readers.indexOf(reader));
                    all.add(ends.submit(again(reader, random)));
                }
                all.add(
                        ends.submit(
                                () -> {
                                    write(feed);
                                    return null;
                                }));
                // Until the time is over, or one of them has failed.
                ends.poll(SECONDS, TimeUnit.SECONDS);
                over.set(true);
                for (Future<?> one : all) {
                    one.get(1, TimeUnit.MINUTES);
                }
                assertThat(walks).as("each has read, whatever the machine does").hasSize(READERS);
                assertThat(store.check()).allMatch(Finding::ok);
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private interface Reader {
        void read(Random random) throws Exception;
    }

    private Callable<Void> again(Reader reader, Random random) {
        return () -> {
            while (!over.get()) {
                reader.read(random);
                walks.add(reader);
            }
            return null;
        };
    }

    /** Page by page, with other commits in between. */
    private void walk(MessageQuery query) throws Exception {
        List<Message> all = new ArrayList<>();
        Page<Message> page = store.messages(ACCOUNT, query);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = store.messages(ACCOUNT, query.from(page.next().get()));
            all.addAll(page.items());
        }
        inOrder(all, query.direction());
        assertThat(all).extracting(Message::key).doesNotHaveDuplicates();
        assertThat(all.stream().filter(m -> m.id().startsWith("settled"))).hasSize(SETTLED);
    }

    /** By time: what is finer is said by no message, but duplicates and losses are seen. */
    private static void inOrder(List<Message> messages, MessageQuery.Direction direction) {
        for (int i = 1; i < messages.size(); i++) {
            int order = messages.get(i - 1).timestamp().compareTo(messages.get(i).timestamp());
            boolean newest = direction == MessageQuery.Direction.NEWEST_FIRST;
            assertThat(newest ? order >= 0 : order <= 0).isTrue();
        }
    }

    private void around(Random random) throws Exception {
        String id = settled(random.nextInt(SETTLED));
        MessageQuery query =
                random.nextBoolean()
                        ? MessageQuery.newest(BUSY, 21)
                        : MessageQuery.oldest(BUSY, 21);
        Page<Message> page = store.messages(ACCOUNT, query.around(id));
        assertThat(page.items()).extracting(Message::id).contains(id).doesNotHaveDuplicates();
        inOrder(page.items(), query.direction());
    }

    private void conversations(int limit) throws Exception {
        Set<Jid> quiet = new HashSet<>();
        Optional<String> before = Optional.empty();
        do {
            Page<Conversation> page =
                    store.conversations(ACCOUNT, new ConversationQuery(limit, before));
            for (Conversation chat : page.items()) {
                if (chat.jid().user().startsWith("quiet")) {
                    assertThat(quiet.add(chat.jid())).as("%s is there once", chat.jid()).isTrue();
                }
                assertThat(chat.lastMessage()).isPresent();
            }
            before = page.next();
        } while (before.isPresent());
        assertThat(quiet).hasSize(CHATS);
    }

    private void lookUp(Random random) throws Exception {
        String id = settled(random.nextInt(SETTLED));
        assertThat(store.find(ACCOUNT, BUSY, id)).hasSize(1);
        Jid person = random.nextBoolean() ? jid("p0") : lid("p0");
        store.conversation(ACCOUNT, person)
                .ifPresent(info -> assertThat(info.conversation().messageCount()).isPositive());
    }

    private void search() throws Exception {
        assertThat(store.search(ACCOUNT, SearchQuery.of("settled words", 20)).hits()).hasSize(20);
        assertThat(store.search(ACCOUNT, SearchQuery.of("moving", 20)).hits())
                .allMatch(hit -> hit.message().text().orElse("").contains("moving"));
    }

    /** Within one moment the chats count what they have. */
    private void counts() throws Exception {
        try (Snapshot moment = store.snapshot()) {
            for (Jid chat : List.of(BUSY, jid("p1"), lid("p1"))) {
                Optional<Conversation> counted =
                        moment.conversation(ACCOUNT, chat).map(info -> info.conversation());
                if (counted.isPresent()) {
                    List<Message> all = Fixture.all(moment, ACCOUNT, chat);
                    assertThat(all).hasSize((int) counted.get().messageCount());
                    assertThat(counted.get().lastMessage()).contains(all.get(0));
                }
            }
        }
    }

    /** What one batch tells of a message is seen as a whole. */
    private void together() throws Exception {
        for (Message message : store.find(ACCOUNT, BUSY, TORN)) {
            assertThat(message.reactions())
                    .singleElement()
                    .satisfies(r -> assertThat(Optional.of(r.emoji())).isEqualTo(message.text()));
            assertThat(message.status()).contains(MessageStatus.READ);
        }
    }
}
