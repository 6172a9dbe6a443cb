package org.backscroll.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Everybody there is, and who talks with whom. */
final class World {
    /** 2026-03-01T20:00:00Z: the newest message; nothing depends on the clock. */
    static final long NOW = 1_772_395_200L;

    static final String OWNER = "4915550000001@s.whatsapp.net";

    private static final List<String> CODES =
            List.of("en", "pt", "de", "es", "fr", "ar", "ru", "hi", "ja", "zh");

    private final List<Person> people = new ArrayList<>();
    private final List<Chat> chats = new ArrayList<>();

    World(long seed, int messages, int chatCount) {
        Random random = new Random(seed);
        List<Language> languages = CODES.stream().map(Language::load).toList();
        int[] sizes = sizes(messages, chatCount);
        for (int i = 0; i < chatCount; i++) {
            boolean group = i % 5 == 0 || i % 5 == 3;
            Language language = languages.get((i * 7 + i / 10) % languages.size());
            int members = group ? 3 + random.nextInt(6) : 1;
            List<Person> in = new ArrayList<>();
            for (int m = 0; m < members; m++) {
                in.add(person(language, random));
            }
            long last = NOW - (long) i * 5_000 - (long) i * i * 9_000 - random.nextInt(3_000);
            chats.add(chat(i, group, in, language, sizes[i], last));
        }
    }

    List<Person> people() {
        return people;
    }

    List<Chat> chats() {
        return chats;
    }

    private Person person(Language language, Random random) {
        // acquaintances meet again in groups
        List<Person> known = people.stream().filter(p -> p.language() == language).toList();
        if (known.size() > 5 && random.nextInt(3) > 0) {
            return known.get(random.nextInt(known.size()));
        }
        int number = people.size();
        String digits = String.format(java.util.Locale.ROOT, "%04d", number);
        Optional<String> lid =
                number % 4 == 1 ? Optional.of("88800000" + digits + "@lid") : Optional.empty();
        Person person =
                new Person(
                        language.name(known.size()),
                        "49155501" + digits + "@s.whatsapp.net",
                        lid,
                        language);
        people.add(person);
        return person;
    }

    private static Chat chat(
            int number, boolean group, List<Person> in, Language language, int size, long last) {
        List<Person> members = in.stream().distinct().toList();
        if (!group) {
            Person other = members.get(0);
            // some phones have moved a chat to the new kind of address
            String jid = number % 10 == 4 ? other.lid().orElse(other.jid()) : other.jid();
            return new Chat(number, jid, Optional.empty(), members, language, size, last);
        }
        List<String> names = language.words("group");
        String name = names.get(number / 10 % names.size());
        String jid = "12036340000" + String.format(java.util.Locale.ROOT, "%07d", number) + "@g.us";
        return new Chat(number, jid, Optional.of(name), members, language, size, last);
    }

    /** The busiest chat first, each with a few at least, and so many in all. */
    private static int[] sizes(int messages, int chats) {
        double total = 0;
        for (int i = 0; i < chats; i++) {
            total += 1 / (i + 3.0);
        }
        int[] sizes = new int[chats];
        int least = Math.min(3, messages / chats);
        int left = messages - least * chats;
        int given = 0;
        for (int i = 0; i < chats; i++) {
            int share = (int) (left / (i + 3.0) / total);
            sizes[i] = least + share;
            given += share;
        }
        sizes[0] += left - given;
        return sizes;
    }
}
