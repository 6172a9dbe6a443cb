package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.backscroll.api.AccountId;
import org.backscroll.api.Jid;
import org.backscroll.api.Participant;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.source.Kind;
import org.backscroll.api.source.Rejected;

/**
 * Reads one chunk file as a sequence of pieces that is the same at every reading, so that a piece's
 * number is a place to go on from.
 */
final class UnitReader implements Pieces {
    private final Unit unit;
    private final UnitHeader header;
    private final String lane;
    private final boolean messages;
    private final RecordDecoder records;
    private final Inflated in;
    private final Frames frames;
    private final Queue<Piece> pieces = new ArrayDeque<>();
    private long told; // pieces so far
    private Checkpoint begun = Checkpoint.START;

    /**
     * @param messages whether the messages of conversations are decoded, or passed over
     */
    UnitReader(
            Unit unit,
            UnitHeader header,
            String lane,
            AccountId account,
            Limits limits,
            boolean messages)
            throws IOException {
        this.unit = unit;
        this.header = header;
        this.lane = lane;
        this.messages = messages;
        this.records = new RecordDecoder(account);
        this.in = Inflated.open(unit, limits.inflated());
        this.frames = new Frames(in, limits.record(), new Teller());
    }

    @Override
    public void startAt(Checkpoint checkpoint) throws IOException {
        frames.startAt(checkpoint.offset(), checkpoint.conversations());
        told = checkpoint.pieces();
        begun = checkpoint;
    }

    @Override
    public Checkpoint checkpoint() {
        return begun;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        while (pieces.isEmpty()) {
            if (!frames.step()) {
                return Optional.empty();
            }
        }
        return Optional.of(pieces.remove());
    }

    @Override
    public double fraction() {
        return unit.size() == 0 ? 1 : Math.min(1, (double) in.consumed() / unit.size());
    }

    @Override
    public boolean cutOff() {
        return in.damage().isPresent();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Turns what the frames hold into pieces. */
    private final class Teller implements Frames.Sink {
        private ChatState chat = new ChatState(header.order());

        @Override
        public void number(int field, long value) {
            // the type and the order are known from the header
        }

        @Override
        public boolean decodes(int field) {
            return switch (field) {
                case Schema.STATUSES,
                        Schema.PUSH_NAMES,
                        Schema.PAST_PARTICIPANTS,
                        Schema.CALLS,
                        Schema.MAPPINGS,
                        Schema.INLINE_CONTACTS ->
                        true;
                default -> false;
            };
        }

        @Override
        public void message(int field, byte[] array, int offset, int length) throws IOException {
            switch (field) {
                case Schema.STATUSES ->
                        tell(
                                records.webMessage(array, offset, length, Jids.STATUS),
                                Kind.STATUSES,
                                length);
                case Schema.PUSH_NAMES -> Fields.decode(array, offset, length, this::pushName);
                case Schema.PAST_PARTICIPANTS ->
                        Fields.decode(array, offset, length, this::pastParticipants);
                case Schema.CALLS -> tell(records.call(array, offset, length), callKind(), length);
                case Schema.INLINE_CONTACTS ->
                        Fields.decode(array, offset, length, this::inlineContact);
                default -> Fields.decode(array, offset, length, this::mapping);
            }
        }

        @Override
        public boolean conversation() {
            chat = new ChatState(header.order());
            if (frames.conversationOffset() > begun.offset()) {
                begun =
                        new Checkpoint(
                                frames.conversationOffset(), told, frames.conversationsBefore());
            }
            return true;
        }

        @Override
        public void attribute(int field, long value) throws IOException {
            chat.number(field, value);
        }

        @Override
        public void attribute(int field, byte[] array, int offset, int length) throws IOException {
            chat.text(field, array, offset, length);
        }

        @Override
        public void record(byte[] array, int offset, int length) throws IOException {
            if (!messages) {
                return;
            }
            RecordDecoder.Decoded decoded =
                    records.historySyncMsg(array, offset, length, chat.id());
            chat.saw(decoded.sent());
            tell(decoded, Kind.MESSAGES, length);
        }

        @Override
        public void conversationEnd(boolean whole) {
            if (!whole) {
                chat.damage();
            } else {
                chat.snapshot().ifPresent(entry -> tell(entry, Kind.CONVERSATIONS, chat.id()));
            }
            chat.memberships().forEach(entry -> tell(entry, Kind.PARTICIPANTS, chat.id()));
            chat.links().forEach(entry -> tell(entry, Kind.IDENTITIES, Optional.empty()));
            add(new Piece.Ended(chat.id(), chat.covered(lane), chat.transfer()));
        }

        @Override
        public void damaged(String position, String reason, byte[] raw) {
            chat.damage();
            Rejected rejected = new Rejected(unit.name(), position, reason, raw);
            add(new Piece.Bad(rejected, 256 + raw.length));
        }

        private void add(Piece piece) {
            pieces.add(piece);
            told++;
        }

        private void tell(RecordDecoder.Decoded decoded, Kind kind, int length) {
            int size = length;
            for (Entry entry : decoded.entries()) {
                add(
                        new Piece.Told(
                                entry,
                                kind,
                                Optional.of(decoded.chat()),
                                Optional.of(decoded.sent()),
                                128 + size));
                size = 0; // the record is counted once
            }
        }

        private void tell(Entry entry, Kind kind, Optional<Jid> about) {
            add(new Piece.Told(entry, kind, about, Optional.empty(), 256));
        }

        private Void pushName(Fields fields) throws IOException {
            Optional<Jid> jid = Optional.empty();
            String name = "";
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> jid = Jids.optional(fields.string());
                    case 2 -> name = fields.string();
                    default -> fields.skip();
                }
            }
            Jid whose = jid.orElseThrow(() -> new MalformedException("a name belongs to nobody"));
            if (!name.isBlank() && !name.equals("-")) {
                tell(new Entry.Name(whose, name, AsOf.UNKNOWN), Kind.NAMES, Optional.empty());
            }
            return null;
        }

        private Void mapping(Fields fields) throws IOException {
            Optional<Jid> phone = Optional.empty();
            Optional<Jid> alias = Optional.empty();
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> phone = Jids.optional(fields.string());
                    case 2 -> alias = Jids.optional(fields.string());
                    default -> fields.skip();
                }
            }
            Links.of(phone, alias)
                    .ifPresent(entry -> tell(entry, Kind.IDENTITIES, Optional.empty()));
            return null;
        }

        /** Where chats are read a call belongs to its chat. */
        private Kind callKind() {
            return lane.equals(Lanes.BACKGROUND) ? Kind.METADATA : Kind.MESSAGES;
        }

        private Void inlineContact(Fields fields) throws IOException {
            Optional<Jid> phone = Optional.empty();
            Optional<Jid> alias = Optional.empty();
            String name = "";
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> phone = Jids.optional(fields.string());
                    case 2 -> alias = Jids.optional(fields.string());
                    case 3 -> name = fields.string();
                    default -> fields.skip();
                }
            }
            Links.of(phone, alias)
                    .ifPresent(entry -> tell(entry, Kind.IDENTITIES, Optional.empty()));
            Optional<Jid> known = alias;
            Optional<Jid> whose = phone.or(() -> known);
            if (whose.isPresent() && !name.isBlank()) {
                tell(new Entry.Name(whose.get(), name, AsOf.UNKNOWN), Kind.NAMES, Optional.empty());
            }
            return null;
        }

        private Void pastParticipants(Fields fields) throws IOException {
            Optional<Jid> group = Optional.empty();
            List<Past> past = new ArrayList<>();
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> group = Jids.optional(fields.string());
                    case 2 -> {
                        Past who = fields.message(Past::decode);
                        if (past.size() < Capped.MEMBERS) {
                            past.add(who);
                        }
                    }
                    default -> fields.skip();
                }
            }
            Jid in = group.orElseThrow(() -> new MalformedException("a group has no address"));
            for (Past who : past) {
                AsOf asOf = who.at().map(at -> new AsOf(at, 0)).orElse(AsOf.UNKNOWN);
                Entry entry = new Entry.Membership(in, who.jid(), who.role(), who.at(), asOf);
                tell(entry, Kind.PARTICIPANTS, group);
            }
            return null;
        }
    }

    /** Somebody who is no longer in a group. */
    private record Past(Jid jid, Participant.Role role, Optional<Instant> at) {
        static Past decode(Fields fields) throws IOException {
            Optional<Jid> jid = Optional.empty();
            Participant.Role role = Participant.Role.LEFT;
            Optional<Instant> at = Optional.empty();
            while (fields.next()) {
                switch (fields.number()) {
                    case 1 -> jid = Jids.optional(fields.string());
                    case 2 ->
                            role =
                                    fields.number32() == 1
                                            ? Participant.Role.REMOVED
                                            : Participant.Role.LEFT;
                    case 3 -> {
                        long seconds = fields.number64();
                        at = seconds == 0 ? Optional.empty() : Optional.of(Times.seconds(seconds));
                    }
                    default -> fields.skip();
                }
            }
            Jid who = jid.orElseThrow(() -> new MalformedException("a member has no address"));
            return new Past(who, role, at);
        }
    }
}
