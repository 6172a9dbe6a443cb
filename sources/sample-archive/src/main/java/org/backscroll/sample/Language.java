package org.backscroll.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and small talk of one language: exchanges of a few lines with places to fill in. */
final class Language {
    /** Of two or more people, in turns; the first letter says whose turn it is. */
    record Line(int turn, String text) {}

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

    private final String code;
    private final Map<String, List<String>> words = new HashMap<>();
    private final List<List<Line>> exchanges = new ArrayList<>();

    private Language(String code) {
        this.code = code;
    }

    /** Reads {@code CODE.txt}. */
    static Language load(String code) {
        Language language = new Language(code);
        String name = code + ".txt";
        try (InputStream in = Language.class.getResourceAsStream(name);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Line> exchange = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@")) {
                    int blank = line.indexOf(' ');
                    language.words.put(
                            line.substring(1, blank),
                            List.of(line.substring(blank + 1).split("\\|")));
                } else if (!line.isEmpty()) {
                    exchange.add(new Line(line.charAt(0) - 'A', line.substring(3)));
                } else if (!exchange.isEmpty()) {
                    language.exchanges.add(List.copyOf(exchange));
                    exchange.clear();
                }
            }
            if (!exchange.isEmpty()) {
                language.exchanges.add(List.copyOf(exchange));
            }
            return language;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    String code() {
        return code;
    }

    List<String> words(String slot) {
        return words.get(slot);
    }

    /** A person's full name; in Chinese and Japanese the family comes first. */
    String name(int number) {
        List<String> given = words("given");
        List<String> family = words("family");
        String first = given.get(number % given.size());
        String last = family.get(number / given.size() % family.size());
        return switch (code) {
            case "zh" -> last + first;
            case "ja" -> last + " " + first;
            default -> first + " " + last;
        };
    }

    /** An exchange with its places filled in, the same word for the same place throughout. */
    List<Line> exchange(Random random, String somebody) {
        Map<String, String> filled = new HashMap<>();
        filled.put("name", somebody);
        List<Line> lines = new ArrayList<>();
        for (Line line : exchanges.get(random.nextInt(exchanges.size()))) {
            Matcher slots = SLOT.matcher(line.text());
            StringBuilder text = new StringBuilder();
            while (slots.find()) {
                String word = filled.computeIfAbsent(slots.group(1), slot -> word(slot, random));
                slots.appendReplacement(text, Matcher.quoteReplacement(word));
            }
            slots.appendTail(text);
            lines.add(new Line(line.turn(), text.toString()));
        }
        return lines;
    }

    private String word(String slot, Random random) {
        return switch (slot) {
            case "time" -> (7 + random.nextInt(15)) + (random.nextBoolean() ? ":00" : ":30");
            case "n" -> Integer.toString(2 + random.nextInt(8));
            default -> words(slot).get(random.nextInt(words(slot).size()));
        };
    }
}
