package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.backscroll.api.Message;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.Retention.RetentionRule;
import org.backscroll.api.store.Retention.RetentionRule.Newest;
import org.backscroll.api.store.Retention.RetentionRule.OlderThan;

/** Whatever comes again after a pruning, and in whatever order, changes nothing. */
class RetentionOrderTest {
    /** Of three messages one goes. */
    private static final RetentionRule OLDER = new OlderThan(at(1));

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void whatIsOldIsAsIfItHadBeenPrunedAtTheEnd(
            @ForAll("histories") List<Entry> history, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        int known = random.nextInt(history.size() + 1);
        List<List<Entry>> again = OrderOfArrivalTest.disturbed(history, random);
        assertThat(stored(history.subList(0, known), OLDER, again))
                .isEqualTo(stored(history, OLDER, List.of()));
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void whatHasEnoughNewerOnesDoesNotComeBack(
            @ForAll("histories") List<Entry> history, @ForAll long seed) throws Exception {
        List<List<Entry>> again = OrderOfArrivalTest.disturbed(history, new Random(seed));
        RetentionRule one = new Newest(1);
        assertThat(stored(history, one, again)).isEqualTo(stored(history, one, List.of()));
    }

    private static String stored(List<Entry> first, RetentionRule rule, List<List<Entry>> then)
            throws Exception {
        try (Memory memory = new Memory();
                Fixture on = Fixture.open(memory.folder)) {
            // The account is to be known, or there is nothing that could have a floor.
            on.apply(new Entry.Name(Fixture.jid("1"), "One", Fixture.asOf(100)));
            on.apply(first);
            on.store.retention().prune(ACCOUNT, Optional.empty(), rule);
            for (List<Entry> chunk : then) {
                on.apply(chunk);
            }
            assertThat(on.store.check()).allMatch(f -> f.ok());
            return Fixture.dump(on.store, ACCOUNT);
        }
    }

    @Provide
    Arbitrary<List<Entry>> histories() {
        Arbitrary<Entry> entry =
                Arbitraries.randomValue(Random::nextLong)
                        .map(seed -> timely(Histories.entry(ACCOUNT, seed)));
        Arbitrary<Entry> link =
                Combinators.combine(
                                Arbitraries.of(Histories.PEOPLE), Arbitraries.of(Histories.PEOPLE))
                        .as(Entry.Link::new);
        return Combinators.combine(
                        entry.list().ofMinSize(1).ofMaxSize(40),
                        link.list().ofMinSize(1).ofMaxSize(3))
                .as((entries, links) -> Stream.concat(entries.stream(), links.stream()).toList());
    }

    /** A message has one time, however often it comes, and what is done to it is done later. */
    private static Entry timely(Entry entry) {
        if (entry instanceof Entry.MessageEntry message) {
            return new Entry.MessageEntry(timely(message.message()));
        } else if (entry instanceof Entry.Edit edit) {
            return new Entry.Edit(
                    edit.target(), edit.text(), edit.quotedId(), edit.at().plusSeconds(10));
        } else if (entry instanceof Entry.Revocation r) {
            return new Entry.Revocation(r.target(), r.by(), r.vouched(), r.at().plusSeconds(10));
        } else if (entry instanceof Entry.Reacted r) {
            return new Entry.Reacted(r.target(), r.by(), r.emoji(), r.at().plusSeconds(10));
        }
        return entry;
    }

    private static Message timely(Message message) {
        int time = List.of("x", "y").indexOf(message.id()) + 1;
        Message.Builder timely =
                Message.builder(message.key(), at(time))
                        .type(message.type())
                        .precision(message.precision())
                        .deleted(message.deleted())
                        .reactions(message.reactions());
        message.senderName().ifPresent(timely::senderName);
        message.text().ifPresent(timely::text);
        message.quotedId().ifPresent(timely::quotedId);
        message.editedAt().ifPresent(timely::editedAt);
        message.status().ifPresent(timely::status);
        message.media().ifPresent(timely::media);
        return timely.build();
    }
}
