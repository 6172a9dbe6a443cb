package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.key;
import static org.backscroll.store.sqlite.Fixture.lid;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;
import org.backscroll.api.store.Retention.Pruned;
import org.backscroll.api.store.Retention.RetentionRule;
import org.backscroll.api.store.Retention.RetentionRule.MaxBytes;
import org.backscroll.api.store.Retention.RetentionRule.Newest;
import org.backscroll.api.store.Retention.RetentionRule.OlderThan;
import org.backscroll.api.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forgotten on purpose goes with all that belongs to it, and stays away. */
class RetentionTest {
    private static final Jid A = group("a");
    private static final Jid B = group("b");
    private static final Author ANN = Author.of(jid("ann"));
    private static final Author BOB = Author.of(jid("bob"));

    @TempDir Path folder;
    private Fixture on;

    @BeforeEach
    void open() throws Exception {
        on = Fixture.open(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    private void reopen() throws Exception {
        on.close();
        on = Fixture.open(folder);
    }

    private Pruned prune(RetentionRule rule) throws StoreException {
        return on.store.retention().prune(ACCOUNT, Optional.empty(), rule);
    }

    private Pruned prune(Jid chat, RetentionRule rule) throws StoreException {
        return on.store.retention().prune(ACCOUNT, Optional.of(chat), rule);
    }

    private List<String> ids(Jid chat) throws StoreException {
        return on.messages(chat).stream().map(Message::id).toList();
    }

    private long rows(String table) throws Exception {
        try (Session session = Fixture.database(folder).openReader()) {
            return session.number("SELECT count(*) FROM " + table, -1);
        }
    }

    private void inOrder() throws StoreException {
        assertThat(on.store.check()).allMatch(f -> f.ok(), "in order");
    }

    /** Ten messages in a chat, a second apart, m0 the oldest, with words of their own. */
    private static List<Entry> ten(Jid chat) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(text(chat, ANN, "m" + i, i, "word" + i));
        }
        return entries;
    }

    /** Enough for several slices, in two chats. */
    private static List<Entry> many(int count) {
        return many(0, count);
    }

    /** The first of them so many seconds later. */
    private static List<Entry> many(int from, int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Jid chat = i % 3 == 0 ? A : B;
            entries.add(
                    text(
                            chat,
                            i % 2 == 0 ? ANN : BOB,
                            "n" + i,
                            from + i,
                            "some words, number" + i));
        }
        return entries;
    }

    @Test
    void whatIsOlderGoesAndWhatHasNoTimeStays() throws Exception {
        on.apply(ten(A));
        on.apply(ten(B));
        on.apply(
                new Entry.MessageEntry(
                        Message.builder(key(A, ANN, "odd"), Instant.EPOCH).text("odd").build()));

        Pruned pruned = prune(new OlderThan(at(7)));

        assertThat(pruned.messages()).isEqualTo(14);
        assertThat(pruned.chats()).isEqualTo(2);
        assertThat(ids(A)).containsExactly("odd", "m7", "m8", "m9");
        assertThat(ids(B)).containsExactly("m7", "m8", "m9");
        assertThat(on.conversations())
                .extracting(Conversation::messageCount)
                .containsExactly(4L, 3L);
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("word6", 9)).hits()).isEmpty();
        assertThat(on.store.search(ACCOUNT, SearchQuery.of("word7", 9)).hits()).hasSize(2);
        inOrder();
    }

    @Test
    void theNewestOfEachChatStayWithTiesInTheChatsOrder() throws Exception {
        on.apply(ten(A));
        for (String id : List.of("z", "3A94DAD93B0A8A1B3CE8", "y", "3A00DAD93B0A8A1B3CE8")) {
            on.apply(text(B, ANN, id, 5, "tie"));
        }
        List<String> ordered = ids(B);

        Pruned pruned = prune(new Newest(3));

        assertThat(pruned.messages()).isEqualTo(8);
        assertThat(ids(A)).containsExactly("m7", "m8", "m9");
        assertThat(ids(B)).containsExactlyElementsOf(ordered.subList(1, 4));
        on.apply(text(B, ANN, ordered.get(0), 5, "tie"));
        assertThat(ids(B)).containsExactlyElementsOf(ordered.subList(1, 4));
        inOrder();
    }

    @Test
    void oneChatAloneMayBePruned() throws Exception {
        on.apply(ten(A));
        on.apply(ten(B));
        assertThat(prune(A, new OlderThan(at(9))).messages()).isEqualTo(9);
        assertThat(prune(B, new Newest(4)).messages()).isEqualTo(6);
        assertThat(ids(A)).hasSize(1);
        assertThat(ids(B)).hasSize(4);
        on.apply(ten(A));
        on.apply(ten(B));
        on.apply(text(group("c"), ANN, "c0", 0, "not pruned"));
        assertThat(ids(A)).hasSize(1);
        assertThat(ids(B)).hasSize(4);
        assertThat(ids(group("c"))).hasSize(1);
    }

    @Test
    void whoIsUnknownHasNothingToPrune() throws Exception {
        on.apply(ten(A));
        assertThat(prune(group("nobody"), new Newest(1)).messages()).isZero();
        assertThat(
                        on.store
                                .retention()
                                .prune(
                                        org.backscroll.api.AccountId.of("nobody"),
                                        Optional.empty(),
                                        new Newest(1))
                                .messages())
                .isZero();
        assertThat(ids(A)).hasSize(10);
    }

    @Test
    void allThatBelongsToAMessageGoesWithIt() throws Exception {
        Entry full =
                new Entry.MessageEntry(
                        message(A, ANN, "x", 1)
                                .text("full")
                                .editedAt(at(2))
                                .reactions(List.of(new Reaction(BOB, "👍", at(2))))
                                .media(org.backscroll.api.Media.builder().size(5).build())
                                .build());
        on.apply(
                full,
                new Entry.Revocation(key(A, ANN, "x"), BOB, false, at(3)),
                text(A, ANN, "y", 9, "newer"));
        for (String table : List.of("edit", "media", "reaction", "claim")) {
            assertThat(rows(table)).as(table).isEqualTo(1);
        }

        prune(new Newest(1));

        for (String table : List.of("edit", "media", "reaction", "claim", "pending")) {
            assertThat(rows(table)).as(table).isZero();
        }
        inOrder();
    }

    @Test
    void aPreviewChangesNothing() throws Exception {
        on.apply(ten(A));
        String before = Fixture.dump(on.store, ACCOUNT);
        reopen();
        byte[] bytes = Files.readAllBytes(on.store.location());
        for (RetentionRule rule : List.of(new OlderThan(at(4)), new Newest(6), new MaxBytes(1))) {
            Pruned pruned = on.store.retention().preview(ACCOUNT, Optional.empty(), rule);
            assertThat(pruned.messages()).isEqualTo(rule instanceof MaxBytes ? 10 : 4);
            assertThat(pruned.chats()).isEqualTo(1);
            assertThat(pruned.bytesAfter()).isLessThan(pruned.bytesBefore());
        }
        assertThat(Files.readAllBytes(on.store.location())).isEqualTo(bytes);
        on.apply(ten(A));
        assertThat(Fixture.dump(on.store, ACCOUNT)).isEqualTo(before);
        on.close();
        try (SqliteStore reader = SqliteStore.openReadOnly(Fixture.database(folder))) {
            assertThat(
                            reader.retention()
                                    .preview(ACCOUNT, Optional.empty(), new Newest(6))
                                    .messages())
                    .isEqualTo(4);
            assertThat(
                            catchThrowableOfType(
                                            StoreException.class,
                                            () ->
                                                    reader.retention()
                                                            .prune(
                                                                    ACCOUNT,
                                                                    Optional.empty(),
                                                                    new Newest(6)))
                                    .kind())
                    .isEqualTo(StoreException.Kind.DENIED);
        }
    }

    @Test
    void whatWasPrunedDoesNotComeBackAndWhatIsNewerDoesCome() throws Exception {
        on.apply(ten(A));
        on.apply(ten(B));
        prune(new OlderThan(at(3)));
        prune(A, new Newest(2));
        for (int i = 0; i < 2; i++) {
            assertThat(on.apply(ten(A)).did()).isEqualTo(new SyncCounts(10, 0, 0, i, 0, 0));
            assertThat(on.apply(ten(B)).did().newMessages()).isZero();
            assertThat(ids(A)).containsExactly("m8", "m9");
            assertThat(ids(B)).hasSize(7);
            reopen();
            on.job = Fixture.job("job" + i, org.backscroll.api.SyncStatus.RUNNING);
        }
        on.apply(text(A, ANN, "new", 8, "late"), text(B, ANN, "new", 3, "late"));
        assertThat(ids(A)).containsExactlyInAnyOrder("m8", "new", "m9");
        assertThat(ids(B)).contains("new").hasSize(8);
    }

    @Test
    void floorsOnlyRise() throws Exception {
        on.apply(ten(A));
        prune(new OlderThan(at(8)));
        prune(new OlderThan(at(2)));
        prune(new Newest(5));
        on.apply(ten(A));
        assertThat(ids(A)).containsExactly("m8", "m9");
    }

    @Test
    void whatWasDoneToAPurgedMessageDoesNotPileUp() throws Exception {
        on.apply(ten(A));
        prune(new OlderThan(at(8)));
        Entry edit = new Entry.Edit(key(A, ANN, "m0"), "edited", Optional.empty(), at(5));
        Entry revoked = new Entry.Revocation(key(A, ANN, "m1"), ANN, false, at(5));
        Entry claim = new Entry.Revocation(key(A, ANN, "m2"), BOB, false, at(5));
        Entry reaction = new Entry.Reacted(key(A, ANN, "m3"), BOB, "👍", at(5));
        on.apply(edit, revoked, claim, reaction);
        // Nothing tells how old that is, until its message comes.
        on.apply(new Entry.Receipt(key(A, ANN, "m4"), MessageStatus.READ));
        assertThat(rows("pending")).isEqualTo(1);
        on.apply(ten(A));
        for (String table : List.of("pending", "reaction", "claim")) {
            assertThat(rows(table)).as(table).isZero();
        }
        // Above the floor nothing is lost, whatever comes first.
        on.apply(
                new Entry.Edit(key(A, ANN, "later"), "edited", Optional.empty(), at(30)),
                new Entry.Edit(key(A, ANN, "m9"), "edited too", Optional.empty(), at(1)));
        on.apply(text(A, ANN, "later", 20, "sent"));
        assertThat(on.message(A, "later").text()).contains("edited");
        assertThat(on.message(A, "m9").text()).contains("edited too");
    }

    @Test
    void aLinkKeepsTheHigherFloorOfBothChats() throws Exception {
        Jid phone = jid("4915");
        Jid other = lid("77");
        List<Entry> toPhone = ten(phone);
        on.apply(toPhone);
        on.apply(ten(other));
        on.apply(text(A, Author.of(other), "g0", 0, "x"), text(A, Author.of(other), "g1", 0, "y"));
        prune(phone, new Newest(8));
        prune(other, new Newest(3));
        prune(A, new Newest(1));
        String left = ids(A).get(0);

        on.apply(new Entry.Link(phone, other));
        on.apply(toPhone);
        on.apply(ten(other));
        on.apply(text(A, Author.of(phone), "g0", 0, "x"), text(A, Author.of(other), "g1", 0, "y"));

        assertThat(ids(phone)).containsExactly("m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(ids(A)).containsExactly(left);
        assertThat(rows("retention_floor")).isEqualTo(2);
        prune(phone, new Newest(1));
        on.apply(toPhone);
        assertThat(ids(other)).containsExactly("m9");
        inOrder();
    }

    @Test
    void whatIsPurgedIsNotClaimedToBeThere() throws Exception {
        on.apply(ten(A));
        long t = at(0).toEpochMilli();
        Covered whole =
                new Covered(
                        "l", Optional.of(A), new Mark(t, ""), new Mark(t + 9000, ""), true, true);
        on.apply(on.batch().covered(List.of(whole)).build());
        prune(A, new Newest(3));
        ChatCoverage coverage = on.store.conversation(ACCOUNT, A).orElseThrow().coverage();
        assertThat(coverage)
                .isEqualTo(
                        new ChatCoverage(
                                false,
                                List.of(new ChatCoverage.Range(at(7), at(9), true)),
                                Optional.of(at(7))));
        // What was read need not be read again: the ledger is the source's.
        assertThat(on.store.coverage(ACCOUNT, Optional.of(A)))
                .extracting(line -> line.range())
                .containsExactly(whole);
    }

    @Test
    void theRoomGoesBackToTheDisk() throws Exception {
        on.apply(many(10_000));
        long full = Files.size(compacted());
        Pruned pruned = prune(new Newest(100));
        assertThat(pruned.messages()).isEqualTo(9_800);
        assertThat(pruned.bytesAfter()).isLessThan(pruned.bytesBefore() / 4);
        assertThat(Files.size(on.store.location())).isEqualTo(pruned.bytesAfter());
        assertThat(Files.size(compacted())).isLessThan(full / 4);
        inOrder();
        Pruned again = prune(new Newest(100));
        assertThat(again).isEqualTo(new Pruned(0, 0, pruned.bytesAfter(), pruned.bytesAfter()));
    }

    /** The file with all indexes, after its log was moved into it. */
    private Path compacted() throws Exception {
        on.store.catchUp();
        reopen();
        return on.store.location();
    }

    @Test
    void theOldestGoUntilTheDataAreSmallEnough() throws Exception {
        on.apply(many(6_000));
        long goal = (long) (Files.size(compacted()) * 0.6);

        Pruned pruned = prune(new MaxBytes(goal));

        assertThat(pruned.bytesAfter()).isBetween((long) (goal * 0.85), goal);
        assertThat(Files.size(on.store.location())).isLessThanOrEqualTo(goal);
        long left = 6_000 - pruned.messages();
        assertThat(left).isPositive();
        List<Conversation> chats = on.conversations();
        assertThat(chats.stream().mapToLong(Conversation::messageCount).sum()).isEqualTo(left);
        assertThat(oldest(A)).isCloseTo(6_000 - left, org.assertj.core.api.Assertions.within(3L));
        on.apply(many(6_000));
        assertThat(on.conversations()).isEqualTo(chats);
        assertThat(prune(new MaxBytes(1)).messages()).isEqualTo(left);
        assertThat(on.conversations()).extracting(Conversation::messageCount).containsOnly(0L);
        inOrder();
    }

    /** About as much as goes, so that hardly anything seems to come free. */
    @ParameterizedTest
    @ValueSource(ints = {20_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000, 150_000})
    void whatASyncBringsMeanwhileDoesNotCostMoreMessagesThanItIsLarge(int bytes) throws Exception {
        on.apply(many(6_000));
        long goal = (long) (Files.size(compacted()) * 0.85);
        on.close();
        try (Session session = Fixture.database(folder).openWriter();
                ReadPool pool = new ReadPool(Fixture.database(folder), true)) {
            session.execute("CREATE TABLE brought (what)");
            Writing meanwhile =
                    new Writes(session) {
                        private boolean brought;

                        @Override
                        public <T, E extends Exception> T unchecked(Session.Work<T, E> work)
                                throws E, StoreException {
                            T result = super.unchecked(work);
                            if (!brought) {
                                brought = true;
                                super.alone(
                                        () ->
                                                session.update(
                                                        "INSERT INTO brought VALUES (zeroblob(?))",
                                                        bytes));
                            }
                            return result;
                        }
                    };
            new SqliteRetention(session, pool, meanwhile, () -> {}, Clock.systemUTC())
                    .prune(ACCOUNT, Optional.empty(), new MaxBytes(goal));
            assertThat(pool.read(Space::used)).isBetween((long) (goal * 0.85), goal);
            session.execute("DROP TABLE brought");
        }
        on = Fixture.open(folder);
        assertThat(count(on)).isPositive();
    }

    @Test
    void anIndexThatIsBehindIsCountedAsIfItWereThere() throws Exception {
        on.close();
        on = Fixture.still(folder);
        on.apply(many(6_000));
        long goal = used() - 1;

        Pruned pruned = prune(new MaxBytes(goal));

        on.store.catchUp();
        assertThat(used()).isEqualTo(pruned.bytesAfter()).isBetween((long) (goal * 0.85), goal);
        assertThat(count(on)).isEqualTo(6_000 - pruned.messages());
        inOrder();
    }

    @Test
    void dataThatAreTooLargeOnlyWithTheirIndexArePrunedNow() throws Exception {
        on.close();
        on = Fixture.still(folder);
        on.apply(many(6_000));
        long goal = used() + 8192;

        Pruned pruned = prune(new MaxBytes(goal));

        assertThat(pruned.messages()).isPositive();
        on.store.catchUp();
        assertThat(used()).isBetween((long) (goal * 0.85), goal);
    }

    @Test
    void longMessagesAmongTheOldestAreCountedByTheirLength() throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            entries.add(text(A, ANN, "long" + i, i, ("word" + i + " ").repeat(700)));
        }
        on.apply(entries);
        on.apply(many(1000, 4_000));
        on.store.catchUp();
        compacted();
        long goal = (long) (used() * 0.97);
        Pruned expected =
                on.store.retention().preview(ACCOUNT, Optional.empty(), new MaxBytes(goal));
        assertThat(expected.bytesAfter()).isCloseTo(goal, withinPercentage(2));

        Pruned pruned = prune(new MaxBytes(goal));

        assertThat(pruned.bytesAfter()).isBetween((long) (goal * 0.9), goal);
        assertThat(oldest(A, "long")).isBetween(1L, 100L);
    }

    private long used() throws StoreException {
        return on.store.retention().preview(ACCOUNT, Optional.empty(), new Newest(1)).bytesBefore();
    }

    private long oldest(Jid chat) throws StoreException {
        return oldest(chat, "n");
    }

    private long oldest(Jid chat, String prefix) throws StoreException {
        Message oldest = on.store.messages(ACCOUNT, MessageQuery.oldest(chat, 1)).items().get(0);
        return Long.parseLong(oldest.id().substring(prefix.length()));
    }

    @Test
    void aFileMadeWithoutItLearnsToGiveRoomBack() throws Exception {
        on.apply(many(4_000));
        on.close();
        try (Session session = Fixture.database(folder).openWriter()) {
            session.execute("PRAGMA auto_vacuum = NONE");
            session.execute("VACUUM");
        }
        on = Fixture.open(folder);
        Pruned pruned = prune(new Newest(1));
        assertThat(Files.size(on.store.location())).isEqualTo(pruned.bytesAfter());
        assertThat(pruned.bytesAfter()).isLessThan(pruned.bytesBefore() / 2);
        try (Session session = Fixture.database(folder).openReader()) {
            assertThat(session.number("PRAGMA auto_vacuum", -1)).isEqualTo(2);
        }
        inOrder();
    }

    @Test
    void readersAndSyncsGoOnMeanwhile() throws Exception {
        on.apply(many(10_000));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> reading =
                CompletableFuture.supplyAsync(
                        () -> {
                            long longest = 0;
                            long pages = 0;
                            while (!over.get() || pages == 0) {
                                long begun = System.nanoTime();
                                readAPage();
                                longest = Math.max(longest, System.nanoTime() - begun);
                                pages++;
                            }
                            return longest;
                        });
        CompletableFuture<Integer> syncing =
                CompletableFuture.supplyAsync(
                        () -> {
                            int batches = 0;
                            while (!over.get() || batches == 0) {
                                try {
                                    on.apply(ten(A));
                                    on.apply(text(B, ANN, "s" + batches, 20_000, "new"));
                                } catch (StoreException e) {
                                    throw new AssertionError(e);
                                }
                                batches++;
                            }
                            return batches;
                        });
        long purged = prune(new OlderThan(at(9_000))).messages();
        over.set(true);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(reading.get(30, TimeUnit.SECONDS))).isLessThan(3);
        int batches = syncing.get(30, TimeUnit.SECONDS);
        assertThat(purged).isBetween(9_000L, 9_010L);
        assertThat(on.conversations().stream().mapToLong(Conversation::messageCount).sum())
                .isEqualTo(1_000 + batches);
        inOrder();
    }

    private void readAPage() {
        try {
            List<Message> page = on.store.messages(ACCOUNT, MessageQuery.newest(B, 50)).items();
            assertThat(page).hasSize(50);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever step is the last one, what is left is whole, and the next one goes on. */
    @Test
    void endedInBetweenItIsWholeAndGoesOnLater(@TempDir Path copies) throws Exception {
        on.apply(many(4_500));
        on.close();
        boolean done = false;
        int steps = 0;
        for (; !done; steps++) {
            Path copy = Files.createDirectory(copies.resolve("after" + steps));
            Files.copy(on.store.location(), copy.resolve(Database.FILE));
            done = pruneSteps(copy, steps);
            try (Fixture again = Fixture.open(copy)) {
                assertThat(again.store.check()).allMatch(f -> f.ok(), "in order");
                long stored = count(again);
                again.apply(many(60));
                assertThat(count(again)).isEqualTo(stored);
                Pruned rest =
                        again.store.retention().prune(ACCOUNT, Optional.empty(), new Newest(10));
                assertThat(rest.messages()).isEqualTo(stored - 20);
                assertThat(Files.size(again.store.location())).isEqualTo(rest.bytesAfter());
                assertThat(again.store.check()).allMatch(f -> f.ok(), "in order");
            }
        }
        assertThat(steps).isGreaterThan(6);
    }

    private static long count(Fixture of) throws StoreException {
        return of.conversations().stream().mapToLong(Conversation::messageCount).sum();
    }

    /** Ends after so many steps, as a kill would; says whether there were no more. */
    private static boolean pruneSteps(Path data, int most) throws Exception {
        Database database = Fixture.database(data);
        try (Session session = database.openWriter();
                ReadPool pool = new ReadPool(database, true)) {
            new SqliteRetention(
                            session, pool, new Steps(session, most), () -> {}, Clock.systemUTC())
                    .prune(ACCOUNT, Optional.empty(), new Newest(10));
            return true;
        } catch (StoreException e) {
            assertThat(e).hasMessage("ended");
            return false;
        }
    }

    /** As the store does, but with nobody else who writes. */
    private static class Writes implements Writing {
        private final Session session;

        Writes(Session session) {
            this.session = session;
        }

        @Override
        public <T, E extends Exception> T transaction(Session.Work<T, E> work)
                throws E, StoreException {
            return alone(() -> session.write(work));
        }

        @Override
        public <T, E extends Exception> T unchecked(Session.Work<T, E> work)
                throws E, StoreException {
            return alone(() -> session.writeUnchecked(work));
        }

        @Override
        public <T, E extends Exception> T alone(Session.Work<T, E> work) throws E, StoreException {
            try {
                return work.run();
            } catch (java.sql.SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Writes so many times. */
    private static final class Steps extends Writes {
        private int left;

        Steps(Session session, int most) {
            super(session);
            left = most;
        }

        @Override
        public <T, E extends Exception> T alone(Session.Work<T, E> work) throws E, StoreException {
            if (left-- == 0) {
                throw new StoreException(StoreException.Kind.CLOSED, "ended", null);
            }
            return super.alone(work);
        }
    }

    @Test
    void anAccountIsForgottenWithAllThatIsKnownOfIt() throws Exception {
        on.apply(ten(A));
        on.apply(
                new Entry.Link(jid("ann"), lid("7")),
                new Entry.Name(jid("bob"), "Bob", Fixture.asOf(1)),
                new Entry.Reacted(key(A, ANN, "m9"), BOB, "👍", at(9)),
                new Entry.Reacted(key(A, ANN, "none"), BOB, "👍", at(9)),
                new Entry.Edit(key(A, ANN, "none"), "x", Optional.empty(), at(9)));
        prune(new Newest(5));
        assertThat(
                        catchThrowableOfType(
                                StoreException.class, () -> on.store.retention().forget(ACCOUNT)))
                .hasMessageContaining("a sync of account phone is at work");
        assertThat(ids(A)).hasSize(5);

        on.store.release(on.lease);
        Pruned forgotten = on.store.retention().forget(ACCOUNT);

        assertThat(forgotten.messages()).isEqualTo(5);
        assertThat(on.store.accounts()).isEmpty();
        assertThat(on.store.jobs()).isEmpty();
        try (Session session = Fixture.database(folder).openReader()) {
            for (String table :
                    session.list(
                            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message\\_%'"
                                    + " ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT IN ('following', 'meta',"
                                    + " 'address', 'index_watermark')",
                            row -> row.getString(1))) {
                assertThat(rows(table)).as(table).isZero();
            }
            assertThat(session.list("SELECT jid FROM address", row -> row.getString(1)))
                    .containsExactlyInAnyOrder("unknown", "me");
        }
        inOrder();
        assertThat(on.store.retention().forget(ACCOUNT).messages()).isZero();
        reopen();
        assertThat(Files.readString(on.store.location(), StandardCharsets.ISO_8859_1))
                .doesNotContain("s.whatsapp.net")
                .doesNotContain("word9");
        on.job = Fixture.job("another", org.backscroll.api.SyncStatus.RUNNING);
        assertThat(on.apply(ten(A)).did().newMessages()).isEqualTo(10);
    }
}
