package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.MessageStatus;

/** What a record tells of its message beside the message: votes, answers, receipts, marks. */
final class AddOns {
    private record Ballot(Key by, Poll.Vote vote) {}

    private record Reply(Key by, long at, int answer) {}

    private static final String[] ANSWERS = {"", "going", "not_going", "maybe"};

    private final List<Ballot> ballots = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final Map<String, String> marks = new TreeMap<>();
    private Optional<MessageStatus> received = Optional.empty();

    /** A PollUpdate: somebody's vote. */
    void vote(Fields fields) throws IOException {
        Key by = null;
        List<String> chosen = List.of();
        long sender = 0;
        long server = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> by = fields.message(Key::decode);
                case 2 -> chosen = fields.message(AddOns::options);
                case 3 -> sender = time(fields);
                case 4 -> server = time(fields);
                default -> fields.skip();
            }
        }
        if (by != null) {
            Capped.add(
                    ballots, new Ballot(by, new Poll.Vote(sender > 0 ? sender : server, chosen)));
        }
    }

    /** An EventResponse: whether somebody comes. */
    void reply(Fields fields) throws IOException {
        Key by = null;
        long at = 0;
        int answer = 0;
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> by = fields.message(Key::decode);
                case 2 -> at = time(fields);
                case 3 -> answer = fields.message(f -> f.onlyNumber(1));
                default -> fields.skip();
            }
        }
        if (by != null && answer > 0 && answer < ANSWERS.length) {
            Capped.add(replies, new Reply(by, at, answer));
        }
    }

    /** A UserReceipt: how far the message has come with somebody. */
    void receipt(Fields fields) throws IOException {
        MessageStatus status = null;
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> status = later(status, fields.number64(), MessageStatus.DELIVERED);
                case 3 -> status = later(status, fields.number64(), MessageStatus.READ);
                case 4 -> status = later(status, fields.number64(), MessageStatus.PLAYED);
                default -> fields.skip();
            }
        }
        MessageStatus seen = status;
        if (seen != null) {
            received =
                    Optional.of(received.filter(known -> known.compareTo(seen) > 0).orElse(seen));
        }
    }

    /** A KeepInChat or a PinInChat, whose first field says whether it is on. */
    void mark(Fields fields, String name) throws IOException {
        if (fields.onlyNumber(1) == 1) {
            marks.put(name, "true");
        }
    }

    /** How far the message has come; of a group's members no one speaks for the others. */
    Optional<MessageStatus> received(Jid chat) {
        return Jids.direct(chat) ? received : Optional.empty();
    }

    /** Everybody's last vote, by who it is. */
    Map<String, Poll.Vote> votes(Jid chat) {
        Map<String, Poll.Vote> votes = new TreeMap<>();
        for (Ballot ballot : ballots) {
            votes.merge(
                    who(ballot.by(), chat),
                    ballot.vote(),
                    (one, other) -> other.at() >= one.at() ? other : one);
        }
        return votes;
    }

    /** Marks and answers, as attributes. */
    Map<String, String> attributes(Jid chat) {
        Map<String, String> attributes = new TreeMap<>(marks);
        for (Reply reply : replies) {
            attributes.merge(
                    "answer_by_" + who(reply.by(), chat),
                    String.format(Locale.ROOT, "%013d %s", reply.at(), ANSWERS[reply.answer()]),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other);
        }
        return attributes;
    }

    /** A person in the letters of an attribute's name. */
    private static String who(Key key, Jid chat) {
        Author author = key.author(chat, Optional.empty());
        return author.fromMe()
                ? "me"
                : author.jid()
                        .map(jid -> jid.value().toLowerCase(Locale.ROOT).replaceAll("\\W", "_"))
                        .orElse("somebody");
    }

    private static List<String> options(Fields fields) throws IOException {
        List<String> options = new ArrayList<>();
        while (fields.next()) {
            if (fields.number() == 1) {
                Capped.add(options, HexFormat.of().formatHex(fields.bytes()));
            } else {
                fields.skip();
            }
        }
        return options;
    }

    private static long time(Fields fields) throws IOException {
        return Times.millis(fields.number64()).toEpochMilli();
    }

    private static MessageStatus later(MessageStatus known, long time, MessageStatus status) {
        boolean later = known == null || known.compareTo(status) < 0;
        return time != 0 && later ? status : known;
    }
}
