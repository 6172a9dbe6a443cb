package org.backscroll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.backscroll.api.AccountId;
import org.backscroll.api.source.Entry;
import org.junit.jupiter.api.Test;

/**
 * Any permutation, duplication and chunking of the same entries gives the same answers. Another
 * round is drawn each time; {@code -Dbackscroll.tck.seed=N} repeats the one a failure names.
 */
abstract class ArrivalRules extends PeopleRules {

    private Worker worker(String account) throws Exception {
        return Worker.on(store, Worker.key(AccountId.of(account), "source"), "job " + account);
    }

    @Test
    void theOrderOfArrivalDoesNotMatterNorWhatComesTwice() throws Exception {
        long seed = Long.getLong("backscroll.tck.seed", new Random().nextLong());
        for (int i = 0; i < histories(); i++) {
            long drawn = seed + i;
            AccountId one = AccountId.of("calm" + i);
            AccountId other = AccountId.of("rough" + i);
            worker(one.value()).apply(RandomHistory.of(one, drawn));
            Worker rough = worker(other.value());
            for (List<Entry> chunk :
                    RandomHistory.disturbed(RandomHistory.of(other, drawn), drawn)) {
                rough.apply(chunk);
            }
            assertThat(Dump.of(store, other))
                    .as(
                            "the same history in another order; repeat it with -Dbackscroll.tck.seed=%d: %s",
                            drawn, RandomHistory.of(one, drawn))
                    .isEqualTo(Dump.of(store, one));
        }
    }

    /** Not random: the pairs whose order decides, where it does. */
    @Test
    void anyTwoEntriesMayChangePlaces() throws Exception {
        List<Entry> entries =
                List.of(
                        Said.text("a", 1, "sent"),
                        Said.edit("a", 5, "five"),
                        Said.edit("a", 5, "also five"),
                        Said.edit("a", 4, "zz four"),
                        Said.revoked("a", Said.BEN, false, 9),
                        Said.reacted("a", Said.BEN, "x", 5),
                        Said.reacted("a", Said.BEN, "", 5),
                        Said.reacted("a", Said.BEN, "y", 4),
                        Said.told(
                                Said.draft(Said.GROUP, Said.ANA, "a", 2)
                                        .text("later")
                                        .order(3)
                                        .quotedId("q")),
                        Said.snapshot(Said.GROUP, Said.asOf(1)).name("A").unreadCount(2).build(),
                        Said.snapshot(Said.GROUP, Said.asOf(1)).name("B").unreadCount(1).build(),
                        new Entry.Name(Said.ANA, "Ana", Said.asOf(1)),
                        new Entry.Name(Said.ANA, "Anna", Said.asOf(1)));
        worker.apply(entries);
        String expected = Dump.of(store, Said.ACCOUNT);
        for (int i = 0; i < entries.size(); i++) {
            for (int j = i + 1; j < entries.size(); j++) {
                close(store);
                openStore();
                List<Entry> swapped = new java.util.ArrayList<>(entries);
                java.util.Collections.swap(swapped, i, j);
                for (Entry entry : swapped) {
                    worker.apply(entry);
                }
                assertThat(Dump.of(store, Said.ACCOUNT))
                        .as("%s and %s changed places", entries.get(i), entries.get(j))
                        .isEqualTo(expected);
            }
        }
    }
}
