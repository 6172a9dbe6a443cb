package org.backscroll.source.whatsapp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.backscroll.api.Media;
import org.backscroll.api.MessageType;

/**
 * A poll.
 *
 * @param question what is asked
 * @param options what there is to choose from, in their order
 * @param context what the question refers to
 */
record Poll(String question, List<String> options, Context context) {

    static Content decode(Fields fields) throws IOException {
        String question = "";
        List<String> options = new ArrayList<>();
        Context context = Context.NONE;
        while (fields.next()) {
            switch (fields.number()) {
                case 2 -> question = fields.string();
                case 3 -> Capped.add(options, fields.message(f -> f.onlyString(1)));
                case 5 -> context = fields.message(Context::decode);
                default -> fields.skip();
            }
        }
        return new Content.Asked(new Poll(question, options, context));
    }

    /**
     * Question and options as text, one a line, each option with the number of its votes if there
     * are any; and everybody's choice as an attribute {@code vote_by_WHO}: when, and the options'
     * numbers.
     *
     * @param votes by who gave them, in the letters of an attribute's name
     */
    Content.Shown shown(Map<String, Vote> votes) {
        Map<String, Integer> numbers = numbers();
        int[] counts = new int[options.size()];
        Media.Builder media = Media.builder();
        votes.forEach(
                (who, vote) -> {
                    List<Integer> chosen = vote.chosen(numbers);
                    chosen.forEach(number -> counts[number - 1]++);
                    media.attribute("vote_by_" + who, vote.written(chosen));
                });
        List<String> lines = new ArrayList<>();
        lines.add(question);
        for (int i = 0; i < counts.length; i++) {
            lines.add("- " + options.get(i) + (counts[i] > 0 ? " (" + counts[i] + ")" : ""));
        }
        return new Content.Shown(
                MessageType.POLL,
                Texts.lines(lines),
                context,
                votes.isEmpty() ? Optional.empty() : Optional.of(media.build()));
    }

    /** Each option's number, from 1 on, by what stands for it in a vote. */
    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < options.size(); i++) {
            numbers.putIfAbsent(hash(options.get(i)), i + 1);
        }
        return numbers;
    }

    private static String hash(String option) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(option.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks a standard algorithm", e);
        }
    }

    /**
     * Somebody's choice.
     *
     * @param at when, in epoch milliseconds
     * @param options the SHA-256 of each option chosen, in hexadecimal; empty when taken back
     */
    record Vote(long at, List<String> options) {
        private List<Integer> chosen(Map<String, Integer> numbers) {
            return options.stream()
                    .distinct()
                    .filter(numbers::containsKey)
                    .map(numbers::get)
                    .sorted()
                    .toList();
        }

        /** So that of two of one person the newer is the greater. */
        private String written(List<Integer> chosen) {
            StringBuilder words = new StringBuilder(String.format(Locale.ROOT, "%013d", at));
            chosen.forEach(number -> words.append(' ').append(number));
            return words.toString();
        }
    }
}
