package org.example.backscroll.memory;

import org.backscroll.api.AccountId;
import org.backscroll.api.ChatCoverage;
import org.backscroll.api.Conversation;
import org.backscroll.api.ConversationInfo;
import org.backscroll.api.Jid;
import org.backscroll.api.Message;
import org.backscroll.api.Participant;
import org.backscroll.api.source.Entry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All that was told of one chat. */
final class Chat {
    private static final Comparator<Participant> MEMBERS =
            Comparator.comparing(Participant::role)
                    .thenComparing(p -> p.left().orElse(Instant.MIN));

    final Jid jid;
    final List<Message> messages = new ArrayList<>();
    private final Newest<String> name = new Newest<>(Comparator.naturalOrder());
    private final Newest<Integer> unread = new Newest<>(Comparator.naturalOrder());
    private final Newest<Boolean> archived = new Newest<>(Comparator.naturalOrder());
    private final Newest<Boolean> markedUnread = new Newest<>(Comparator.naturalOrder());
    private final Newest<Instant> mutedUntil = new Newest<>(Comparator.naturalOrder());
    private final Newest<Boolean> pinned = new Newest<>(Comparator.naturalOrder());
    private final Newest<String> description = new Newest<>(Comparator.naturalOrder());
    private final Newest<Instant> created = new Newest<>(Comparator.naturalOrder());
    private final Newest<Jid> createdBy = new Newest<>(Comparator.naturalOrder());
    private final Newest<Boolean> readOnly = new Newest<>(Comparator.naturalOrder());
    private final Newest<Duration> disappearingTimer = new Newest<>(Comparator.naturalOrder());
    private final Map<Jid, Newest<Participant>> members = new TreeMap<>();

    /** Whether it is listed: a chat of which only its members were told is not. */
    boolean listed;

    Chat(Jid jid) {
        this.jid = jid;
    }

    void add(Entry.ChatSnapshot told, People people) {
        listed = true;
        told.name().filter(n -> !n.isEmpty()).ifPresent(v -> name.offer(v, told.asOf()));
        told.unreadCount().ifPresent(v -> unread.offer(v, told.asOf()));
        told.archived().ifPresent(v -> archived.offer(v, told.asOf()));
        told.markedUnread().ifPresent(v -> markedUnread.offer(v, told.asOf()));
        told.mutedUntil().ifPresent(v -> mutedUntil.offer(v, told.asOf()));
        told.pinned().ifPresent(v -> pinned.offer(v, told.asOf()));
        told.description()
                .filter(d -> !d.isEmpty())
                .ifPresent(v -> description.offer(v, told.asOf()));
        told.created().ifPresent(v -> created.offer(v, told.asOf()));
        told.createdBy().map(people::of).ifPresent(v -> createdBy.offer(v, told.asOf()));
        told.readOnly().ifPresent(v -> readOnly.offer(v, told.asOf()));
        told.disappearingTimer().ifPresent(v -> disappearingTimer.offer(v, told.asOf()));
    }

    void add(Entry.Membership told, People people) {
        Jid who = people.of(told.jid());
        members.computeIfAbsent(who, j -> new Newest<>(MEMBERS))
                .offer(
                        new Participant(who, Optional.empty(), told.role(), told.left()),
                        told.asOf());
    }

    Conversation conversation(AccountId account, Names names) {
        Conversation.Builder chat =
                Conversation.builder(account, jid)
                        .unreadCount(unread.get().orElse(0))
                        .archived(archived.get().orElse(false))
                        .muted(mutedUntil.get().filter(t -> !t.equals(Instant.EPOCH)).isPresent())
                        .markedUnread(markedUnread.get().orElse(false))
                        .pinned(pinned.get().orElse(false))
                        .messageCount(messages.size());
        name.get().or(() -> names.of(jid)).ifPresent(chat::name);
        if (!messages.isEmpty()) {
            chat.lastMessage(messages.get(messages.size() - 1));
        }
        return chat.build();
    }

    ConversationInfo info(AccountId account, People people, Names names, ChatCoverage coverage) {
        ConversationInfo.Builder info =
                ConversationInfo.builder(conversation(account, names))
                        .participants(
                                members.values().stream()
                                        .map(member -> member.get().orElseThrow())
                                        .map(p -> named(p, names))
                                        .toList())
                        .aliases(people.aliases(jid))
                        .coverage(coverage);
        description.get().ifPresent(info::description);
        created.get().ifPresent(info::created);
        createdBy.get().ifPresent(info::createdBy);
        readOnly.get().ifPresent(info::readOnly);
        disappearingTimer.get().ifPresent(info::disappearingTimer);
        mutedUntil
                .get()
                .filter(t -> !t.equals(Instant.EPOCH) && !t.equals(Instant.MAX))
                .ifPresent(info::mutedUntil);
        return info.build();
    }

    private static Participant named(Participant p, Names names) {
        return new Participant(p.jid(), names.of(p.jid()), p.role(), p.left());
    }
}
