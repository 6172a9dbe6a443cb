package org.backscroll.engine;

import java.util.random.RandomGenerator;

/** Ids that a person can read aloud and type: seven characters without those that look alike. */
final class JobIds {
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private JobIds() {}

    static String next(RandomGenerator random) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
