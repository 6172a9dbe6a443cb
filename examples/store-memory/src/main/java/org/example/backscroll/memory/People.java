package org.example.backscroll.memory;

import org.backscroll.api.Jid;
import org.backscroll.api.MessageKey;
import org.backscroll.api.MessageKey.Author;
import org.backscroll.api.source.Entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which addresses belong to one person, by all links that were told. A person is known by the
 * smallest address that a link called the one people know.
 */
final class People {
    private final Map<Jid, Jid> canonical = new HashMap<>();
    private final Map<Jid, TreeSet<Jid>> addresses = new TreeMap<>();

    People(Collection<Entry.Link> links) {
        Map<Jid, TreeSet<Jid>> groups = new HashMap<>();
        TreeSet<Jid> known = new TreeSet<>();
        for (Entry.Link link : links) {
            TreeSet<Jid> group = groups.computeIfAbsent(link.phone(), j -> single(j));
            TreeSet<Jid> other = groups.computeIfAbsent(link.alias(), j -> single(j));
            group.addAll(other);
            group.forEach(jid -> groups.put(jid, group));
            known.add(link.phone());
        }
        for (TreeSet<Jid> group : new java.util.HashSet<>(groups.values())) {
            Jid best = group.stream().filter(known::contains).findFirst().orElseThrow();
            addresses.put(best, group);
            group.forEach(jid -> canonical.put(jid, best));
        }
    }

    private static TreeSet<Jid> single(Jid jid) {
        return new TreeSet<>(List.of(jid));
    }

    Jid of(Jid jid) {
        return canonical.getOrDefault(jid, jid);
    }

    Author of(Author author) {
        return author.jid().map(jid -> Author.of(of(jid))).orElse(author);
    }

    MessageKey of(MessageKey key) {
        return new MessageKey(key.account(), of(key.chat()), of(key.author()), key.id());
    }

    /** The other addresses of the same person. */
    List<Jid> aliases(Jid jid) {
        return addresses.getOrDefault(of(jid), new TreeSet<>()).stream()
                .filter(other -> !other.equals(of(jid)))
                .toList();
    }

    /** The canonical addresses of those who have several, after one of them. */
    List<Jid> after(Optional<String> jid) {
        List<Jid> all = new ArrayList<>(addresses.keySet());
        all.removeIf(one -> jid.isPresent() && one.value().compareTo(jid.get()) <= 0);
        all.removeIf(one -> aliases(one).isEmpty());
        return all;
    }
}
