package org.backscroll.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Encodes what was said as a phone writes it. */
final class Records {
    private static final List<String> REACTIONS = List.of("👍", "❤️", "😂", "😮", "🙏", "👩🏽‍🚀");

    private final Chat chat;
    private final long seed;
    private final List<Talk.Said> said;

    Records(Chat chat, long seed) {
        this.chat = chat;
        this.seed = seed;
        this.said = Talk.of(chat, seed);
    }

    int size() {
        return said.size();
    }

    /** One message as a HistorySyncMsg. */
    byte[] record(int index) {
        Talk.Said one = said.get(index);
        Random random = new Random(seed * 31 + chat.number() * 1_000_033L + index);
        Proto message = new Proto().message(1, key(one));
        content(one, random).ifPresent(content -> message.message(2, content));
        message.number(3, one.at());
        if (one.speaker() < 0) {
            message.number(4, 2 + random.nextInt(4));
        }
        if (random.nextInt(60) == 0) {
            message.flag(17, true);
        }
        if (one.speaker() >= 0) {
            message.text(19, chat.people().get(one.speaker()).name());
        }
        stub(one, message);
        if (random.nextInt(11) == 0) {
            message.message(41, reaction(one, random));
        }
        return new Proto().message(1, message).number(2, index + 1L).encoded();
    }

    /** A record that no reader can make sense of, though its length is right. */
    byte[] bad(int number) {
        if (number % 3 == 0) { // no id
            Proto key = new Proto().text(1, chat.jid()).flag(2, true);
            return new Proto()
                    .message(1, new Proto().message(1, key).number(3, chat.last()))
                    .encoded();
        }
        byte[] good = record(number % size());
        if (number % 3 == 1) { // cut in its midst
            return java.util.Arrays.copyOf(good, good.length / 2);
        }
        byte[] text = "caf?".getBytes(StandardCharsets.US_ASCII); // not UTF-8
        text[3] = (byte) 0xe9;
        Proto message =
                new Proto()
                        .message(1, key(said.get(number % size())))
                        .message(2, new Proto().bytes(1, text))
                        .number(3, chat.last());
        return new Proto().message(1, message).encoded();
    }

    private Proto key(Talk.Said one) {
        Proto key = new Proto().text(1, chat.jid());
        key.flag(2, one.speaker() < 0).text(3, id(one.index()));
        if (chat.group() && one.speaker() >= 0) {
            key.text(4, address(one.speaker()));
        }
        return key;
    }

    private String id(int index) {
        long hash = (seed * 1_000_003 + chat.number()) * 1_000_033L + index;
        hash = (hash ^ hash >>> 31) * 0x9e3779b97f4a7c15L;
        return String.format(Locale.ROOT, "3A%016X%02X", hash, chat.number() & 0xff);
    }

    private String address(int speaker) {
        Person person = chat.people().get(speaker);
        return chat.number() % 10 == 3 ? person.lid().orElse(person.jid()) : person.jid();
    }

    private Optional<Proto> content(Talk.Said one, Random random) {
        String text = one.text();
        return switch (one.sort()) {
            case TEXT -> Optional.of(text(one));
            case IMAGE ->
                    Optional.of(new Proto().message(3, file("image/jpeg", 2, 3, text, random)));
            case VIDEO ->
                    Optional.of(new Proto().message(9, file("video/mp4", 2, 7, text, random)));
            case VOICE ->
                    Optional.of(
                            new Proto()
                                    .message(
                                            8,
                                            new Proto()
                                                    .text(2, "audio/ogg; codecs=opus")
                                                    .number(4, 20_000L + random.nextInt(90_000))
                                                    .number(5, 3L + random.nextInt(60))
                                                    .flag(6, true)));
            case DOCUMENT ->
                    Optional.of(
                            new Proto()
                                    .message(
                                            7,
                                            new Proto()
                                                    .text(2, "application/pdf")
                                                    .number(5, 90_000L + random.nextInt(900_000))
                                                    .text(8, text + ".pdf")));
            case STICKER -> Optional.of(new Proto().message(26, new Proto().text(5, "image/webp")));
            case LOCATION ->
                    Optional.of(
                            new Proto()
                                    .message(
                                            5,
                                            new Proto()
                                                    .real(1, 52 + random.nextInt(1000) / 1e3)
                                                    .real(2, 13 + random.nextInt(1000) / 1e3)
                                                    .text(3, text)));
            case CONTACT ->
                    Optional.of(
                            new Proto()
                                    .message(4, new Proto().text(1, chat.people().get(0).name())));
            case POLL -> Optional.of(new Proto().message(49, poll(text)));
            case GROUP_CREATED, MEMBER_ADDED, MISSED_CALL, REVOKED -> Optional.empty();
        };
    }

    private Proto text(Talk.Said one) {
        if (one.quoted() < 0) {
            return new Proto().text(1, one.text());
        }
        Talk.Said quoted = said.get(one.quoted());
        Proto context = new Proto().text(1, id(quoted.index()));
        if (quoted.speaker() >= 0) {
            context.text(2, address(quoted.speaker()));
        }
        return new Proto().message(6, new Proto().text(1, one.text()).message(17, context));
    }

    private static Proto file(String mime, int mimeField, int captionField, String text, Random r) {
        boolean image = captionField == 3;
        Proto file = new Proto().text(mimeField, mime);
        if (image) {
            file.text(captionField, text).number(5, 40_000L + r.nextInt(900_000));
            file.number(6, 1200).number(7, 1600);
        } else {
            file.number(4, 900_000L + r.nextInt(9_000_000)).number(5, 4L + r.nextInt(50));
            file.text(captionField, text);
        }
        return file;
    }

    private Proto poll(String text) {
        Proto poll = new Proto().text(2, text + "?");
        for (String day : chat.language().words("day").subList(0, 3)) {
            poll.message(3, new Proto().text(1, day));
        }
        return poll.number(4, 1);
    }

    private void stub(Talk.Said one, Proto message) {
        switch (one.sort()) {
            case GROUP_CREATED -> message.number(24, 20).text(26, one.text());
            case MEMBER_ADDED -> message.number(24, 27).text(26, one.text());
            case MISSED_CALL -> message.number(24, 40);
            case REVOKED -> message.number(24, 1);
            default -> {}
        }
    }

    private Proto reaction(Talk.Said one, Random random) {
        int who = random.nextInt(chat.people().size() + 1) - 1;
        Proto key = new Proto().text(1, chat.jid()).flag(2, who < 0);
        key.text(3, "3B" + id(one.index()).substring(2));
        if (chat.group() && who >= 0) {
            key.text(4, address(who));
        }
        return new Proto()
                .message(1, key)
                .text(2, REACTIONS.get(random.nextInt(REACTIONS.size())))
                .number(4, (one.at() + 60) * 1000);
    }
}
