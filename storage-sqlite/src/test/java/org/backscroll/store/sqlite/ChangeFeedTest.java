package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.store.Changes;
import org.backscroll.api.store.ChangesQuery;
import org.backscroll.formats.NdjsonExport;

/** Who follows what is new or changed keeps an equal store. */
class ChangeFeedTest {
    private static final Jid CHAT = Fixture.group("feed");
    private static final Author ANNE = Author.of(Fixture.jid("4911"));

    private static Memory here;
    private static Memory there;
    private static SqliteStore store;
    private static SqliteStore copy;
    private static int accounts;

    @BeforeContainer
    static void open() throws Exception {
        here = new Memory();
        there = new Memory();
        store = still(here);
        copy = still(there);
    }

    private static SqliteStore still(Memory memory) throws Exception {
        return SqliteStore.openStill(
                Fixture.database(memory.folder), QuarantineTable.Bounds.DEFAULT, Clock.systemUTC());
    }

    @AfterContainer
    static void close() throws Exception {
        store.close();
        copy.close();
        here.close();
        there.close();
    }

    /** Somebody who follows an account. */
    private static final class Follower {
        private final Feed feed;
        private Optional<String> since = Optional.empty();

        Follower(AccountId account) throws Exception {
            feed = new Feed(copy, account);
        }

        /** Reads a page. Returns whether there is more. */
        boolean page(int max) throws Exception {
            Changes changes =
                    store.changeFeed()
                            .changes(feed.account, ChangesQuery.since(since, max))
                            .orElseThrow();
            assertThat(changes.entries())
                    .filteredOn(Entry.MessageEntry.class::isInstance)
                    .hasSizeLessThanOrEqualTo(max);
            feed.apply(changes.entries());
            since = Optional.of(changes.next());
            return changes.more();
        }

        void catchUp(int max) throws Exception {
            boolean more = true;
            while (more) {
                more = page(max);
            }
        }
    }

    private static AccountId account() {
        return AccountId.of(String.format("f%06d", ++accounts));
    }

    private static String export(SqliteStore of, AccountId account) throws Exception {
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        NdjsonExport.write(of, account, export);
        return export.toString(UTF_8);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void whoFollowsKeepsAnEqualStore(@ForAll("seeds") List<Long> seeds, @ForAll long order)
            throws Exception {
        Random random = new Random(order);
        AccountId account = account();
        List<Entry> history = new ArrayList<>();
        seeds.forEach(seed -> history.add(Histories.entry(account, seed)));
        for (int links = random.nextInt(4); links > 0; links--) {
            history.add(new Entry.Link(person(random), person(random)));
        }
        Collections.shuffle(history, random);
        Feed feed = new Feed(store, account);
        Follower follower = new Follower(account);
        for (int i = 0; i < history.size(); ) {
            int end = Math.min(history.size(), i + 1 + random.nextInt(8));
            feed.apply(history.subList(i, end));
            i = end;
            if (random.nextInt(3) == 0) {
                follower.page(1 + random.nextInt(4));
            }
        }

        follower.catchUp(1 + random.nextInt(5));

        assertThat(export(copy, account)).isEqualTo(export(store, account));
        feed.end();
        follower.feed.end();
    }

    private static Jid person(Random random) {
        return Histories.PEOPLE.get(random.nextInt(Histories.PEOPLE.size()));
    }

    @Provide
    Arbitrary<List<Long>> seeds() {
        return Arbitraries.randomValue(Random::nextLong).list().ofMinSize(1).ofMaxSize(40);
    }

    private static Entry text(AccountId account, String id, int second) {
        return text(account, CHAT, id, second);
    }

    private static Entry text(AccountId account, Jid chat, String id, int second) {
        return new Entry.MessageEntry(
                Message.builder(new MessageKey(account, chat, ANNE, id), Fixture.at(second))
                        .text("text " + id)
                        .build());
    }

    @Example
    void aThingIsToldOnceAsItIsNowAndWhatDidNotChangeNotAgain() throws Exception {
        AccountId account = account();
        Feed feed = new Feed(store, account);
        feed.apply(List.of(text(account, "one", 1), text(account, "two", 2)));
        Follower follower = new Follower(account);
        follower.catchUp(1000);
        Entry.Receipt read =
                new Entry.Receipt(new MessageKey(account, CHAT, ANNE, "one"), MessageStatus.READ);
        feed.apply(List.of(read));
        feed.apply(List.of(read, text(account, "two", 2), text(account, "three", 3)));

        Changes changes =
                store.changeFeed()
                        .changes(account, ChangesQuery.since(follower.since, 1000))
                        .orElseThrow();

        assertThat(changes.entries())
                .extracting(entry -> ((Entry.MessageEntry) entry).message().id())
                .containsExactly("one", "three");
        assertThat(changes.next()).isEqualTo(store.changeFeed().revision());
        assertThat(changes.more()).isFalse();
        assertThat(changes.fraction()).isEqualTo(1);
        feed.end();
        follower.feed.end();
    }

    @Example
    void onlyWhatIsAskedForIsTold() throws Exception {
        AccountId account = account();
        Feed feed = new Feed(store, account);
        Jid other = Fixture.group("other");
        feed.apply(
                List.of(
                        text(account, "one", 1),
                        text(account, other, "elsewhere", 1),
                        new Entry.Name(Fixture.jid("4911"), "Anne", Fixture.asOf(1))));

        assertThat(told(account, EnumSet.of(Kind.NAMES), Optional.empty()))
                .containsExactly(new Entry.Name(Fixture.jid("4911"), "Anne", Fixture.asOf(1)));
        assertThat(told(account, EnumSet.of(Kind.MESSAGES), Optional.of(other)))
                .extracting(entry -> ((Entry.MessageEntry) entry).message().id())
                .containsExactly("elsewhere");
        assertThat(told(account, ChangesQuery.ALL, Optional.of(Fixture.group("nobody's"))))
                .isEmpty();
        feed.end();
    }

    private static List<Entry> told(AccountId account, Set<Kind> kinds, Optional<Jid> chat)
            throws Exception {
        return store.changeFeed()
                .changes(account, new ChangesQuery(Optional.empty(), 1000, kinds, chat))
                .orElseThrow()
                .entries();
    }

    @Example
    void aRevisionOfOtherDataIsNone() throws Exception {
        AccountId account = account();
        Feed feed = new Feed(store, account);
        feed.apply(List.of(text(account, "one", 1)));
        String mark = store.changeFeed().revision().substring(0, 8);

        assertThat(since(account, copy.changeFeed().revision())).isEmpty();
        assertThat(since(account, mark + ".0.999999999")).isEmpty();
        assertThat(since(account, mark + ".999999999.0")).isEmpty();
        assertThat(since(account, "x")).isEmpty();
        assertThat(since(account, "")).isEmpty();
        assertThat(since(account, mark + ".0.0")).isPresent();
        feed.end();
    }

    private static Optional<Changes> since(AccountId account, String revision) throws Exception {
        return store.changeFeed().changes(account, ChangesQuery.since(Optional.of(revision), 10));
    }

    @Example
    void nothingIsNotedBeforeSomebodyFollows() throws Exception {
        try (Memory memory = new Memory();
                SqliteStore fresh = still(memory)) {
            AccountId account = account();
            Feed feed = new Feed(fresh, account);
            Entry name = new Entry.Name(Fixture.jid("4911"), "Anne", Fixture.asOf(1));
            feed.apply(List.of(text(account, "one", 1), name));
            feed.apply(
                    List.of(
                            new Entry.Receipt(
                                    new MessageKey(account, CHAT, ANNE, "one"),
                                    MessageStatus.READ)));
            try (Session session = Fixture.database(memory.folder).openReader()) {
                assertThat(session.number("SELECT count(*) FROM change", -1)).isZero();
            }

            Changes all =
                    fresh.changeFeed()
                            .changes(account, ChangesQuery.since(Optional.empty(), 1000))
                            .orElseThrow();
            assertThat(all.entries())
                    .contains(name)
                    .hasAtLeastOneElementOfType(Entry.MessageEntry.class);
            feed.end();
        }
    }

    /** A store that only reads begins to follow beside the one that writes. */
    @Example
    void whoOnlyReadsCanBeFollowedToo() throws Exception {
        try (Memory memory = new Memory();
                SqliteStore fresh = still(memory)) {
            AccountId account = account();
            Feed feed = new Feed(fresh, account);
            feed.apply(List.of(text(account, "one", 1)));
            try (SqliteStore beside = SqliteStore.openReadOnly(Fixture.database(memory.folder))) {
                String revision = beside.changeFeed().revision();
                feed.apply(List.of(text(account, "two", 2)));

                assertThat(
                                beside.changeFeed()
                                        .changes(
                                                account,
                                                ChangesQuery.since(Optional.of(revision), 10))
                                        .orElseThrow()
                                        .entries())
                        .filteredOn(Entry.MessageEntry.class::isInstance)
                        .extracting(entry -> ((Entry.MessageEntry) entry).message().id())
                        .containsExactly("two");
                assertThat(fresh.changeFeed().revision()).isEqualTo(beside.changeFeed().revision());
            }
            feed.end();
        }
    }

    /** The place of the message that went last is not taken by the next one. */
    @Example
    void whatComesAfterTheLastMessageWentIsNew() throws Exception {
        AccountId account = account();
        AccountId other = account();
        Feed feed = new Feed(store, account);
        feed.apply(List.of(text(account, "one", 1)));
        Feed gone = new Feed(store, other);
        gone.apply(List.of(text(other, "last", 1)));
        gone.end();
        Follower follower = new Follower(account);
        follower.catchUp(10);
        store.retention().forget(other);
        feed.apply(List.of(text(account, "two", 2)));

        follower.catchUp(10);

        assertThat(export(copy, account)).isEqualTo(export(store, account));
        feed.end();
        follower.feed.end();
    }

    /** What was told of a store lies before what a restored copy of it writes. */
    @Example
    void aRevisionOfWhatWasBeforeARestoreIsVoid() throws Exception {
        try (Memory memory = new Memory()) {
            AccountId account = account();
            Database database = Fixture.database(memory.folder);
            String early;
            Path copy = memory.folder.resolve("copy.db");
            try (SqliteStore fresh = still(memory)) {
                Feed feed = new Feed(fresh, account);
                feed.apply(List.of(text(account, "one", 1)));
                early = fresh.changeFeed().revision();
                feed.end();
            }
            Files.copy(database.file(), copy);
            new Replacement(database).stage(copy);
            try (SqliteStore restored = still(memory)) {
                assertThat(
                                restored.changeFeed()
                                        .changes(
                                                account,
                                                ChangesQuery.since(Optional.of(early), 10)))
                        .isEmpty();
            }
        }
    }

    @Example
    void ofAnAccountThatWasForgottenNothingIsLeft() throws Exception {
        AccountId account = account();
        Feed feed = new Feed(store, account);
        feed.apply(List.of(new Entry.Name(Fixture.jid("4911"), "Anne", Fixture.asOf(1))));
        feed.end();

        store.retention().forget(account);

        assertThat(told(account, ChangesQuery.ALL, Optional.empty())).isEmpty();
        try (Session session = Fixture.database(here.folder).openReader()) {
            assertThat(
                            session.number(
                                    "SELECT count(*) FROM change WHERE account NOT IN (SELECT id FROM account)",
                                    -1))
                    .isZero();
        }
    }
}
