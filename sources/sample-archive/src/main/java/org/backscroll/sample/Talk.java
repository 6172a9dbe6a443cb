package org.backscroll.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Fills a chat: who says what and when, one exchange after the other. */
final class Talk {
    /** What a message is. */
    enum Sort {
        TEXT,
        IMAGE,
        VIDEO,
        VOICE,
        DOCUMENT,
        STICKER,
        LOCATION,
        CONTACT,
        POLL,
        GROUP_CREATED,
        MEMBER_ADDED,
        MISSED_CALL,
        REVOKED
    }

    /**
     * One message.
     *
     * @param index its place in the chat, the oldest being 0
     * @param speaker which of the chat's people; -1 for the owner
     * @param at when, in epoch seconds
     * @param quoted the index of the message it answers; -1 for none
     */
    record Said(int index, Sort sort, int speaker, String text, long at, int quoted) {}

    private static final long LONGEST = 3L * 365 * 24 * 3600;
    private static final int USUAL_PAUSE = 9 * 3600;

    private final Chat chat;
    private final Random random;
    private final List<Said> said = new ArrayList<>();
    private final long pause;
    private long clock;

    private Talk(Chat chat, long seed) {
        this.chat = chat;
        this.random = new Random(seed * 1_000_003 + chat.number());
        this.pause = Math.max(300, Math.min(USUAL_PAUSE, LONGEST / Math.max(1, chat.messages())));
    }

    /** All of a chat's messages, oldest first; the same ones for the same seed. */
    static List<Said> of(Chat chat, long seed) {
        return new Talk(chat, seed).all();
    }

    private List<Said> all() {
        if (chat.group()) {
            add(Sort.GROUP_CREATED, 0, chat.name().orElse(""), -1);
            add(Sort.MEMBER_ADDED, 0, World.OWNER, -1);
        }
        while (said.size() < chat.messages()) {
            clock += 600 + random.nextInt((int) (2 * pause));
            exchange();
        }
        // the clock ran from 0: let the last one end when the chat's newest was sent
        List<Said> some = said.subList(0, chat.messages());
        long shift = some.isEmpty() ? 0 : chat.last() - some.get(some.size() - 1).at();
        return some.stream()
                .map(s -> new Said(s.index, s.sort, s.speaker, s.text, s.at + shift, s.quoted))
                .toList();
    }

    private void exchange() {
        int first = random.nextInt(chat.people().size() + 1) - 1;
        int second = other(first);
        String name = second < 0 ? "Mina" : chat.people().get(second).shortName();
        if (random.nextInt(25) == 0) {
            aside(first);
        }
        int begin = said.size();
        for (Language.Line line : chat.language().exchange(random, name)) {
            clock += 15 + random.nextInt(200);
            int speaker = line.turn() == 0 ? first : second;
            boolean answers = said.size() > begin && random.nextInt(9) == 0;
            add(Sort.TEXT, speaker, line.text(), answers ? said.size() - 1 : -1);
        }
        if (random.nextInt(8) == 0) {
            clock += 40 + random.nextInt(90);
            add(Sort.TEXT, second, EMOJI.get(random.nextInt(EMOJI.size())), -1);
        }
    }

    private static final List<String> EMOJI =
            List.of(
                    "😂",
                    "❤️",
                    "👍🏽",
                    "👩‍💻☕",
                    "🏳️‍🌈",
                    "🤷‍♀️",
                    "👨‍👩‍👧‍👦",
                    "🥳🎉",
                    "🙈",
                    "✅");

    /** Something that is not written. */
    private void aside(int speaker) {
        Sort[] sorts = Sort.values();
        Sort sort = sorts[1 + random.nextInt(sorts.length - 1)];
        boolean mayBe = sort != Sort.GROUP_CREATED && sort != Sort.MEMBER_ADDED;
        List<String> things = chat.language().words("thing");
        String thing = things.get(random.nextInt(things.size()));
        clock += 20;
        add(mayBe ? sort : Sort.IMAGE, speaker, thing, -1);
    }

    private int other(int than) {
        int people = chat.people().size();
        int next = random.nextInt(people + 1) - 1;
        if (next != than) {
            return next;
        }
        return than < 0 ? 0 : -1;
    }

    private void add(Sort sort, int speaker, String text, int quoted) {
        said.add(new Said(said.size(), sort, speaker, text, clock, quoted));
    }
}
