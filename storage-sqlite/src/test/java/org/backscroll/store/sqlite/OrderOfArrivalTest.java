package org.backscroll.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.formats.NdjsonExport;

/**
 * Any permutation, duplication and chunking of the same entries gives the same store. All cases
 * share one database, each with accounts of its own, so that nothing may leak between accounts.
 */
class OrderOfArrivalTest {
    /** Looked at again later, when thousands of other accounts have used the same addresses. */
    private static final Map<AccountId, String> REMEMBERED = new LinkedHashMap<>();

    private static final int REMEMBER_EACH = 50;
    private static final int CHECK_EACH = 1000;

    private static Memory memory;
    private static SqliteStore store;
    private static int accounts;

    @BeforeContainer
    static void open() throws Exception {
        memory = new Memory();
        store =
                SqliteStore.openStill(
                        Fixture.database(memory.folder),
                        QuarantineTable.Bounds.DEFAULT,
                        Clock.systemUTC());
    }

    @AfterContainer
    static void close() throws Exception {
        store.close();
        try (Session session = Fixture.database(memory.folder).openReader()) {
            assertThat(session.number(TwinSql.COUNT, 0)).as("told twice").isGreaterThan(500);
            assertThat(session.number(TwinSql.COUNT_CERTAIN, 0)).as("certainly").isGreaterThan(100);
            assertThat(session.number(TwinSql.COUNT_LOST, -1)).isZero();
        }
        memory.close();
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
    void theOrderOfArrivalDoesNotMatter(
            @ForAll("seeds") List<Long> seeds,
            @ForAll("links") List<Entry.Link> links,
            @ForAll long order)
            throws Exception {
        Feed one = feed();
        List<Entry> history = history(one.account, seeds, links);
        one.apply(history);
        one.end();
        Feed other = feed();
        Random random = new Random(order);
        for (List<Entry> chunk : disturbed(history(other.account, seeds, links), random)) {
            other.apply(chunk);
            if (random.nextInt(4) == 0) {
                store.catchUp(); // How far the index that follows has come does not matter either.
            }
        }
        other.end();

        String stored = stored(one.account);
        assertThat(stored(other.account)).as(() -> "of " + history).isEqualTo(stored);
        if (accounts % REMEMBER_EACH == 0) {
            REMEMBERED.put(one.account, stored);
        }
        if (accounts % CHECK_EACH == 0) {
            for (Map.Entry<AccountId, String> then : REMEMBERED.entrySet()) {
                assertThat(stored(then.getKey())).isEqualTo(then.getValue());
            }
            assertThat(store.check()).allMatch(Finding::ok);
        }
    }

    private static Feed feed() throws Exception {
        return new Feed(store, AccountId.of(String.format("c%06d", ++accounts)));
    }

    private static List<Entry> history(
            AccountId account, List<Long> seeds, List<Entry.Link> links) {
        List<Entry> history = new ArrayList<>(links);
        seeds.forEach(seed -> history.add(Histories.entry(account, seed)));
        return history;
    }

    static List<List<Entry>> disturbed(List<Entry> history, Random random) {
        List<Entry> entries = new ArrayList<>(history);
        for (Entry entry : history) {
            if (random.nextInt(3) == 0) {
                entries.add(entry);
            }
        }
        Collections.shuffle(entries, random);
        List<List<Entry>> chunks = new ArrayList<>();
        for (int i = 0; i < entries.size(); ) {
            int end = Math.min(entries.size(), i + 1 + random.nextInt(8));
            chunks.add(entries.subList(i, end));
            i = end;
        }
        return chunks;
    }

    /** All that can be asked of an account, its name left out. */
    private static String stored(AccountId account) throws Exception {
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        NdjsonExport.write(store, account, export);
        StringBuilder all = new StringBuilder(export.toString(UTF_8));
        for (Jid chat : Histories.CHATS) {
            all.append(store.conversation(account, chat).map(c -> c.conversation().jid()));
            for (String id : Histories.ids(chat)) {
                store.find(account, chat, id).forEach(m -> all.append(Fixture.words(m)));
            }
            store.messages(account, MessageQuery.newest(chat, 100)).items().stream()
                    .map(m -> " " + m.key())
                    .forEach(all::append);
            all.append('\n');
        }
        for (String word : List.of("apple", "pear", "apfel", "ppl", "(ear OR pfe)", "pl -plum")) {
            store.search(account, SearchQuery.of(word + " " + account, 100)).hits().stream()
                    .map(hit -> hit.snippet() + " " + hit.message().key() + "\n")
                    .sorted()
                    .forEach(all::append);
        }
        return all.toString().replace(account.value(), "ACCOUNT");
    }

    @Provide
    Arbitrary<List<Long>> seeds() {
        Arbitrary<Long> seed = Arbitraries.randomValue(Random::nextLong);
        return seed.list().ofMinSize(1).ofMaxSize(40);
    }

    /** Both ways, in chains and in circles; none in one case of four. */
    @Provide
    Arbitrary<List<Entry.Link>> links() {
        Arbitrary<Jid> person = Arbitraries.of(Histories.PEOPLE);
        Arbitrary<Entry.Link> link = Combinators.combine(person, person).as(Entry.Link::new);
        return Arbitraries.integers()
                .between(0, 3)
                .flatMap(
                        some ->
                                some == 0
                                        ? Arbitraries.just(List.of())
                                        : link.list().ofMinSize(1).ofMaxSize(4));
    }
}
