package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageQuery;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreCheck.Finding;

/**
 * Of a talk that was synced in part and exported in part, each message is listed once, whatever is
 * said again and again within a minute, and in whatever order it comes.
 */
class ExportedAndSyncedTest {
    private static final Jid GROUP = group("g");
    private static final Jid BOB = jid("4916");
    private static final Jid BOB_BY_NAME = Jid.of("bob-1@whatsapp-export");
    private static final List<String> TEXTS = List.of("ok", "Yes, at eight", "👍", "");

    /** What was really said; who: 0 the owner, 1 Ann, whose number the phone shows, 2 Bob. */
    private record Line(int number, int who, long second, String text) {
        long minute() {
            return second / 60;
        }

        private Author author(boolean exported) {
            return who == 0
                    ? Author.ME
                    : who == 1 ? Author.of(jid("4915")) : Author.of(exported ? BOB_BY_NAME : BOB);
        }

        Entry synced() {
            return entry(message(GROUP, author(false), "s" + number, second));
        }

        Entry exported() {
            Message.Builder message =
                    message(GROUP, author(true), "x" + number, minute() * 60)
                            .precision(Duration.ofMinutes(1))
                            .order(number);
            return entry(who == 2 ? message.senderName("Bob") : message);
        }

        private Entry entry(Message.Builder message) {
            return new Entry.MessageEntry(
                    text.isEmpty() ? message.deleted(true).build() : message.text(text).build());
        }

        /** As it is to be read, to the minute. */
        String shown() {
            return minute() + " " + List.of("me", "4915", "Bob").get(who) + " " + text;
        }
    }

    private static List<Line> talk(Random random) {
        List<Line> lines = new ArrayList<>();
        long second = 0;
        for (int i = 0; i < 60; i++) {
            second += random.nextInt(20);
            lines.add(
                    new Line(
                            i, random.nextInt(3), second, TEXTS.get(random.nextInt(TEXTS.size()))));
        }
        return lines;
    }

    private static String shown(Message message) {
        String who =
                message.fromMe()
                        ? "me"
                        : message.senderName().orElseGet(() -> message.sender().get().user());
        return message.timestamp().minusMillis(Fixture.T0.toEpochMilli()).getEpochSecond() / 60
                + " "
                + who
                + " "
                + message.text().orElse("");
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void eachMessageIsListedOnce(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int syncedFrom,
            @ForAll @IntRange(max = 60) int syncedTo,
            @ForAll @IntRange(max = 10) int exportedFrom,
            @ForAll @IntRange(max = 10) int exportedTo)
            throws Exception {
        Random random = new Random(seed);
        List<Entry> entries = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        entries.add(new Entry.Name(BOB, "Bob", asOf(9999)));
        for (Line line : talk(random)) {
            boolean synced = line.number() >= syncedFrom && line.number() < syncedTo;
            // Nobody exports a part of a minute.
            boolean exported = line.minute() >= exportedFrom && line.minute() < exportedTo;
            if (synced) {
                entries.add(line.synced());
            }
            if (exported) {
                entries.add(line.exported());
            }
            if (synced || exported) {
                expected.add(line.shown());
            }
        }
        try (Memory memory = new Memory();
                Fixture on = Fixture.still(memory.folder)) {
            for (List<Entry> chunk : OrderOfArrivalTest.disturbed(entries, random)) {
                on.apply(chunk);
            }
            assertThat(on.messages(GROUP))
                    .extracting(ExportedAndSyncedTest::shown)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(on.store.check()).allMatch(Finding::ok);
            long hidden =
                    on
                            .store
                            .messages(ACCOUNT, MessageQuery.oldest(GROUP, 1000).withDuplicates())
                            .items()
                            .stream()
                            .filter(m -> m.duplicateOf().isPresent())
                            .count();
            assertThat(hidden)
                    .as("nothing is dropped")
                    .isEqualTo(entries.size() - 1 - expected.size());
        }
    }
}
