package org.backscroll.store.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds, among the messages of one chat within one grain of time, those that are the same. What is
 * found depends on these messages alone.
 */
final class Pairing {
    /** More comparisons, one by one, would take too long; no minute of a chat has them. */
    private static final long MOST_PAIRS = 1_000_000;

    private final List<Told> coarse;
    private final List<Told> finer;
    private final Map<Long, Match> found = new HashMap<>();
    private final Set<Long> taken = new HashSet<>();

    /**
     * What a message is told once more of.
     *
     * @param twin its row
     * @param certain whether it can be no other
     */
    record Match(long twin, boolean certain) {}

    private record Said(Object who, String what) {}

    private Pairing(List<Told> coarse, List<Told> finer) {
        this.coarse = coarse;
        this.finer = finer;
    }

    /**
     * The twins of messages, by row.
     *
     * @param coarse messages of one grain, in their order
     * @param finer those told more exactly, in their order
     */
    static Map<Long, Match> of(List<Told> coarse, List<Told> finer) {
        Pairing pairing = new Pairing(coarse, finer);
        pairing.equal(Told::author, true);
        // Of the owner it is known that it is them; others may have an address for each source.
        pairing.equal(one -> one.name().isEmpty() ? null : one.name(), false);
        pairing.each(Pairing::sameFile);
        pairing.only();
        return pairing.found;
    }

    private List<Told> left(List<Told> all) {
        return all.stream()
                .filter(one -> !found.containsKey(one.row()) && !taken.contains(one.row()))
                .toList();
    }

    private void match(Told one, Told twin, boolean certain) {
        found.put(one.row(), new Match(twin.row(), certain));
        taken.add(twin.row());
    }

    private static Map<Said, List<Told>> by(Function<Told, Object> who, List<Told> all) {
        Map<Said, List<Told>> by = new LinkedHashMap<>();
        for (Told one : all) {
            Object author = who.apply(one);
            if (author != null && one.content().isPresent()) {
                by.computeIfAbsent(new Said(author, one.content().get()), any -> new ArrayList<>())
                        .add(one);
            }
        }
        return by;
    }

    /** The same said by the same: the first is the first, the second the second, and so on. */
    private void equal(Function<Told, Object> who, boolean byAddress) {
        List<Told> left = left(coarse);
        if (!byAddress) {
            left = left.stream().filter(one -> !one.isByOwner()).toList();
        }
        Map<Said, List<Told>> twins = by(who, left(finer));
        for (Map.Entry<Said, List<Told>> said : by(who, left).entrySet()) {
            List<Told> ones = said.getValue();
            List<Told> others = twins.getOrDefault(said.getKey(), List.of());
            boolean certain =
                    byAddress
                            && ones.size() == others.size()
                            && ones.get(0).isDistinct()
                            && !hasRival(ones.get(0));
            for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
                match(ones.get(i), others.get(i), certain);
            }
        }
    }

    /** Whether somebody else of the same name has said the same. */
    private boolean hasRival(Told one) {
        return !one.name().isEmpty() && (isRival(one, coarse) || isRival(one, finer));
    }

    private static boolean isRival(Told one, List<Told> all) {
        return all.stream()
                .anyMatch(
                        other ->
                                other.author() != one.author()
                                        && other.name().equals(one.name())
                                        && other.content().equals(one.content()));
    }

    private static boolean samePerson(Told one, Told other) {
        return one.author() == other.author()
                ? one.author() != Addresses.UNKNOWN
                : !one.isByOwner() && !one.name().isEmpty() && one.name().equals(other.name());
    }

    /** An export may tell of a file that it has left out, and not of what kind it was. */
    private static boolean sameFile(Told one, Told other) {
        return one.isFile()
                && other.isFile()
                && samePerson(one, other)
                && (one.type().equals("unknown") || one.type().equals(other.type()))
                && (one.text().isEmpty() || one.text().equals(other.text()));
    }

    private void each(BiPredicate<Told, Told> same) {
        List<Told> ones = left(coarse);
        List<Told> others = new ArrayList<>(left(finer));
        if ((long) ones.size() * others.size() > MOST_PAIRS) {
            return;
        }
        for (Told one : ones) {
            others.stream()
                    .filter(other -> same.test(one, other))
                    .findFirst()
                    .ifPresent(
                            other -> {
                                match(one, other, false);
                                others.remove(other);
                            });
        }
    }

    /** The only one that is left of an author, if one was deleted or edited since. */
    private void only() {
        Map<Long, List<Told>> others = byAuthor(left(finer));
        for (Map.Entry<Long, List<Told>> ones : byAuthor(left(coarse)).entrySet()) {
            List<Told> twins = others.getOrDefault(ones.getKey(), List.of());
            if (ones.getKey() != Addresses.UNKNOWN
                    && ones.getValue().size() == 1
                    && twins.size() == 1) {
                Told one = ones.getValue().get(0);
                Told twin = twins.get(0);
                boolean editedSince =
                        one.isText() && twin.isText() && twin.edited() && !one.edited();
                if (one.deleted() || editedSince) {
                    match(one, twin, false);
                }
            }
        }
    }

    private static Map<Long, List<Told>> byAuthor(List<Told> all) {
        Map<Long, List<Told>> by = new LinkedHashMap<>();
        all.forEach(one -> by.computeIfAbsent(one.author(), any -> new ArrayList<>()).add(one));
        return by;
    }
}
