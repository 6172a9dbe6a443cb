package org.example.backscroll.memory;

import org.backscroll.api.Jid;
import org.backscroll.api.source.AsOf;
import org.backscroll.api.source.Entry;
import org.backscroll.api.store.PersonName;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The best name known of each person: the newest, be it one that came with a message. */
final class Names {
    private final People people;
    private final Map<Jid, Newest<String>> names = new TreeMap<>();
    private final Newest<Entry.OwnName> own =
            new Newest<>(Comparator.comparing(Entry.OwnName::name));

    Names(People people, Collection<Entry> entries) {
        this.people = people;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Name name) {
                offer(name.jid(), name.name(), name.asOf());
            } else if (entry instanceof Entry.OwnName name) {
                own.offer(name, name.asOf());
            } else if (entry instanceof Entry.MessageEntry told) {
                AsOf then = new AsOf(told.message().timestamp(), 0);
                Optional<String> name = told.message().senderName().filter(n -> !n.isBlank());
                told.message().sender().ifPresent(jid -> name.ifPresent(n -> offer(jid, n, then)));
            }
        }
    }

    private void offer(Jid jid, String name, AsOf asOf) {
        names.computeIfAbsent(people.of(jid), j -> new Newest<>(Comparator.naturalOrder()))
                .offer(name, asOf);
    }

    Optional<String> of(Jid jid) {
        return Optional.ofNullable(names.get(people.of(jid))).flatMap(Newest::get);
    }

    Optional<Entry.OwnName> own() {
        return own.get();
    }

    List<PersonName> all() {
        return names.entrySet().stream()
                .map(
                        name ->
                                new PersonName(
                                        name.getKey(),
                                        name.getValue().get().orElseThrow(),
                                        name.getValue().asOf()))
                .toList();
    }
}
