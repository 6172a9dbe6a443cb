package org.backscroll.source.whatsapp;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which files of a folder are chunks, by their names, and which file tells of which. */
final class Naming {
    private static final String PLAIN = ".bin";
    private static final String CONTAINER = ".enc";
    private static final String MESSAGE = ".pb";

    /** What tells of a container, by what comes after its own name; the first there is counts. */
    private static final List<String> BESIDE = List.of(".json", MESSAGE);

    /** What tells of containers that nothing else tells of. */
    private static final String SHARED = "notification";

    private Naming() {}

    /** Whether a file is a chunk or tells of one. */
    static boolean matters(String name) {
        boolean known =
                name.endsWith(PLAIN)
                        || container(name)
                        || BESIDE.stream().anyMatch(suffix -> name.endsWith(suffix));
        return known && !name.startsWith(".");
    }

    static boolean container(String name) {
        return name.endsWith(CONTAINER);
    }

    /** Whether a file that matters is a notification, and so bears its chunk if it is one. */
    static boolean notification(String name) {
        return name.endsWith(MESSAGE);
    }

    /**
     * Whether a file is a chunk. A notification in protobuf is one unless its container is there.
     *
     * @param all the names of the files that matter
     */
    static boolean chunk(String name, Set<String> all) {
        if (!notification(name)) {
            return name.endsWith(PLAIN) || container(name);
        }
        String stem = stem(name, MESSAGE);
        String owner = container(stem) ? stem : stem + CONTAINER;
        return !all.contains(owner) && !stem.equals(SHARED);
    }

    /**
     * The name of what tells of a container: of {@code a.enc}, the first there is of {@code
     * a.json}, {@code a.enc.json}, {@code a.pb}, {@code a.enc.pb}, {@code notification.json} and
     * {@code notification.pb}.
     *
     * @param all the names of the files that matter
     */
    static Optional<String> notificationOf(String container, Set<String> all) {
        List<String> stems = List.of(stem(container, CONTAINER), container);
        Optional<String> own =
                BESIDE.stream()
                        .flatMap(suffix -> stems.stream().map(stem -> stem + suffix))
                        .filter(all::contains)
                        .findFirst();
        return own.or(
                () ->
                        BESIDE.stream()
                                .map(suffix -> SHARED + suffix)
                                .filter(all::contains)
                                .findFirst());
    }

    /** Whether what tells of a container tells of others too. */
    static boolean shared(String notification) {
        return BESIDE.stream().anyMatch(suffix -> notification.equals(SHARED + suffix));
    }

    private static String stem(String name, String suffix) {
        return name.substring(0, name.length() - suffix.length());
    }
}
