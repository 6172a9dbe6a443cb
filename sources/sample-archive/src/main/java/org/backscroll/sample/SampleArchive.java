package org.backscroll.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes an archive of invented history in WhatsApp's format: people and groups who talk in ten
 * languages, and a few records that are damaged on purpose. Equal options give equal contents on
 * any machine; nothing depends on the clock.
 */
public final class SampleArchive {
    private static final String USAGE =
            "usage: SampleArchive OUT_DIR [--seed N] [--messages N] [--chats N]";

    private SampleArchive() {}

    /**
     * How much to invent.
     *
     * @param seed another seed makes other talk
     * @param messages how many messages in all, each counted once; 1 to 100,000,000
     * @param chats in how many chats; 1 to 10,000, and no more than messages
     */
    public record Options(long seed, int messages, int chats) {
        /** About 3,000 messages in 40 chats. */
        public static final Options DEFAULT = new Options(42, 3_000, 40);

        /**
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Options {
            if (messages < 1 || messages > 100_000_000) {
                throw new IllegalArgumentException("--messages is 1 to 100000000");
            }
            if (chats < 1 || chats > 10_000 || chats > messages) {
                throw new IllegalArgumentException(
                        "--chats is 1 to 10000, and no more than the messages");
            }
        }
    }

    /**
     * What was written.
     *
     * @param files how many chunk files
     * @param messages how many messages, each counted once
     * @param delivered how many message records that can be read, those that come twice included
     * @param chats in how many chats
     * @param names how many people with a name
     * @param bad how many records are damaged on purpose
     */
    public record Summary(int files, int messages, int delivered, int chats, int names, int bad) {}

    /**
     * Writes an archive.
     *
     * @param dir the folder to write to; made if it is not there
     * @throws IOException if it cannot be written
     */
    public static Summary write(Path dir, Options options) throws IOException {
        Files.createDirectories(dir);
        return new ArchiveWriter(dir, options).write();
    }

    /** The command: {@code SampleArchive OUT_DIR [--seed N] [--messages N] [--chats N]}. */
    public static void main(String[] args) throws IOException {
        try {
            List<String> words = List.of(args);
            if (words.isEmpty() || words.get(0).startsWith("--") || words.size() % 2 == 0) {
                throw new IllegalArgumentException("a folder and pairs of names and numbers");
            }
            for (int i = 1; i < words.size(); i += 2) {
                if (!List.of("--seed", "--messages", "--chats").contains(words.get(i))) {
                    throw new IllegalArgumentException(words.get(i) + " is not known");
                }
            }
            Options options =
                    new Options(
                            number(words, "--seed", Options.DEFAULT.seed()),
                            count(words, "--messages", Options.DEFAULT.messages()),
                            count(words, "--chats", Options.DEFAULT.chats()));
            System.out.println(write(Path.of(words.get(0)), options));
        } catch (IllegalArgumentException e) {
            System.err.println(USAGE + "\n" + e.getMessage());
            System.exit(2);
        }
    }

    /** A number that is out of every range if it is no {@code int}. */
    private static int count(List<String> words, String name, int otherwise) {
        long number = number(words, name, otherwise);
        return number == (int) number ? (int) number : -1;
    }

    private static long number(List<String> words, String name, long otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
    }
}
