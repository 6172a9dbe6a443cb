package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.asOf;
import static org.backscroll.store.sqlite.Fixture.group;
import static org.backscroll.store.sqlite.Fixture.jid;
import static org.backscroll.store.sqlite.Fixture.message;
import static org.backscroll.store.sqlite.Fixture.snapshot;
import static org.backscroll.store.sqlite.Fixture.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.SyncCounts;
import org.backscroll.api.source.End;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.HistoryChunk;
import org.backscroll.formats.NdjsonExport;
import org.backscroll.formats.NdjsonImport;

/** An export that is imported into an empty store gives the same export, whatever the history. */
class RoundTripTest {
    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void whatIsImportedIsExportedAsItWas(
            @ForAll("histories") List<Entry> history, @ForAll("news") List<Entry> later)
            throws Exception {
        try (Memory memory = new Memory();
                Fixture one = Fixture.open(memory.folder.resolve("one"));
                Fixture other = Fixture.open(memory.folder.resolve("other"))) {
            one.apply(history);
            String export = export(one);

            load(other, export);
            assertThat(export(other)).isEqualTo(export);

            SyncCounts again = load(other, export);
            assertThat(again.newMessages() + again.changedMessages()).isZero();
            assertThat(export(other)).isEqualTo(export);
            load(one, export);
            assertThat(export(one)).isEqualTo(export);
            // Not all that waits for its message is exported; but people are known as well as
            // before.
            one.apply(later);
            other.apply(later);
            assertThat(people(other)).isEqualTo(people(one));
        }
    }

    @Provide
    Arbitrary<List<Entry>> histories() {
        return Combinators.combine(
                        entry().list().ofMinSize(1).ofMaxSize(40), link().list().ofMaxSize(3))
                .as(
                        (entries, links) -> {
                            List<Entry> all = new ArrayList<>(entries);
                            all.addAll(links);
                            return all;
                        });
    }

    /** Links, and for everybody a name newer than all others. */
    @Provide
    Arbitrary<List<Entry>> news() {
        return link().list()
                .ofMaxSize(2)
                .map(
                        links -> {
                            List<Entry> all = new ArrayList<>(links);
                            for (Jid person : Histories.PEOPLE) {
                                all.add(new Entry.Name(person, "New " + person, asOf(1000)));
                            }
                            return all;
                        });
    }

    private static Arbitrary<Entry> entry() {
        return Arbitraries.randomValue(Random::nextLong)
                .map(seed -> Histories.entry(ACCOUNT, seed));
    }

    private static Arbitrary<Entry> link() {
        return Combinators.combine(
                        Arbitraries.of(Histories.PEOPLE), Arbitraries.of(Histories.PEOPLE))
                .as(Entry.Link::new);
    }

    @Example
    void whatIsNewerThanTheImportIsNotTouchedByIt() throws Exception {
        Jid ann = jid("ann");
        Author she = Author.of(ann);
        try (Memory memory = new Memory();
                Fixture old = Fixture.open(memory.folder.resolve("old"));
                Fixture now = Fixture.open(memory.folder.resolve("now"))) {
            old.apply(
                    text(ann, she, "1", 10, "as sent"),
                    text(ann, she, "2", 20, "kept"),
                    new Entry.MessageEntry(
                            message(ann, Author.ME, "3", 90).senderName("Me once").build()),
                    snapshot(ann, asOf(900), "Old", 7),
                    new Entry.Name(ann, "Annie", asOf(5)));
            now.apply(
                    new Entry.MessageEntry(
                            message(ann, she, "1", 10)
                                    .text("edited")
                                    .editedAt(Fixture.at(30))
                                    .build()),
                    text(ann, she, "4", 40, "new"),
                    new Entry.OwnName("Me now", asOf(100)),
                    snapshot(ann, new org.backscroll.api.source.AsOf(Fixture.at(1), 0), "Ann", 1),
                    new Entry.Name(ann, "Ann B.", asOf(6)),
                    text(group("g"), she, "5", 50, "elsewhere"));

            load(now, export(old));

            assertThat(now.messages(ann).stream().map(Message::id))
                    .containsExactly("1", "2", "4", "3");
            assertThat(now.message(ann, "1").text()).contains("edited");
            assertThat(now.message(ann, "1").senderName()).contains("Ann B.");
            assertThat(now.message(ann, "3").senderName()).contains("Me now");
            assertThat(now.messages(group("g"))).hasSize(1);
            var chat = now.store.conversation(ACCOUNT, ann).orElseThrow().conversation();
            assertThat(chat.name()).contains("Ann");
            assertThat(chat.unreadCount()).isEqualTo(1);
        }
    }

    private static String export(Fixture on) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NdjsonExport.write(on.store, ACCOUNT, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> people(Fixture on) throws Exception {
        return export(on)
                .lines()
                .filter(line -> line.matches("\\{\"kind\":\"(identity|own_name|name)\".*"))
                .toList();
    }

    private static SyncCounts load(Fixture on, String export) throws Exception {
        SyncCounts before = on.job.counts();
        try (NdjsonImport reader =
                NdjsonImport.open(
                        new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)),
                        "export",
                        0,
                        Optional.empty())) {
            HistoryChunk chunk;
            do {
                chunk = reader.next(5);
                assertThat(chunk.rejected()).isEmpty();
                on.apply(chunk.entries());
            } while (chunk.end() == End.MORE);
            assertThat(reader.unknown()).isZero();
        }
        SyncCounts after = on.job.counts();
        return new SyncCounts(
                after.messages() - before.messages(),
                after.newMessages() - before.newMessages(),
                after.changedMessages() - before.changedMessages(),
                0,
                0,
                0);
    }
}
