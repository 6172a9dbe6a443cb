package org.backscroll.tck;

import static org.backscroll.tck.Said.at;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
 * Entries of so few people, chats, ids and times that they meet. What is made depends on the
 * account and the seed alone.
 */
final class RandomHistory {
    private static final List<Jid> PEOPLE =
            List.of(Said.ANA, Said.BEN, Said.ANA_TOO, Jid.of("88@lid"), Said.CLEO);
    private static final List<String> IDS = List.of("x", "y", "3A94DAD93B0A8A1B3CE8");
    private static final List<String> WORDS = List.of("", "apple", "pear", "\u00c4pfel");

    private final AccountId account;
    private final Random random;

    private RandomHistory(AccountId account, long seed) {
        this.account = account;
        random = new Random(seed);
    }

    static List<Entry> of(AccountId account, long seed) {
        RandomHistory history = new RandomHistory(account, seed);
        int links = Math.max(0, history.random.nextInt(5) - 1);
        int entries = 1 + history.random.nextInt(30);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < links; i++) {
            all.add(new Entry.Link(history.pick(PEOPLE), history.pick(PEOPLE)));
        }
        for (int i = 0; i < entries; i++) {
            all.add(history.entry());
        }
        return all;
    }

    /** The same in another order, some of it twice, in chunks of any size. */
    static List<List<Entry>> disturbed(List<Entry> history, long seed) {
        Random random = new Random(seed);
        List<Entry> all = new ArrayList<>(history);
        history.stream().filter(entry -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        List<List<Entry>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); ) {
            int end = Math.min(all.size(), i + 1 + random.nextInt(8));
            chunks.add(all.subList(i, end));
            i = end;
        }
        return chunks;
    }

    private Entry entry() {
        // Half of all is about one message: rules for what is equally new are only seen there.
        boolean same = random.nextBoolean();
        Jid chat = same || random.nextInt(6) == 0 ? Said.GROUP : pick(PEOPLE);
        Author author = same ? Author.of(Said.ANA) : author();
        MessageKey key = new MessageKey(account, chat, author, same ? "x" : pick(IDS));
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4, 5 -> new Entry.MessageEntry(message(key));
            case 6 -> new Entry.Edit(key, pick(WORDS), maybe(pick(IDS)), time());
            case 7 -> new Entry.Revocation(key, author(), random.nextInt(4) == 0, time());
            case 8 -> new Entry.Reacted(key, author(), pick(List.of("", "a", "b")), time());
            case 9 -> new Entry.Receipt(key, pick(List.of(MessageStatus.values())));
            case 10, 11 -> snapshot(chat);
            case 12 ->
                    random.nextInt(4) == 0
                            ? new Entry.OwnName(pick(IDS), asOf())
                            : new Entry.Name(pick(PEOPLE), pick(IDS), asOf());
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
        maybe(pick(WORDS)).ifPresent(message::text);
        maybe(pick(IDS)).ifPresent(message::senderName);
        maybe(pick(IDS)).ifPresent(message::quotedId);
        if (random.nextInt(6) == 0) {
            message.editedAt(time());
        }
        if (random.nextInt(6) == 0) {
            message.precision(Duration.ofSeconds(1 + 59 * random.nextInt(2)));
        }
        if (random.nextBoolean()) {
            message.order(pick(List.of(-1L, 0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE)));
        }
        if (random.nextBoolean()) {
            message.status(pick(List.of(MessageStatus.values())));
        }
        if (random.nextInt(4) == 0) {
            message.reactions(List.of(new Reaction(author(), "c", time())));
        }
        if (random.nextInt(3) == 0) {
            Media.Builder media =
                    Media.builder().attribute("k" + random.nextInt(2), "v" + random.nextInt(3));
            maybe("a/" + random.nextInt(2)).ifPresent(media::mimeType);
            maybe("f" + random.nextInt(2)).ifPresent(media::fileName);
            maybe(random.nextInt(3)).ifPresent(media::size);
            maybe(Duration.ofMillis(random.nextInt(3))).ifPresent(media::duration);
            message.media(media.build());
        }
        return message.build();
    }

    private Entry snapshot(Jid chat) {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, asOf());
        maybe(pick(WORDS)).ifPresent(snapshot::name);
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

    /** One of few, and now and then one that cannot be. */
    private Instant time() {
        return random.nextInt(8) == 0
                ? pick(
                        List.of(
                                Instant.ofEpochMilli(Long.MIN_VALUE),
                                Instant.EPOCH,
                                Instant.parse("2101-01-01T00:00:00Z")))
                : at(random.nextInt(3));
    }

    private AsOf asOf() {
        return random.nextInt(8) == 0 ? AsOf.UNKNOWN : new AsOf(time(), random.nextInt(2));
    }

    private Author author() {
        int which = random.nextInt(PEOPLE.size() + 4);
        if (which == PEOPLE.size()) {
            return Author.ME;
        }
        if (which == PEOPLE.size() + 1) {
            return Author.UNKNOWN;
        }
        return Author.of(PEOPLE.get(which < PEOPLE.size() ? which : 0));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
