package org.backscroll.store.sqlite;

import static org.backscroll.store.sqlite.Fixture.at;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Participant;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;

/**
 * Makes entries of few people, chats, ids and times, so that they meet. What is made depends on
 * account and seed alone; each text ends with the account's name, by which a search finds it.
 */
final class Histories {
    static final List<Jid> PEOPLE =
            List.of(
                    Fixture.jid("1"),
                    Fixture.jid("2"),
                    Fixture.lid("a"),
                    Fixture.lid("b"),
                    Jid.of("c@elsewhere.example"));
    static final List<Jid> CHATS =
            Stream.concat(PEOPLE.stream(), Stream.of(Fixture.group("g"))).toList();
    static final List<String> IDS = List.of("x", "y", "3A94DAD93B0A8A1B3CE8");

    /** Of messages that differ in little else, and in how exact their time is. */
    private static final Map<String, Duration> PLAIN =
            new TreeMap<>(
                    Map.of(
                            "c", Duration.ofMinutes(1),
                            "d", Duration.ofMinutes(1),
                            "e", Duration.ofSeconds(1),
                            "p", Duration.ZERO,
                            "q", Duration.ZERO));

    private static final List<Jid> PLAIN_CHATS =
            List.of(PEOPLE.get(0), CHATS.get(CHATS.size() - 1));
    private static final List<String> ALL_IDS =
            Stream.concat(IDS.stream(), PLAIN.keySet().stream()).toList();
    static final List<String> WORDS = List.of("apple", "pear", "plum", "Äpfel é");

    /** Outside the years 2000 to 2100, to both sides and on their edges. */
    private static final List<Instant> ABSURD =
            List.of(
                    Instant.ofEpochMilli(Long.MIN_VALUE),
                    Instant.ofEpochMilli(-1),
                    Instant.EPOCH,
                    Instant.ofEpochMilli(1),
                    Instant.parse("1999-12-31T23:59:59.999Z"),
                    Instant.parse("2101-01-01T00:00:00Z"),
                    Instant.ofEpochMilli(Long.MAX_VALUE));

    /** Within which are the times, some of them, and all of them. */
    private static final List<Duration> PRECISIONS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(1));

    private final AccountId account;
    private final Random random;

    private Histories(AccountId account, long seed) {
        this.account = account;
        random = new Random(seed);
    }

    /** Which ids messages of a chat mostly have. */
    static List<String> ids(Jid chat) {
        return PLAIN_CHATS.contains(chat) ? ALL_IDS : IDS;
    }

    static Entry entry(AccountId account, long seed) {
        return new Histories(account, seed).entry();
    }

    private Entry entry() {
        // Half of all is about one message: rules for what is equally new are only seen there.
        boolean same = random.nextBoolean();
        Jid chat = same ? CHATS.get(CHATS.size() - 1) : pick(CHATS);
        Author author = same ? Author.of(PEOPLE.get(0)) : author();
        // A few of those have the same author alone: what is told more and less exactly of one
        // message has an id for each.
        boolean sameId = same && random.nextInt(4) != 0;
        MessageKey key = new MessageKey(account, chat, author, sameId ? IDS.get(0) : pick(ALL_IDS));
        return switch (random.nextInt(18)) {
            case 0, 1, 2, 3, 4, 5 -> new Entry.MessageEntry(message(key));
            case 6 -> new Entry.Edit(key, text(), maybe(pick(IDS)), time());
            case 7 -> new Entry.Revocation(key, author(), random.nextInt(4) == 0, time());
            case 8 -> new Entry.Reacted(key, author(), pick(List.of("", "👍", "❤")), time());
            case 9 -> new Entry.Receipt(key, status());
            case 10, 11 -> snapshot(chat);
            case 12 ->
                    random.nextInt(4) == 0
                            ? new Entry.OwnName(pick(WORDS), asOf())
                            : new Entry.Name(pick(PEOPLE), pick(WORDS), asOf());
            case 14, 15, 16, 17 -> new Entry.MessageEntry(plain());
            default ->
                    new Entry.Membership(
                            chat,
                            pick(PEOPLE),
                            pick(List.of(Participant.Role.values())),
                            maybe(time()),
                            asOf());
        };
    }

    private Message message(MessageKey key) {
        Message.Builder message =
                Message.builder(key, time())
                        .type(
                                pick(
                                        List.of(
                                                MessageType.TEXT,
                                                MessageType.IMAGE,
                                                MessageType.UNKNOWN)))
                        .starred(random.nextInt(4) == 0)
                        .deleted(random.nextInt(8) == 0);
        maybe(text()).ifPresent(message::text);
        maybe(pick(WORDS)).ifPresent(message::senderName);
        maybe(pick(IDS)).ifPresent(message::quotedId);
        if (random.nextInt(6) == 0) {
            message.editedAt(time());
        }
        if (random.nextBoolean()) {
            message.order(pick(List.of(-1L, 0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE)));
        }
        if (random.nextBoolean()) {
            message.status(status());
        }
        if (random.nextInt(4) == 0) {
            message.reactions(List.of(new Reaction(author(), "😀", time())));
        }
        if (random.nextInt(3) == 0) {
            message.media(media());
        }
        if (random.nextInt(3) == 0) {
            message.precision(pick(PRECISIONS));
        }
        return message.build();
    }

    /** By one of two people, or of three addresses, with one of two texts. */
    private Message plain() {
        String id = pick(List.copyOf(PLAIN.keySet()));
        Author author =
                pick(List.of(Author.ME, Author.of(PEOPLE.get(0)), Author.of(PEOPLE.get(2))));
        Jid chat = pick(PLAIN_CHATS);
        return Message.builder(new MessageKey(account, chat, author, id), at(random.nextInt(3)))
                .precision(PLAIN.get(id))
                .text(WORDS.get(random.nextInt(2)) + " " + account)
                .build();
    }

    private Media media() {
        Media.Builder media = Media.builder();
        if (random.nextBoolean()) {
            media.attribute("k" + random.nextInt(2), "v=&" + random.nextInt(3));
        }
        maybe("a/" + random.nextInt(2)).ifPresent(media::mimeType);
        maybe("f" + random.nextInt(2)).ifPresent(media::fileName);
        maybe(random.nextInt(3)).ifPresent(media::size);
        maybe(Duration.ofMillis(random.nextInt(3))).ifPresent(media::duration);
        return media.build();
    }

    private Entry snapshot(Jid chat) {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, asOf());
        maybe(pick(List.of("", "One", "Two"))).ifPresent(snapshot::name);
        maybe(random.nextInt(3)).ifPresent(snapshot::unreadCount);
        maybe(random.nextBoolean()).ifPresent(snapshot::archived);
        maybe(random.nextBoolean()).ifPresent(snapshot::markedUnread);
        maybe(pick(List.of(Instant.EPOCH, Instant.MAX, at(5)))).ifPresent(snapshot::mutedUntil);
        maybe(random.nextBoolean()).ifPresent(snapshot::pinned);
        maybe(pick(WORDS)).ifPresent(snapshot::description);
        maybe(at(random.nextInt(2))).ifPresent(snapshot::created);
        maybe(pick(PEOPLE)).ifPresent(snapshot::createdBy);
        maybe(random.nextBoolean()).ifPresent(snapshot::readOnly);
        maybe(Duration.ofDays(random.nextInt(3))).ifPresent(snapshot::disappearingTimer);
        return snapshot.build();
    }

    private String text() {
        return pick(WORDS) + " " + account;
    }

    private Instant time() {
        return random.nextInt(8) == 0 ? pick(ABSURD) : at(random.nextInt(3));
    }

    private AsOf asOf() {
        return random.nextInt(8) == 0 ? AsOf.UNKNOWN : new AsOf(time(), random.nextInt(2));
    }

    private Author author() {
        if (random.nextInt(3) == 0) {
            return Author.of(PEOPLE.get(0));
        }
        int which = random.nextInt(PEOPLE.size() + 2);
        if (which == PEOPLE.size()) {
            return Author.ME;
        }
        return which > PEOPLE.size() ? Author.UNKNOWN : Author.of(PEOPLE.get(which));
    }

    private MessageStatus status() {
        return pick(List.of(MessageStatus.values()));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
