package org.example.backscroll.memory;

import org.backscroll.api.Media;
import org.backscroll.api.Message;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;
import org.backscroll.api.MessageType;
import org.backscroll.api.Plausible;
import org.backscroll.api.Reaction;
import org.backscroll.api.source.Entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that was told of one message. Each part is the greatest or the newest of what was told, so
 * the order of arrival does not matter.
 */
final class Merged {
    /** How authors compare: me, then strangers without an address, then by address. */
    static final Comparator<Author> AUTHORS =
            Comparator.comparing((Author a) -> !a.fromMe())
                    .thenComparing(a -> a.jid().map(Object::toString).orElse(""));

    /** The order of a chat. */
    static final Comparator<Message> ORDER =
            Comparator.comparing((Message m) -> Plausible.orEpoch(m.timestamp()))
                    .thenComparingLong(m -> m.order().orElse(0))
                    .thenComparing(m -> m.key().author(), AUTHORS)
                    .thenComparing(Message::id);

    private record Text(Instant at, String quotedId, String text) {}

    private static final Comparator<Text> TEXTS =
            Comparator.comparing(Text::at).thenComparing(Text::quotedId).thenComparing(Text::text);

    private static final Comparator<Reaction> REACTIONS =
            Comparator.comparing(Reaction::timestamp).thenComparing(Reaction::author, AUTHORS);

    private final People people;
    private final MessageKey key;
    private final List<Message> sent = new ArrayList<>();
    private final List<Text> edits = new ArrayList<>();
    private final Map<Author, Entry.Reacted> reactions = new TreeMap<>(AUTHORS);
    private Optional<MessageStatus> status = Optional.empty();
    private boolean deleted;

    Merged(People people, MessageKey key) {
        this.people = people;
        this.key = key;
    }

    void add(Entry entry) {
        if (entry instanceof Entry.MessageEntry told) {
            add(told.message());
        } else if (entry instanceof Entry.Edit edit) {
            edits.add(new Text(edit.at(), edit.quotedId().orElse(""), edit.text()));
        } else if (entry instanceof Entry.Revocation revocation) {
            deleted |= revocation.vouched() || people.of(revocation.by()).equals(key.author());
        } else if (entry instanceof Entry.Reacted reacted) {
            react(reacted);
        } else if (entry instanceof Entry.Receipt receipt) {
            come(receipt.status());
        }
    }

    private void add(Message message) {
        sent.add(message);
        deleted |= message.deleted();
        message.status().ifPresent(this::come);
        if (message.editedAt().isPresent() && message.text().isPresent()) {
            edits.add(
                    new Text(
                            message.editedAt().get(),
                            message.quotedId().orElse(""),
                            message.text().get()));
        }
        message.reactions()
                .forEach(r -> react(new Entry.Reacted(key, r.author(), r.emoji(), r.timestamp())));
    }

    private void come(MessageStatus further) {
        if (status.isEmpty() || further.compareTo(status.get()) > 0) {
            status = Optional.of(further);
        }
    }

    private void react(Entry.Reacted reacted) {
        Comparator<Entry.Reacted> newest =
                Comparator.comparing(Entry.Reacted::at).thenComparing(Entry.Reacted::emoji);
        reactions.merge(
                people.of(reacted.by()),
                reacted,
                (one, other) -> newest.compare(one, other) >= 0 ? one : other);
    }

    /** The message as it stands now; empty while nobody has told of it but of what befell it. */
    Optional<Message> message(Names names) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        Message.Builder message = Message.builder(key, timestamp());
        sent.stream()
                .map(Message::precision)
                .max(Comparator.naturalOrder())
                .ifPresent(message::precision);
        sent.stream().flatMapToLong(m -> m.order().stream()).max().ifPresent(message::order);
        message.type(type());
        greatest(m -> m.text().filter(text -> m.editedAt().isEmpty())).ifPresent(message::text);
        greatest(m -> m.quotedId().filter(id -> m.editedAt().isEmpty()))
                .or(() -> greatest(Message::quotedId))
                .ifPresent(message::quotedId);
        edits.stream()
                .max(TEXTS)
                .ifPresent(
                        edit -> {
                            message.text(edit.text()).editedAt(edit.at());
                            Optional.of(edit.quotedId())
                                    .filter(id -> !id.isEmpty())
                                    .ifPresent(message::quotedId);
                        });
        sent.stream()
                .flatMap(m -> m.editedAt().stream())
                .filter(at -> edits.stream().noneMatch(edit -> !edit.at().isBefore(at)))
                .max(Comparator.naturalOrder())
                .ifPresent(message::editedAt);
        message.deleted(deleted).starred(sent.stream().anyMatch(Message::starred));
        status.ifPresent(message::status);
        message.reactions(
                reactions.entrySet().stream()
                        .filter(told -> !told.getValue().emoji().isEmpty())
                        .map(
                                told ->
                                        new Reaction(
                                                told.getKey(),
                                                told.getValue().emoji(),
                                                told.getValue().at()))
                        .sorted(REACTIONS)
                        .toList());
        media().ifPresent(message::media);
        key.author().jid().flatMap(names::of).ifPresent(message::senderName);
        return Optional.of(message.build());
    }

    private Instant timestamp() {
        return sent.stream()
                .map(Message::timestamp)
                .max(Comparator.comparing(Plausible::is).thenComparing(t -> t))
                .orElseThrow();
    }

    private MessageType type() {
        return sent.stream()
                .map(Message::type)
                .max(
                        Comparator.comparing((MessageType t) -> !t.equals(MessageType.UNKNOWN))
                                .thenComparing(MessageType::name))
                .orElseThrow();
    }

    private <T extends Comparable<T>> Optional<T> greatest(
            java.util.function.Function<Message, Optional<T>> part) {
        return sent.stream().flatMap(m -> part.apply(m).stream()).max(Comparator.naturalOrder());
    }

    private Optional<Media> media() {
        List<Media> all = sent.stream().flatMap(m -> m.media().stream()).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Media.Builder media = Media.builder();
        Comparator<String> text = Comparator.naturalOrder();
        all.stream().flatMap(m -> m.mimeType().stream()).max(text).ifPresent(media::mimeType);
        all.stream().flatMap(m -> m.fileName().stream()).max(text).ifPresent(media::fileName);
        all.stream().flatMapToLong(m -> m.size().stream()).max().ifPresent(media::size);
        all.stream()
                .flatMap(m -> m.duration().stream())
                .max(Comparator.naturalOrder())
                .ifPresent(media::duration);
        Map<String, String> attributes = new TreeMap<>();
        all.forEach(
                m ->
                        m.attributes()
                                .forEach(
                                        (name, value) ->
                                                attributes.merge(
                                                        name,
                                                        value,
                                                        (a, b) -> a.compareTo(b) >= 0 ? a : b)));
        return Optional.of(media.attributes(attributes).build());
    }
}
