package org.backscroll.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backscroll.store.sqlite.Fixture.ACCOUNT;
import static org.backscroll.store.sqlite.Fixture.at;
import static org.backscroll.store.sqlite.Fixture.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.SearchQuery;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.StoreCheck.Finding;
import org.backscroll.api.store.StoreException;

/** Any permutation, duplication and chunking of the same entries gives the same store. */
class OrderOfArrivalTest {
    private static final List<Jid> PEOPLE =
            List.of(
                    Fixture.jid("1"),
                    Fixture.jid("2"),
                    Fixture.lid("a"),
                    Fixture.lid("b"),
                    Jid.of("c@elsewhere.example"));
    private static final List<Jid> CHATS =
            Stream.concat(PEOPLE.stream(), Stream.of(Fixture.group("g"))).toList();
    private static final List<String> IDS = List.of("x", "y", "3A94DAD93B0A8A1B3CE8");
    private static final List<String> WORDS = List.of("apple", "pear", "plum", "Äpfel é");

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void theOrderOfArrivalDoesNotMatter(@ForAll("histories") List<Entry> history, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        String plain = stored(List.of(history), random);
        assertThat(stored(disturbed(history, random), random)).isEqualTo(plain);
    }

    @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
    void withLinksBetweenAddressesItDoesNotMatterEither(
            @ForAll("linkedHistories") List<Entry> history, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        String plain = stored(List.of(history), random);
        assertThat(stored(disturbed(history, random), random)).isEqualTo(plain);
    }

    private static List<List<Entry>> disturbed(List<Entry> history, Random random) {
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

    /** How far the index that follows behind has come at any time does not matter either. */
    private static String stored(List<List<Entry>> chunks, Random random) throws Exception {
        Path folder = Files.createTempDirectory(memory(), "backscroll");
        try (Fixture on = Fixture.still(folder)) {
            for (List<Entry> chunk : chunks) {
                on.apply(chunk);
                if (random.nextInt(3) == 0) {
                    on.store.catchUp();
                }
            }
            String found = found(on);
            on.store.catchUp();
            assertThat(found(on)).isEqualTo(found);
            assertThat(on.store.check()).allMatch(Finding::ok);
            return Fixture.dump(on.store, ACCOUNT) + found;
        } finally {
            delete(folder);
        }
    }

    private static String found(Fixture on) throws StoreException {
        StringBuilder out = new StringBuilder();
        for (String words : List.of("apple", "pear", "apfel", "ppl", "ear OR pfe", "pl -plum")) {
            on.store.search(ACCOUNT, SearchQuery.of(words, 100)).hits().stream()
                    .map(hit -> hit.snippet() + " " + hit.message().key() + "\n")
                    .sorted()
                    .forEach(out.append(words).append('\n')::append);
        }
        return out.toString();
    }

    /** Where there is a file system in memory, a thousand databases are quicker there. */
    private static Path memory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<List<Entry>> histories() {
        return entry().list().ofMinSize(1).ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Entry>> linkedHistories() {
        Arbitrary<Entry> link =
                Combinators.combine(Arbitraries.of(PEOPLE), Arbitraries.of(PEOPLE))
                        .as(Entry.Link::new);
        return Combinators.combine(
                        entry().list().ofMinSize(1).ofMaxSize(40),
                        link.list().ofMinSize(1).ofMaxSize(3))
                .as((entries, links) -> Stream.concat(entries.stream(), links.stream()).toList());
    }

    private static Arbitrary<Entry> entry() {
        return Arbitraries.randomValue(Random::nextLong).map(seed -> entry(new Random(seed)));
    }

    /** Few people, ids and times, so that entries meet. */
    private static Entry entry(Random random) {
        // Half of all is about one message: rules for what is equally new are only seen there.
        boolean same = random.nextBoolean();
        Jid chat = same ? CHATS.get(CHATS.size() - 1) : pick(random, CHATS);
        Author author = same ? Author.of(PEOPLE.get(0)) : author(random);
        String id = same ? IDS.get(0) : pick(random, IDS);
        Instant time = at(random.nextInt(2));
        AsOf asOf = new AsOf(time, random.nextInt(2));
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4, 5 -> new Entry.MessageEntry(message(random, chat, author, id));
            case 6 ->
                    new Entry.Edit(
                            key(chat, author, id),
                            pick(random, WORDS),
                            maybe(random, pick(random, IDS)),
                            time);
            case 7 ->
                    new Entry.Revocation(
                            key(chat, author, id), author(random), random.nextInt(4) == 0, time);
            case 8 ->
                    new Entry.Reacted(
                            key(chat, author, id),
                            author(random),
                            pick(random, List.of("", "👍", "❤")),
                            time);
            case 9 -> new Entry.Receipt(key(chat, author, id), status(random));
            case 10, 11 -> snapshot(random, chat, asOf);
            case 12 -> new Entry.Name(pick(random, PEOPLE), pick(random, WORDS), asOf);
            default ->
                    new Entry.Membership(
                            chat,
                            pick(random, PEOPLE),
                            pick(random, List.of(Participant.Role.values())),
                            maybe(random, time),
                            asOf);
        };
    }

    private static Message message(Random random, Jid chat, Author author, String id) {
        Instant time =
                random.nextInt(8) == 0
                        ? Instant.ofEpochMilli(random.nextInt(3))
                        : at(random.nextInt(3));
        Message.Builder message =
                Message.builder(key(chat, author, id), time)
                        .type(
                                pick(
                                        random,
                                        List.of(
                                                MessageType.TEXT,
                                                MessageType.IMAGE,
                                                MessageType.UNKNOWN)))
                        .starred(random.nextInt(4) == 0)
                        .deleted(random.nextInt(8) == 0);
        maybe(random, pick(random, WORDS)).ifPresent(message::text);
        maybe(random, pick(random, WORDS)).ifPresent(message::senderName);
        maybe(random, pick(random, IDS)).ifPresent(message::quotedId);
        if (random.nextInt(6) == 0) {
            message.editedAt(at(random.nextInt(3)));
        }
        if (random.nextBoolean()) {
            message.order(random.nextInt(3) - 1);
        }
        if (random.nextBoolean()) {
            message.status(status(random));
        }
        if (random.nextInt(4) == 0) {
            message.reactions(List.of(new Reaction(author(random), "😀", at(random.nextInt(3)))));
        }
        if (random.nextInt(3) == 0) {
            Media.Builder media =
                    Media.builder().attribute("k" + random.nextInt(2), "v=&" + random.nextInt(3));
            maybe(random, "a/" + random.nextInt(2)).ifPresent(media::mimeType);
            message.media(media.size(random.nextInt(3)).build());
        }
        return message.build();
    }

    private static Entry snapshot(Random random, Jid chat, AsOf asOf) {
        return new Entry.ChatSnapshot(
                chat,
                asOf,
                maybe(random, pick(random, List.of("", "One", "Two"))),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(3)) : OptionalInt.empty(),
                maybe(random, random.nextBoolean()),
                maybe(random, random.nextBoolean()),
                maybe(random, pick(random, List.of(Instant.EPOCH, Instant.MAX, at(5)))),
                maybe(random, random.nextBoolean()),
                maybe(random, pick(random, WORDS)),
                maybe(random, at(random.nextInt(2))),
                maybe(random, pick(random, PEOPLE)));
    }

    private static Author author(Random random) {
        if (random.nextInt(3) == 0) {
            return Author.of(PEOPLE.get(0));
        }
        int which = random.nextInt(PEOPLE.size() + 2);
        if (which == PEOPLE.size()) {
            return Author.ME;
        }
        return which > PEOPLE.size() ? Author.UNKNOWN : Author.of(PEOPLE.get(which));
    }

    private static MessageStatus status(Random random) {
        return pick(random, List.of(MessageStatus.values()));
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
