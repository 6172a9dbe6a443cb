package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;
import org.backscroll.api.Plausible;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Covered;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Mark;

/** What is known of the conversation being read; most of it comes after its messages. */
final class ChatState {
    /** As the wire numbers them; absent is none of them. */
    static final int MORE_ON_PHONE = 0;

    static final int NOTHING_OLDER = 1;

    static final int MORE_ON_PHONE_ON_DEMAND = 2;

    static final int OLDER_WITHOUT_ACCESS = 3;

    private static final int MAX_ADDRESSES = 16;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    private record Member(Jid jid, Participant.Role role) {}

    private final long chunkOrder;
    private Optional<Jid> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> displayName = Optional.empty();
    private OptionalInt unread = OptionalInt.empty();
    private Optional<Boolean> archived = Optional.empty();
    private Optional<Boolean> markedUnread = Optional.empty();
    private Optional<Instant> mutedUntil = Optional.empty();
    private Optional<Boolean> pinned = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<Instant> created = Optional.empty();
    private Optional<Jid> createdBy = Optional.empty();
    private Optional<Boolean> readOnly = Optional.empty();
    private Optional<Duration> disappearingTimer = Optional.empty();
    private Optional<Instant> time = Optional.empty();
    private final Set<Jid> others = new LinkedHashSet<>(); // addresses it has, had or will have
    private final List<Member> members = new ArrayList<>();
    private int transfer = -1;
    private boolean damaged;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;

    ChatState(long chunkOrder) {
        this.chunkOrder = chunkOrder;
    }

    Optional<Jid> id() {
        return id;
    }

    /** How the history before these messages ends; -1 when nothing is said. */
    int transfer() {
        return transfer;
    }

    /** Some of it could not be read, so nothing can be claimed to be complete. */
    void damage() {
        damaged = true;
    }

    void saw(Instant sent) {
        if (Plausible.is(sent)) {
            oldest = Math.min(oldest, sent.toEpochMilli());
            newest = Math.max(newest, sent.toEpochMilli());
        }
    }

    void number(int field, long value) throws MalformedException {
        switch (field) {
            case 6 ->
                    unread =
                            value >= 0 && value <= Integer.MAX_VALUE
                                    ? OptionalInt.of((int) value)
                                    : OptionalInt.empty();
            case 7 -> readOnly = Optional.of(flag(value));
            case 9 ->
                    disappearingTimer =
                            value >= 0 && value <= MAX_UINT32
                                    ? Optional.of(Duration.ofSeconds(value))
                                    : Optional.empty();
            case 11 -> transfer = value >= 0 && value <= 3 ? (int) value : -1;
            case 12 -> time = Optional.of(Times.either(value)).filter(Plausible::is);
            case 16 -> archived = Optional.of(flag(value));
            case 19 -> markedUnread = Optional.of(flag(value));
            case 24 -> pinned = Optional.of(value != 0);
            case 25 -> mutedUntil = Optional.of(value < 0 ? Instant.MAX : Times.either(value));
            case 31 -> created = Optional.of(Times.either(value)).filter(Plausible::is);
            case 1, 2, 3, 4, 13, 20, 32, 33, 38, 39, 42 ->
                    throw new MalformedException("field " + field + " has the wrong wire type");
            default -> {}
        }
    }

    void text(int field, byte[] array, int offset, int length) throws IOException {
        switch (field) {
            case 1 -> id = Jids.optional(string(array, offset, length));
            case 13 -> name = filled(string(array, offset, length));
            case 20 -> {
                Member member = Fields.decode(array, offset, length, ChatState::member);
                if (members.size() < Capped.MEMBERS) {
                    members.add(member);
                }
            }
            case 32 -> createdBy = Jids.optional(string(array, offset, length));
            case 33 -> description = filled(string(array, offset, length));
            case 38 -> displayName = filled(string(array, offset, length));
            case 3, 4, 39, 42 -> other(Jids.optional(string(array, offset, length)));
            case 6, 7, 9, 11, 12, 16, 19, 24, 25, 31 ->
                    throw new MalformedException("field " + field + " has the wrong wire type");
            default -> {}
        }
    }

    Optional<Entry> snapshot() {
        return id.map(this::snapshot);
    }

    private Entry snapshot(Jid chat) {
        Entry.ChatSnapshot.Builder snapshot = Entry.ChatSnapshot.builder(chat, asOf());
        name.or(() -> displayName).ifPresent(snapshot::name);
        unread.ifPresent(snapshot::unreadCount);
        archived.ifPresent(snapshot::archived);
        markedUnread.ifPresent(snapshot::markedUnread);
        mutedUntil.ifPresent(snapshot::mutedUntil);
        pinned.ifPresent(snapshot::pinned);
        description.ifPresent(snapshot::description);
        created.ifPresent(snapshot::created);
        createdBy.ifPresent(snapshot::createdBy);
        readOnly.ifPresent(snapshot::readOnly);
        disappearingTimer.ifPresent(snapshot::disappearingTimer);
        return snapshot.build();
    }

    List<Entry> memberships() {
        List<Entry> entries = new ArrayList<>(members.size());
        for (Member member : members) {
            id.ifPresent(
                    chat ->
                            entries.add(
                                    new Entry.Membership(
                                            chat,
                                            member.jid(),
                                            member.role(),
                                            Optional.empty(),
                                            asOf())));
        }
        return entries;
    }

    /** Which of the chat's addresses belong to one person. */
    List<Entry> links() {
        if (id.isEmpty() || !Jids.direct(id.get())) {
            return List.of();
        }
        Jid chat = id.get();
        List<Entry> links = new ArrayList<>();
        for (Jid other : others) {
            Optional<Jid> phone = Optional.of(Jids.lid(chat) ? other : chat);
            Optional<Jid> alias = Optional.of(Jids.lid(chat) ? chat : other);
            Links.of(phone, alias).ifPresent(links::add);
        }
        return links;
    }

    Optional<Covered> covered(String lane) {
        if (damaged || id.isEmpty() || oldest > newest) {
            return Optional.empty();
        }
        return Optional.of(
                new Covered(
                        lane,
                        id,
                        new Mark(oldest, ""),
                        new Mark(newest, ""),
                        false,
                        transfer == NOTHING_OLDER));
    }

    private void other(Optional<Jid> address) {
        if (others.size() < MAX_ADDRESSES) {
            address.ifPresent(others::add);
        }
    }

    private AsOf asOf() {
        return new AsOf(time.orElse(Instant.EPOCH), chunkOrder);
    }

    private static Member member(Fields fields) throws IOException {
        Optional<Jid> jid = Optional.empty();
        int rank = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> jid = Jids.optional(fields.string());
                case 2 -> rank = fields.number32();
                default -> fields.skip();
            }
        }
        Participant.Role role =
                switch (rank) {
                    case 1 -> Participant.Role.ADMIN;
                    case 2 -> Participant.Role.OWNER;
                    default -> Participant.Role.MEMBER;
                };
        return new Member(
                jid.orElseThrow(() -> new MalformedException("a member has no address")), role);
    }

    private static String string(byte[] array, int offset, int length) throws IOException {
        return Texts.utf8(array, offset, length);
    }

    private static Optional<String> filled(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static boolean flag(long value) throws MalformedException {
        if (value != 0 && value != 1) {
            throw new MalformedException("a flag is neither true nor false");
        }
        return value == 1;
    }
}
